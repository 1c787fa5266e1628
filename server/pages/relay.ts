import { Agent, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import { pipeline } from 'node:stream'

/** What two neighbours on a line say to each other only (RFC 9110, 7.6.1); `expect` was answered by this end already. */
const ofTheLine = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'])

/** More than a client's own, since what this end adds comes on top. */
export const largestHead = 64 * 1024

/** Nobody answered: no byte of an answer was sent, and another can be given. */
export class Unanswered extends Error {}

export const newAgent = (): Agent => new Agent({ keepAlive: true, maxFreeSockets: 64 })

/**
 * Hands a request to the pages and their answer back, both as they flow, in the pace of the slower end. A client that goes takes its request along.
 * Rejects with Unanswered; an answer that breaks off midway breaks off for the client too.
 */
export function relay(socketPath: string, agent: Agent, request: IncomingMessage, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const onward = send({ socketPath, agent, method: request.method!, path: request.url!, headers: headersFor(request, response), maxHeaderSize: largestHead })
    response.once('close', () => { letGo(request, response, onward); resolve() })
    onward.once('error', (error) => {
      if (response.headersSent) response.destroy()
      else if (!response.closed) reject(new Unanswered('the pages did not answer', { cause: error }))
    })
    onward.once('response', (answer) => giveBack(answer, response))
    if (hasBody(request.headers)) request.pipe(onward)
    else onward.end()
  })
}

function letGo(request: IncomingMessage, response: ServerResponse, onward: ClientRequest): void {
  if (!response.writableFinished) onward.destroy()
  // What is left of a body that nobody wanted: unread, it would hold up the next request on this connection.
  request.unpipe(onward)
  request.resume()
}

const hasBody = (headers: IncomingHttpHeaders): boolean => headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Where the request came from, unless a proxy in front of us said so already; its id is always ours. */
function headersFor(request: IncomingMessage, response: ServerResponse): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined && !ofTheLine.has(name)) headers[name] = value
  if (request.headers['transfer-encoding'] !== undefined) headers['transfer-encoding'] = 'chunked'
  headers['x-forwarded-for'] ??= request.socket.remoteAddress ?? ''
  headers['x-request-id'] = String(response.getHeader('x-request-id') ?? '')
  return headers
}

function giveBack(answer: IncomingMessage, response: ServerResponse): void {
  for (const [name, values] of linesOf(answer.rawHeaders)) response.setHeader(name, values.length === 1 && name.toLowerCase() !== 'set-cookie' ? values[0]! : values)
  response.writeHead(answer.statusCode!, answer.statusMessage)
  // An answer that begins to flow later (a stream of events) has begun all the same.
  setImmediate(() => { if (!response.writableEnded) response.flushHeaders() })
  answer.once('end', () => { if (Object.keys(answer.trailers).length > 0) response.addTrailers(answer.trailers as Record<string, string>) })
  pipeline(answer, response, () => {})
}

/** By name, every line of it, in the spelling of its first. */
function linesOf(raw: readonly string[]): Map<string, string[]> {
  const spelling = new Map<string, string>()
  const lines = new Map<string, string[]>()
  for (let at = 0; at < raw.length; at += 2) {
    const key = raw[at]!.toLowerCase()
    if (ofTheLine.has(key)) continue
    const name = spelling.get(key) ?? raw[at]!
    spelling.set(key, name)
    lines.set(name, [...lines.get(name) ?? [], raw[at + 1]!])
  }
  return lines
}
