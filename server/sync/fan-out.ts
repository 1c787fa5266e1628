/** A socket that is sent to. */
export interface Receiver { write(bytes: Buffer): void }

/** What is said to everybody in a room: each frame is built once, and each socket written to once a turn of the event loop. */
export class FanOut<R extends Receiver> {
  #waiting: { frame: Buffer; from: R | null }[] = []

  constructor(private readonly receivers: ReadonlySet<R>) {}

  /** To everybody but `from`. */
  relay(frame: Buffer, from: R | null): void {
    if (this.#waiting.length === 0) setImmediate(() => this.#flush())
    this.#waiting.push({ frame, from })
  }

  #flush(): void {
    const waiting = this.#waiting
    this.#waiting = []
    const authors = new Set(waiting.map((each) => each.from))
    const all = join(waiting.map((each) => each.frame))
    for (const receiver of this.receivers) {
      if (!authors.has(receiver)) receiver.write(all)
      else {
        const others = waiting.filter((each) => each.from !== receiver)
        if (others.length > 0) receiver.write(join(others.map((each) => each.frame)))
      }
    }
  }
}

const join = (frames: readonly Buffer[]): Buffer => (frames.length === 1 ? frames[0]! : Buffer.concat(frames))
