import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { BrowserContext, Page } from '@playwright/test'
import { type Actor, wide } from './actors'

/** What an office's proxy does with WebSockets; `buffers`: it passes an answer on only when it is whole. */
export interface Habits { sockets: 'refused' | 'swallowed' | 'passed'; buffers: boolean; drafts: 'passed' | 'refused' }

/** The proxy of an office, which browsers are told to use for everything. Its habits can be changed while it runs. */
export async function officeNetwork(habits: Habits) {
  const open = new Set<Duplex>()
  let down = false
  const tunnels: string[] = []
  const proxy = createServer((asked, answer) => {
    if (down) return void asked.socket.destroy()
    if (habits.drafts === 'refused' && asked.url!.includes('/sync/')) return void answer.writeHead(502).end('<h1>Blocked</h1>')
    forward(asked, answer, habits)
  })
  proxy.on('connection', (socket) => keep(open, socket))
  proxy.on('connect', (asked, socket, head) => {
    socket.on('error', () => {})
    tunnels.push(asked.url!)
    if (down) return socket.destroy()
    if (habits.sockets === 'refused') return socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    if (habits.sockets === 'swallowed') return
    const [, port] = asked.url!.split(':')
    const there = keep(open, connect(Number(port), 'localhost', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      there.write(head)
      there.pipe(socket).pipe(there)
    }))
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    habits, tunnels,
    address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    /** Everything is cut, and nothing gets through until `up`. */
    cut() { down = true; for (const socket of open) socket.destroy() },
    up() { down = false },
    close() { for (const socket of open) socket.destroy(); proxy.close() },
  }
}

export type Office = Awaited<ReturnType<typeof officeNetwork>>

function keep<S extends Socket | Duplex>(open: Set<Duplex>, socket: S): S {
  open.add(socket)
  socket.on('close', () => open.delete(socket))
  socket.on('error', () => {})
  return socket
}

function forward(asked: IncomingMessage, answer: ServerResponse, { buffers }: Habits): void {
  const there = request(asked.url!, { method: asked.method, headers: asked.headers }, (answered) => {
    answered.on('error', () => answer.destroy())
    answer.writeHead(answered.statusCode!, answered.headers)
    if (!buffers) {
      answer.flushHeaders()
      return void answered.pipe(answer)
    }
    const pieces: Buffer[] = []
    answered.on('data', (piece: Buffer) => pieces.push(piece))
    answered.on('end', () => answer.end(Buffer.concat(pieces)))
  })
  there.on('error', () => answer.destroy())
  answer.on('close', () => there.destroy())
  asked.on('error', () => there.destroy())
  asked.pipe(there)
}

/** Another browser of the same person, in that office. */
export async function inOffice({ context }: Actor, office: Office): Promise<{ context: BrowserContext; page: Page }> {
  const there = await context.browser()!.newContext({
    baseURL: process.env.ACCORD_PLAYS_URL!, storageState: await context.storageState(), viewport: wide, locale: 'en-GB', reducedMotion: 'reduce',
    proxy: { server: office.address, bypass: '<-loopback>' },
  })
  return { context: there, page: await there.newPage() }
}

