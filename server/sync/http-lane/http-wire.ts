import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { closeCodes } from '@/lib/drafts/close-codes'
import { payloadsOf, type Wire, type WireEars } from '../wire'
import type { LaneLimits } from './limits'
import { type Outlet, Polls, Stream } from './outlets'

/** What became of a request with messages: taken, not in order, or not taken because the connection has closed, with its code. */
export type Taken = { kind: 'taken' } | { kind: 'out of order' } | { kind: 'closed'; code: number }

const event = (type: string, data: string): string => `event: ${type}\ndata: ${data}\n\n`

/** A connection over plain HTTP: events down, requests up. */
export class HttpWire implements Wire {
  readonly kind = 'http'
  /** Whoever names it, and has the session that opened it, speaks for this connection. */
  readonly id = randomBytes(24).toString('base64url')
  open = true
  paused = false
  /** Requests that are being read or wait. */
  requests = 0
  #ears: WireEars | null = null
  readonly #outlet: Outlet
  readonly #polls: Polls | null
  #code = 1006
  #last = 0
  #taking: Promise<void> = Promise.resolve()
  #resumed: (() => void)[] = []

  constructor(response: ServerResponse, polls: boolean, private readonly most: number, limits: LaneLimits, private readonly gone: () => void) {
    this.#polls = polls ? new Polls(limits, () => this.#end()) : null
    this.#outlet = this.#polls ?? new Stream(response, limits, () => this.#end())
    this.#outlet.say(event('open', JSON.stringify({ connection: this.id })))
    this.#polls?.poll(response, 0)
  }

  listen(ears: WireEars): void { this.#ears = ears }

  get buffered(): number { return this.#outlet.buffered }

  write(frames: Buffer): void {
    let events = ''
    for (const payload of payloadsOf(frames)) events += `data: ${payload.toString('base64')}\n\n`
    this.#outlet.say(events)
  }

  pause(): void { this.paused = true }

  resume(): void {
    this.paused = false
    for (const go of this.#resumed.splice(0)) go()
  }

  /** Polls are a sign of life in themselves. */
  ping(): void { if (!this.#polls) this.#outlet.say(event('ping', '')) }

  close(code: number, why: string): void {
    if (!this.open) return
    this.open = false
    this.#code = code
    this.resume()
    this.#outlet.say(event('close', JSON.stringify({ code, why })))
    this.#outlet.end()
  }

  terminate(): void { this.#outlet.destroy() }

  /** False where this connection is a stream. */
  poll(response: ServerResponse, after: number): boolean {
    this.#polls?.poll(response, after)
    this.#ears?.alive()
    return this.#polls !== null
  }

  /** The messages of the request with this number, counted from 1. A repetition is answered like the first, and not taken again. */
  async take(number: number, messages: readonly Uint8Array[]): Promise<Taken> {
    this.#ears?.alive()
    if (!this.open) return { kind: 'closed', code: this.#code }
    if (number > this.#last + 1) return { kind: 'out of order' }
    if (number === this.#last + 1) {
      this.#last = number
      this.#taking = this.#deliver(messages)
    }
    await this.#taking
    return this.open ? { kind: 'taken' } : { kind: 'closed', code: this.#code }
  }

  /** A paused connection takes the rest later; until then the request has no answer, and the client sends no other. */
  async #deliver(messages: readonly Uint8Array[]): Promise<void> {
    for (const message of messages) {
      if (message.length > this.most) this.close(closeCodes['too large'], 'a message over its limit')
      if (!this.open) return
      this.#ears?.message(message)
      while (this.paused) await new Promise<void>((resolve) => this.#resumed.push(resolve))
    }
  }

  #end(): void {
    if (!this.#ears) return
    const ears = this.#ears
    this.#ears = null
    this.open = false
    this.resume()
    this.gone()
    ears.closed()
  }
}
