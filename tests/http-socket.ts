import { EventEmitter } from 'node:events'
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { bodyOf, eventReader, type StreamEvent } from '../components/editor/sync/http/events'
import type { Door, rawSocket, Served } from './sync'

export interface Asking { method?: string; token?: string; headers?: Record<string, string | undefined>; body?: Uint8Array; path: string }

const agent = new Agent({ keepAlive: true })

/** A request as a page of ours makes it, unless its headers say otherwise. */
export function asking(at: Served, { method = 'GET', token, headers = {}, body, path }: Asking): ClientRequest {
  const own = {
    'x-accord-draft': '1', 'sec-fetch-site': 'same-origin', ...(method === 'POST' ? { origin: at.origin } : {}), ...(token ? { cookie: `next-auth.session-token=${token}` } : {}), ...headers,
  }
  const sent = request(`http://${at.address}${path}`, { method, agent, headers: Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as Record<string, string> })
  sent.on('error', () => {})
  if (body) sent.write(body)
  return sent
}

export interface Answered { status: number; headers: IncomingMessage['headers']; text: string; code?: string }

/** The whole answer; `code` is a refusal's. Status 0 where the line was cut. */
export function answered(at: Served, how: Asking): Promise<Answered> {
  return new Promise((resolve) => {
    const sent = asking(at, how)
    const cut = () => resolve({ status: 0, headers: {}, text: '' })
    sent.on('error', cut)
    sent.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => { text += piece }).on('error', cut)
      response.on('end', () => {
        const refusal = text.startsWith('{"refusal"') ? (JSON.parse(text) as { refusal: { code: string } }).refusal : undefined
        resolve({ status: response.statusCode!, headers: response.headers, text, code: refusal?.code })
      })
    })
    sent.end()
  })
}

/** Looks to a test like a socket of `ws`, over plain HTTP: a stream of events down, requests up. */
export class HttpSocket extends EventEmitter {
  readyState = 0
  connection = ''
  number = 0
  #stream: ClientRequest
  #sent: Promise<unknown> = Promise.resolve()
  #waiting: Uint8Array[] = []
  #code = 1006
  #response: IncomingMessage | null = null
  /** Whether pings are answered, as a living page does. */
  answers = true

  constructor(private readonly at: Served, private readonly standardId: string, private readonly door: Door = {}) {
    super()
    this.#stream = asking(at, { path: `/sync/${standardId}/events?${door.query ?? 'schema=1&saved=1'}`, token: door.token })
    const read = eventReader()
    this.#stream.on('response', (response) => {
      this.#response = response
      if (response.statusCode !== 200) this.#end(response.statusCode!)
      response.setEncoding('utf8').on('data', (piece: string) => { for (const event of read(piece)) this.#hear(event) }).on('error', () => {})
      response.on('close', () => this.#end(this.#code))
    })
    this.#stream.on('error', () => this.#end(1006))
    this.#stream.end()
  }

  send(message: Uint8Array): void {
    this.#waiting.push(Uint8Array.from(message))
    if (this.#waiting.length > 1) return
    this.#sent = this.#sent.then(() => this.post(this.#waiting.splice(0))).then(({ status }) => {
      // What is lost, or out of order, is never taken: a page opens another connection. Where the server closed this one the stream says so first.
      if (status !== 204) setTimeout(() => this.terminate(), 1_000).unref()
    })
  }

  post(messages: readonly Uint8Array[], number = this.number += 1): Promise<Answered> {
    const path = `/sync/${this.standardId}/messages?connection=${this.connection}&number=${number}`
    return answered(this.at, { method: 'POST', token: this.door.token, path, body: bodyOf(messages) })
  }

  /** Reads no further. */
  stall(): void { this.#response!.pause() }

  terminate(): void {
    this.#stream.destroy()
    this.#end(1006)
  }

  /** Once what was said has arrived. */
  close(): void { void this.#sent.then(() => this.terminate()) }

  #hear({ type, data }: StreamEvent): void {
    if (type === 'open') {
      this.connection = (JSON.parse(data) as { connection: string }).connection
      this.readyState = 1
      this.emit('open')
    } else if (type === 'close') this.#code = (JSON.parse(data) as { code: number }).code
    else if (type === 'ping') { if (this.answers) void this.post([]) }
    else if (data) this.emit('message', Buffer.from(data, 'base64'))
  }

  #end(code: number): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.emit('close', code)
  }
}

/** For a `Peer`: the same client, over plain HTTP. */
export const overHttp = (at: Served, standardId: string, door?: Door) => new HttpSocket(at, standardId, door) as unknown as ReturnType<typeof rawSocket>
