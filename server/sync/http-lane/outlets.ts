import type { ServerResponse } from 'node:http'
import type { LaneLimits } from './limits'

/** The way down to a client: a stream of events, or polls that are answered with some of them. */
export interface Outlet {
  /** Bytes that the client has not taken yet. */
  readonly buffered: number
  say(event: string): void
  /** After what was said. */
  end(): void
  destroy(): void
}

/** `no-transform` and the header of nginx keep proxies from holding events back. */
export const eventHeaders = { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' }

/** One answer that does not end. `gone` is called once. */
export class Stream implements Outlet {
  constructor(private readonly response: ServerResponse, private readonly limits: LaneLimits, gone: () => void) {
    response.on('error', () => {})
    response.on('close', gone)
    response.writeHead(200, eventHeaders)
  }

  get buffered(): number { return this.response.writableLength }

  say(event: string): void { this.response.write(event) }

  end(): void {
    this.response.end()
    // Who does not read would never see the end.
    const late = setTimeout(() => this.destroy(), this.limits.ending)
    this.response.on('close', () => clearTimeout(late))
  }

  destroy(): void { this.response.destroy() }
}

/** Polls, one at a time; what an answer carried is kept until the next poll says that it arrived. */
export class Polls implements Outlet {
  #kept: { readonly place: number; readonly event: string }[] = []
  #said = 0
  #bytes = 0
  #held: ServerResponse | null = null
  #timer: NodeJS.Timeout | undefined
  #answering = false
  #ended = false
  /** The answer that carries the end. */
  #last: ServerResponse | null = null

  constructor(private readonly limits: LaneLimits, private readonly gone: () => void) { this.#awaitPoll() }

  get buffered(): number { return this.#bytes }

  /** `after`: the place of the last event that arrived. */
  poll(response: ServerResponse, after: number): void {
    response.on('error', () => {})
    response.on('close', () => this.#left(response))
    this.#answer()
    while (this.#kept[0] && this.#kept[0].place <= after) this.#bytes -= this.#kept.shift()!.event.length
    this.#held = response
    clearTimeout(this.#timer)
    if (this.#kept.length > 0) this.#answer()
    else this.#timer = setTimeout(() => this.#answer(), this.limits.held)
  }

  say(event: string): void {
    this.#said += 1
    this.#kept.push({ place: this.#said, event: `id: ${this.#said}\n${event}` })
    this.#bytes += this.#kept.at(-1)!.event.length
    if (this.#answering) return
    this.#answering = true
    // What is said in one turn goes out as one answer.
    setImmediate(() => { this.#answering = false; if (this.#kept.length > 0) this.#answer() })
  }

  end(): void { this.#ended = true }

  destroy(): void {
    clearTimeout(this.#timer)
    this.#held?.destroy()
    this.#held = null
    this.#kept = []
    this.#ended = true
    this.gone()
  }

  #answer(): void {
    const response = this.#held
    if (!response) return
    this.#held = null
    if (this.#ended) this.#last = response
    const body = this.#kept.length === 0 ? ': nothing yet\n\n' : this.#kept.map(({ event }) => event).join('')
    response.writeHead(200, { ...eventHeaders, 'Content-Length': Buffer.byteLength(body) }).end(body)
    this.#awaitPoll()
  }

  #left(response: ServerResponse): void {
    if (this.#held === response) {
      this.#held = null
      this.#awaitPoll()
    }
    // Whether it arrived nobody will say.
    if (response === this.#last) this.destroy()
  }

  #awaitPoll(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.destroy(), this.limits.unasked)
  }
}
