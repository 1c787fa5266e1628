import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { rmSync } from 'node:fs'
import { type Server, createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { database } from '@/lib/db'
import { Pulse } from '../insight/pulse'
import { captureConsole, log, requestScope } from '../log'
import { setPlainHeaders } from '../plain-headers'
import { readSettings } from '../settings'
import { Front } from './front'
import { type PagesHere, pagesHere } from './in-process'
import { standBack } from './less-urgent'
import { type ToFront, type ToPages, aliveEvery } from './messages'
import { largestHead } from './relay'

// The pages' process, started by keeper.ts. It listens on a socket in a folder that only this account may enter, and ends with the process in front.

/** Longer ones do not fit a socket's address: 108 bytes on Linux, 104 elsewhere. */
const longestPath = 100

const say = (message: ToFront): void => { if (process.connected) process.send!(message, () => {}) }

async function newPath(): Promise<string> {
  if (process.platform === 'win32') return `\\\\.\\pipe\\accord-pages-${process.pid}`
  const fits = (folder: string) => Buffer.byteLength(join(folder, 'accord-XXXXXX', 'pages')) <= longestPath
  const folder = await mkdtemp(join(fits(tmpdir()) ? tmpdir() : '/tmp', 'accord-'))
  await chmod(folder, 0o700)
  return join(folder, 'pages')
}

function serverOf(pages: PagesHere): Server {
  // Waiting for a client, and how long it may take, is the front's; a line that this end closes by itself would lose the next request on it.
  const server = createServer({ maxHeaderSize: largestHead, keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 }, (request, response) => {
    requestScope.run({ requestId: String(request.headers['x-request-id'] ?? '') }, () => {
      setPlainHeaders(response)
      pages.handle(request, response).catch((err: unknown) => {
        log.error({ err }, 'a page failed')
        response.destroy()
      })
    })
  })
  server.on('error', (err) => { log.fatal({ err }, 'the pages cannot listen'); process.exit(1) })
  return server
}

function neverAlone(leave: () => void): void {
  // Ctrl-C and a service's stop reach every process at once: the front decides, and tells.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  process.on('disconnect', leave)
  if (!process.connected) leave()
  process.on('unhandledRejection', (err) => { log.error({ err }, 'a promise was rejected and nobody listened') })
  process.on('uncaughtException', (err) => { log.fatal({ err }, 'uncaught error in the pages'); leave() })
}

const settings = readSettings(process.env)
log.level = settings.logLevel
process.setSourceMapsEnabled(true)
standBack()
captureConsole()
let path: string | null = null
let server: Server | null = null

neverAlone(() => {
  if (path !== null && process.platform !== 'win32') rmSync(dirname(path), { recursive: true, force: true })
  process.exit(1)
})
const front = new Front(say)
front.provide()
const pulse = new Pulse()
setInterval(() => say({ kind: 'alive', vital: pulse.read() }), aliveEvery).unref()
const ready = pagesHere(settings)

process.on('message', (message: ToPages) => {
  if (message.kind === 'begin') void begin(message.environment)
  else if (message.kind === 'stop') void stop()
  else front.hear(message)
})

async function begin(environment: Record<string, string>): Promise<void> {
  Object.assign(process.env, environment)
  server = serverOf(await ready)
  const at = path = await newPath()
  server.listen({ path: at, backlog: 4096 }, () => {
    say({ kind: 'serving', path: at })
    say({ kind: 'alive', vital: pulse.read() })
  })
}

/** What is being answered gets five seconds. */
async function stop(): Promise<never> {
  const late = setTimeout(() => server?.closeAllConnections(), 5_000)
  if (server?.listening) await new Promise<void>((resolve) => { server!.close(() => resolve()); server!.closeIdleConnections() })
  clearTimeout(late)
  if (server) await Promise.all([(await ready).close(), database().sql.end({ timeout: 1 })])
  if (path !== null && process.platform !== 'win32') await rm(dirname(path), { recursive: true, force: true })
  process.exit(0)
}
