import type { Server } from 'node:http'
import { Duplex } from 'node:stream'
import { setImmediate } from 'node:timers'

/** One end of a line. What is written to it waits on the line until it is delivered at the other end. */
class End extends Duplex {
  other!: End
  readonly waiting: (Buffer | null)[] = []
  #done: (() => void)[] = []

  constructor(private readonly line: Line) { super({ allowHalfOpen: true, emitClose: true }) }

  override _read(): void {}

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.waiting.push(chunk)
    this.#done.push(done)
    this.line.deliverSoon()
  }

  override _final(done: () => void): void {
    this.waiting.push(null)
    done()
    this.line.deliverSoon()
  }

  /** What has waited comes as one burst, wherever its frames begin and end. */
  deliver(): void {
    const burst = this.waiting.splice(0)
    const done = this.#done.splice(0)
    const bytes = burst.filter((chunk) => chunk !== null)
    if (bytes.length > 0 && !this.other.destroyed) this.other.push(bytes.length === 1 ? bytes[0] : Buffer.concat(bytes))
    if (burst.includes(null) && !this.other.destroyed) this.other.push(null)
    for (const each of done) each()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    done(error)
    // A goodbye travels like everything else.
    if (!this.line.wasCut) setImmediate(() => this.line.ended())
  }
}

/** A line through memory, from a client to the server: it delivers in order, late and in bursts while it is held, and may be cut. */
export class Line {
  readonly client = new End(this)
  readonly server = new End(this)
  held = false
  wasCut = false
  #soon = false

  constructor() {
    this.client.other = this.server
    this.server.other = this.client
    for (const end of [this.client, this.server]) end.on('error', () => {})
  }

  deliverSoon(): void {
    if (this.#soon || this.held || this.wasCut) return
    this.#soon = true
    setImmediate(() => {
      this.#soon = false
      if (this.held || this.wasCut) return
      this.client.deliver()
      this.server.deliver()
    })
  }

  release(): void {
    this.held = false
    this.deliverSoon()
    if (this.client.destroyed || this.server.destroyed) setImmediate(() => this.ended())
  }

  ended(): void {
    if (this.held || this.wasCut) return
    this.client.deliver()
    this.server.deliver()
    this.client.destroy()
    this.server.destroy()
  }

  /** What is under way is lost, in both directions. */
  cut(): void {
    this.wasCut = true
    this.client.destroy()
    this.server.destroy()
  }
}

/** A network without sockets: every line is known, and held or cut at will. */
export class Network {
  readonly lines = new Set<Line>()

  constructor(private readonly server: Server) {}

  dial(): Line {
    const line = new Line()
    this.lines.add(line)
    line.server.once('close', () => this.lines.delete(line))
    this.server.emit('connection', line.server)
    return line
  }

  cutAll(): void { for (const line of [...this.lines]) line.cut() }
}
