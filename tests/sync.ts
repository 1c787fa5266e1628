import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterAll } from 'vitest'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { sessions } from '../drizzle/schema'
import { hashOfToken } from '../lib/auth/sessions'
import type { Database } from '../lib/db'
import { startDraft } from '../lib/drafts/commands'
import type { PersonActor } from '../lib/kernel/actor'
import { startSync, type SyncDeps } from '../server/sync'
import { HttpLane } from '../server/sync/http-lane/doors'
import type { LaneLimits } from '../server/sync/http-lane/limits'

/** The sync server on a port of its own. */
export async function serveSync(deps: Omit<SyncDeps, 'publicUrl'>, lane: Partial<LaneLimits> = {}) {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const sync = startSync({ ...deps, publicUrl: `http://${address}` })
  server.on('upgrade', sync.upgrade)
  const http = new HttpLane({ publicUrl: `http://${address}`, connect: sync.connect, message: deps.limits?.message, limits: lane })
  server.on('request', (request, response) => { if (!http.answer(request, response)) response.end() })
  const close = async () => {
    http.stop()
    await sync.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { sync, http, server, address, origin: `http://${address}`, close }
}

/** Where a server is; `dial` is another way to it than a socket of the machine. */
export type Served = Pick<Awaited<ReturnType<typeof serveSync>>, 'address' | 'origin'> & { readonly dial?: () => Duplex }

/** A session's token, as the cookie holds it. */
export async function signIn(db: Database, person: PersonActor): Promise<string> {
  const token = randomBytes(16).toString('hex')
  await db.insert(sessions).values({ tokenHash: hashOfToken(token), personId: person.id, expires: new Date(Date.now() + 3_600_000) })
  return token
}

export async function makeDraft(db: Database, actor: PersonActor, groupId: string, title = 'A draft'): Promise<string> {
  const started = await startDraft(db, actor, { groupId, title, refPrefix: 'TST' })
  if (!started.ok) throw new Error(started.refusal.message)
  return started.value.id
}

export interface Door { token?: string; origin?: string | null; query?: string }

/** A bare socket at a draft's door. */
export function rawSocket(at: Served, standardId: string, { token, origin = at.origin, query = 'schema=1&saved=1' }: Door = {}): WebSocket {
  const socket = new WebSocket(`ws://${at.address}/sync/${standardId}?${query}`, {
    ...(at.dial ? { createConnection: at.dial as () => Socket } : {}),
    headers: { ...(token ? { cookie: `other=1; next-auth.session-token=${token}` } : {}), ...(origin ? { origin } : {}) },
  })
  socket.on('error', () => {})
  closed.set(socket, new Promise((resolve) => socket.once('close', resolve)))
  return socket
}

const closed = new WeakMap<WebSocket, Promise<number>>()

/** The code that a socket was closed with; of a bare one also when that was before anybody asked. */
export const closing = (socket: WebSocket): Promise<number> => closed.get(socket) ?? new Promise((resolve) => socket.once('close', resolve))

const providers = new Set<WebsocketProvider>()
afterAll(() => { for (const provider of providers) provider.destroy() })

/** The stock client, signed in by its cookie. */
export function stockClient(at: Served, standardId: string, token: string, doc = new Y.Doc()) {
  class Signed extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie: `next-auth.session-token=${token}`, origin: at.origin } })
    }
  }
  const provider = new WebsocketProvider(`ws://${at.address}/sync`, standardId, doc, {
    disableBc: true, params: { schema: '1' }, WebSocketPolyfill: Signed as unknown as typeof globalThis.WebSocket,
  })
  providers.add(provider)
  const codes: number[] = []
  provider.on('connection-close', (event) => { if (event) codes.push(event.code) })
  const synced = new Promise<void>((resolve) => provider.on('sync', (state: boolean) => { if (state) resolve() }))
  return { doc, provider, synced, codes, text: doc.getText('t'), stop: () => { provider.destroy(); providers.delete(provider) } }
}

/** Waits until something holds, by looking each turn; the test's own time limit ends it. */
export async function until(holds: () => unknown): Promise<void> {
  while (!await holds()) await new Promise((resolve) => setTimeout(resolve, 2))
}
