import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

type Direction = 'questions' | 'answers'

/** The way to PostgreSQL, through here: it may be held in either direction (an answer that is held is a commit nobody knows of), or cut. */
export class DatabaseLine {
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  #held: Direction | null = null
  #refuses = false
  #timer: NodeJS.Timeout | undefined
  readonly #server = createServer((near) => this.#accept(near))

  private constructor(private readonly to: URL) {}

  static async open(url: string): Promise<DatabaseLine> {
    const line = new DatabaseLine(new URL(url))
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve))
    return line
  }

  get url(): string {
    const through = new URL(this.to)
    through.port = String((this.#server.address() as AddressInfo).port)
    return through.href
  }

  #accept(near: Socket): void {
    if (this.#refuses) return void near.destroy()
    const far = connect(Number(this.to.port), this.to.hostname)
    const pair = [near, far] as const
    this.#pairs.add(pair)
    for (const [from, into] of [pair, [far, near]] as const) {
      from.setNoDelay(true)
      from.on('error', () => {})
      from.on('data', (bytes) => { into.write(bytes) })
      from.on('close', () => { this.#pairs.delete(pair); into.destroy() })
    }
    this.#apply(pair)
  }

  #apply([near, far]: readonly [Socket, Socket]): void {
    if (this.#held === 'questions') near.pause()
    else near.resume()
    if (this.#held === 'answers') far.pause()
    else far.resume()
  }

  /** For a moment at most: a transaction that is held keeps its locks, and with them everybody else's. */
  hold(direction: Direction | null): void {
    clearTimeout(this.#timer)
    if (direction) this.#timer = setTimeout(() => this.hold(null), 300)
    this.#held = direction
    for (const pair of this.#pairs) this.#apply(pair)
  }

  /** Every line of now; new ones are let through. */
  cut(): void { for (const [near, far] of this.#pairs) { near.destroy(); far.destroy() } }

  /** For good: nothing that was behind it reaches the database any more. */
  close(): void {
    this.#refuses = true
    this.cut()
    this.#server.close()
  }
}
