/** A socket that is sent to. */
export interface Receiver {
  write(bytes: Buffer): void
  /** What it is to be told for itself, in the same write; null for nothing. */
  own(): Buffer | null
}

/** What is said to everybody in a room: each frame is built once, and each socket written to once a turn of the event loop. */
export class FanOut<R extends Receiver> {
  #waiting: { frame: Buffer; from: R | null }[] = []
  readonly #owing = new Set<R>()
  #due: NodeJS.Immediate | undefined

  constructor(private readonly receivers: ReadonlySet<R>) {}

  /** Whether there is anybody but `from`: most write alone, and nothing need be built then. */
  reaches(from: R | null): boolean { return this.receivers.size > (from && this.receivers.has(from) ? 1 : 0) }

  /** To everybody but `from`. */
  relay(frame: Buffer, from: R | null): void {
    this.#waiting.push({ frame, from })
    this.#schedule()
  }

  /** `receiver` has something of its own to be told. */
  owe(receiver: R): void {
    this.#owing.add(receiver)
    this.#schedule()
  }

  #schedule(): void { this.#due ??= setImmediate(this.flush) }

  /** At the end of the turn by itself; called sooner, whatever is written next comes after it, and the end of the turn has nothing left to do. */
  readonly flush = (): void => {
    clearImmediate(this.#due)
    this.#due = undefined
    if (this.#waiting.length === 0 && this.#owing.size === 0) return
    const waiting = this.#waiting
    this.#waiting = []
    const authors = new Set<R | null>()
    for (const { from } of waiting) authors.add(from)
    const all = waiting.length === 0 ? null : join(waiting.map(({ frame }) => frame))
    if (all) for (const receiver of this.receivers) if (!authors.has(receiver) && !this.#owing.has(receiver)) receiver.write(all)
    for (const author of authors) if (author && this.receivers.has(author)) this.#owing.add(author)
    for (const receiver of this.#owing) this.#pay(receiver, waiting, authors.has(receiver) ? null : all)
    this.#owing.clear()
  }

  #pay(receiver: R, waiting: readonly { frame: Buffer; from: R | null }[], all: Buffer | null): void {
    const frames: Buffer[] = all ? (this.receivers.has(receiver) ? [all] : []) : []
    if (!all && this.receivers.has(receiver)) for (const { frame, from } of waiting) if (from !== receiver) frames.push(frame)
    const own = receiver.own()
    if (own) frames.push(own)
    if (frames.length > 0) receiver.write(join(frames))
  }
}

const join = (frames: readonly Buffer[]): Buffer => (frames.length === 1 ? frames[0]! : Buffer.concat(frames))
