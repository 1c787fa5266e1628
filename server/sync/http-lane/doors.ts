import type { IncomingMessage, ServerResponse } from 'node:http'
import { closeCodes } from '@/lib/drafts/close-codes'
import { refuse, type Refusal, statusOf } from '@/lib/kernel/refusal'
import { addressOf, type Asked, isOwnOrigin, readRequest } from '../entrance'
import { defaultLimits } from '../limits'
import { measures, type RefusedReason } from '../measures'
import type { Wire } from '../wire'
import { bodyOf, messagesIn } from './body'
import { HttpWire, type Taken } from './http-wire'
import { defaultLaneLimits, type LaneLimits } from './limits'

export interface LaneDeps {
  /** The public address: its pages alone get through. */
  readonly publicUrl: string
  /** What a WebSocket would be handed to. */
  readonly connect: (wire: Wire, asked: Asked) => void
  readonly message?: number
  readonly limits?: Partial<LaneLimits>
}

interface Lane { readonly wire: HttpWire; readonly asked: Asked }

/**
 * Drafts over plain HTTP, where a network lets no WebSocket through: `GET /sync/ID/events` opens a connection and carries what the server
 * says, `POST /sync/ID/messages` what the client says. What is behind them is the same as behind a WebSocket.
 */
export class HttpLane {
  readonly #lanes = new Map<string, Lane>()
  readonly #limits: LaneLimits
  readonly #message: number
  #stopped = false

  constructor(private readonly deps: LaneDeps) {
    this.#limits = { ...defaultLaneLimits, ...deps.limits }
    this.#message = deps.message ?? defaultLimits.message
  }

  /** Lets nobody in any more; who is in is told by what they are connected to. */
  stop(): void { this.#stopped = true }

  /** False for a request that is somebody else's to answer. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const down = readRequest(request, this.deps.publicUrl, '/events')
    const up = readRequest(request, this.deps.publicUrl, '/messages')
    if (!down && !up) return false
    const method = down ? 'GET' : 'POST'
    if (request.method !== method) turnAway(response, refuse('not-found', `Only ${method} is answered here.`))
    else if (!isOwnPage(request, this.deps.publicUrl)) refused(response, 'origin', refuse('wrong-origin'))
    else if ((down ?? up)!.token === '') refused(response, 'session', refuse('sign-in-needed'))
    else if (down) this.#down(request, response, down)
    else void this.#up(request, response, up!)
    return true
  }

  #down(request: IncomingMessage, response: ServerResponse, asked: Asked): void {
    const query = addressOf(request)!.searchParams
    if (query.has('connection')) {
      const lane = this.#laneOf(query, asked)
      if (!lane?.wire.poll(response, Number(query.get('after')) || 0)) turnAway(response, gone)
      return
    }
    if (this.#stopped) return turnAway(response, refuse('unavailable'))
    const own = [...this.#lanes.values()].filter((lane) => lane.asked.token === asked.token)
    if (own.length >= this.#limits.perSession) return refused(response, 'too-fast', refuse('too-fast', 'Too many pages are open at once. Close some, then try again.'))
    const wire: HttpWire = new HttpWire(response, query.get('poll') === '1', this.#message, this.#limits, () => this.#lanes.delete(wire.id))
    this.#lanes.set(wire.id, { wire, asked })
    this.deps.connect(wire, asked)
  }

  async #up(request: IncomingMessage, response: ServerResponse, asked: Asked): Promise<void> {
    response.on('error', () => {})
    const query = addressOf(request)!.searchParams
    const wire = this.#laneOf(query, asked)?.wire
    if (!wire) return turnAway(response, gone)
    if (wire.requests >= this.#limits.atOnce) return refused(response, 'too-fast', refuse('too-fast'))
    wire.requests += 1
    const answered = await this.#take(wire, request, Number(query.get('number')))
    wire.requests -= 1
    if (answered && query.get('last') === '1') wire.terminate()
    if (answered === null) response.writeHead(204, { 'Cache-Control': 'no-store' }).end()
    else turnAway(response, answered)
  }

  /** Null when the messages were taken. */
  async #take(wire: HttpWire, request: IncomingMessage, number: number): Promise<Refusal | null> {
    if (!Number.isSafeInteger(number) || number < 1) return refuse('invalid', 'A request with messages is numbered, from 1 on.', 'number')
    const body = await bodyOf(request, this.#limits.body, this.#limits.arriving)
    if (body === 'too large') wire.close(closeCodes['too large'], 'a request over its limit')
    if (body === 'too large') return refuse('too-large')
    const messages = body && messagesIn(body)
    if (!messages) return refuse('invalid', 'The messages of this request cannot be told apart.')
    return refusalOf(await wire.take(number, messages))
  }

  /** Somebody else's connection cannot be told from one that is no more. */
  #laneOf(query: URLSearchParams, asked: Asked): Lane | null {
    const lane = this.#lanes.get(query.get('connection') ?? '')
    return lane && lane.asked.token === asked.token && lane.asked.standardId === asked.standardId ? lane : null
  }
}

const gone = refuse('expired', 'This connection to the draft has ended. Open another.')

function refusalOf(taken: Taken): Refusal | null {
  if (taken.kind === 'taken') return null
  if (taken.kind === 'out of order') return refuse('stale', 'A request before this one is missing.')
  if (taken.code === closeCodes['too large']) return refuse('too-large')
  return taken.code === closeCodes['too fast'] ? refuse('too-fast') : gone
}

/**
 * A page of another site can neither read here nor send: the header makes its browser ask first, and it is never answered; newer browsers
 * say themselves where a request comes from.
 */
function isOwnPage({ headers, method }: IncomingMessage, publicUrl: string): boolean {
  if (headers['x-accord-draft'] !== '1') return false
  if ((headers['sec-fetch-site'] ?? 'same-origin') !== 'same-origin') return false
  return (headers.origin === undefined && method === 'GET') || isOwnOrigin(headers.origin, publicUrl)
}

function refused(response: ServerResponse, reason: RefusedReason, refusal: Refusal): void {
  measures.refused(reason)
  turnAway(response, refusal)
}

function turnAway(response: ServerResponse, refusal: Refusal): void {
  if (response.destroyed || response.headersSent) return
  response.writeHead(statusOf(refusal), { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', 'Connection': 'close' })
  response.end(JSON.stringify({ refusal }))
}
