import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { requests } from './insight/requests'
import { type Health, answerHealth } from './health'
import { log, pathForLog, requestScope } from './log'
import { setPlainHeaders } from './plain-headers'
import { securityHeaders } from './security-headers'
import type { Settings } from './settings'
import { type Upgrades, refuseUpgrade } from './upgrade'

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export interface Door {
  readonly server: Server
  /** Lets in the requests that have been waiting since the port was opened. */
  open(handler: Handler, upgrades: Upgrades): void
  close(): Promise<void>
}

export class PortTaken extends Error {}

/**
 * Opens the port before anything is started behind it, so that a taken port is known before a database is touched. Requests wait until
 * the pages can answer; the health addresses answer at once. Throws PortTaken, whose message is one clear line.
 */
export async function openDoor(settings: Settings, health: Health): Promise<Door> {
  let open: (handler: Handler) => void = () => {}
  const pages = new Promise<Handler>((resolve) => { open = resolve })
  let upgrades: Upgrades | undefined
  const server = createServer((request, response) => {
    const requestId = randomUUID()
    const began = performance.now()
    requestScope.run({ requestId }, () => {
      setPlainHeaders(response)
      response.setHeader('X-Request-Id', requestId)
      securityHeaders(request, response, settings)
      response.on('finish', () => {
        requests.answered(request.url ?? '', response.statusCode, performance.now() - began)
        logRequest(request, response)
      })
      answer(request, response, health, pages).catch((err: unknown) => fail(request, response, err))
    })
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    if (upgrades) upgrades(request, socket, head)
    else refuseUpgrade(socket, 503)
  })
  await listening(server, settings)
  return { server, open(handler, to) { upgrades = to; open(handler) }, close: () => closed(server) }
}

async function answer(request: IncomingMessage, response: ServerResponse, health: Health, pages: Promise<Handler>): Promise<void> {
  if (await answerHealth(request, response, health)) return
  const handle = await pages
  await handle(request, response)
}

function fail(request: IncomingMessage, response: ServerResponse, err: unknown): void {
  log.error({ err, method: request.method, path: pathForLog(request.url ?? '') }, 'a request failed')
  if (response.headersSent) response.destroy()
  else response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Something went wrong on our side. It has been recorded.\n')
}

function logRequest(request: IncomingMessage, response: ServerResponse): void {
  const path = pathForLog(request.url ?? '')
  const level = response.statusCode >= 500 && response.statusCode !== 503 ? 'error' : /^\/(_next\/static|assets|api\/health|sync)\//.test(path) ? 'debug' : 'info'
  log[level]({ method: request.method, path, status: response.statusCode }, 'request')
}

function listening(server: Server, { port, host }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new PortTaken(whyNot(error, port, host))))
    server.listen({ port, backlog: 4096, ...(host === undefined ? {} : { host }) }, () => {
      server.removeAllListeners('error')
      server.on('error', (err) => log.error({ err }, 'listener'))
      resolve()
    })
  })
}

function whyNot(error: NodeJS.ErrnoException, port: number, host = 'this machine'): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start`
  if (error.code === 'EACCES') return `Port ${port} may not be opened by this account. Choose one above 1023: PORT=3000 npm start`
  return `Port ${port} of ${host} cannot be opened: ${error.message}`
}

/** No new connections; what is being answered gets five seconds. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), 5_000)
    server.close(() => { clearTimeout(late); resolve() })
    server.closeIdleConnections()
  })
}
