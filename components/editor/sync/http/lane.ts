import { type Line, remembered, rememberedAs, slowerLine, tries } from '../line'
import { lookForBetter } from './better'
import { HeldBack, hearPolls, hearStream } from './down'
import { bytesOf, type StreamEvent } from './events'
import { cut } from './requests'
import { areFew, rest, whenUnseen } from './rest'
import { Up } from './up'

/** How long the last words of a line that is closed may take. */
const ending = 3_000

function remember(way: 'http' | 'poll' | null): void {
  try {
    if (way) sessionStorage.setItem(rememberedAs, way)
    else sessionStorage.removeItem(rememberedAs)
  } catch {
    // Where a browser keeps nothing, a reloaded page finds out again.
  }
}

/** Makes `line` one over plain HTTP to where `url` names a WebSocket. */
export function attach(line: Line, url: string): void {
  const lane = new Lane(line, url)
  line.send = (bytes) => lane.up?.say(bytes)
  line.close = () => lane.close()
  void lane.open()
}

/** Events down, requests up (server/sync/http-lane). A connection that breaks is over: the provider opens another. */
class Lane {
  up: Up | null = null
  #connection = ''
  #endRest = () => {}
  readonly #stop = new AbortController()

  constructor(private readonly line: Line, private readonly url: string) {}

  async open(): Promise<void> {
    if (areFew() && document.hidden) await new Promise<void>((seen) => { this.#endRest = rest(this.line, seen) })
    const { base, query } = this.#address()
    const events = `${base}/events?${query}`
    const { signal } = this.#stop
    let polls = remembered() === 'poll'
    let code = cut
    if (!polls) {
      code = await hearStream(events, signal, this.#hear).catch((error: unknown) => {
        if (!(error instanceof HeldBack)) throw error
        polls = true
        return cut
      })
      // One that fell silent later is over; the next one polls.
      if (polls && this.#connection) remember('poll')
    }
    if (polls && !this.#connection) code = await hearPolls(events, signal, () => this.#connection, this.#hear)
    this.#end(code)
  }

  close(): void {
    this.#endRest()
    if (this.#stop.signal.aborted) return
    this.line.readyState = 3
    this.line.onopen = this.line.onmessage = this.line.onclose = this.line.onbetter = null
    if (!this.up) return this.#stop.abort()
    this.up.end()
    setTimeout(() => this.#stop.abort(), ending)
  }

  #address() {
    const url = new URL(this.url)
    return { base: `${url.protocol.replace('ws', 'http')}//${url.host}${url.pathname}`, query: url.search.slice(1) }
  }

  #hear = (event: StreamEvent): void => {
    if (this.#stop.signal.aborted) return
    if (event.type === 'open') this.#opened(JSON.parse(event.data).connection, event.id !== '')
    else if (event.type === 'ping') this.up?.pong()
    else if (event.type === 'close') this.#end(JSON.parse(event.data).code)
    else if (event.data) this.line.onmessage?.({ data: bytesOf(event.data) })
  }

  #opened(connection: string, polls: boolean): void {
    this.#connection = connection
    remember(polls ? 'poll' : 'http')
    const { signal } = this.#stop
    // Where the stream is still there it says itself why this connection closes.
    this.up = new Up(this.#address().base, connection, signal, (code) => setTimeout(() => this.#end(code), 1_000), () => this.#stop.abort())
    lookForBetter(this.url, signal, (socket) => {
      remember(null)
      tries.failed = -2
      if (this.line.onbetter) this.line.onbetter(socket as unknown as Line)
      else socket.close()
    })
    if (areFew()) whenUnseen(signal, () => this.up!.idle, () => this.#sleep())
    this.line.readyState = 1
    this.line.onopen?.()
  }

  /** Gives the connection back; a new one takes the place of this line when the page is looked at again. */
  #sleep(): void {
    const { line } = this
    this.#stop.abort()
    let next: Line | null = null
    const end = rest(line, () => {
      const better = next = slowerLine()
      better.onopen = () => {
        next = null
        line.onbetter?.(better)
      }
      better.onclose = ({ code }) => line.onclose?.({ code })
      attach(better, this.url)
    })
    line.close = () => {
      end()
      next?.close()
      line.readyState = 3
    }
  }

  #end(code: number): void {
    if (this.#stop.signal.aborted) return
    // Not even this came through: the next try is a WebSocket again.
    if (!this.#connection && code === cut) {
      tries.failed = 1
      remember(null)
    }
    this.#stop.abort()
    this.line.readyState = 3
    this.line.onclose?.({ code })
  }
}
