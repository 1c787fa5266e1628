import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { eventReader } from '../../../components/editor/sync/http/events'
import { testDatabase } from '../../../tests/database'
import { makeGroup } from '../../../tests/group'
import { answered, asking, HttpSocket, overHttp } from '../../../tests/http-socket'
import { closing, makeDraft, rawSocket, serveSync, signIn, stockClient, until } from '../../../tests/sync'
import { Peer } from '../../../tests/sync-peer'

const { db, sql, url } = await testDatabase()
const group = await makeGroup(db)
const tokens = { lead: await signIn(db, group.lead), editor: await signIn(db, group.editor), reviewer: await signIn(db, group.reviewer) }
const lane = { held: 60, unasked: 1_500, arriving: 1_000, perSession: 3 }
const at = await serveSync({ databaseUrl: url, limits: { buffered: 256 * 1024, heartbeat: 3_600_000 } }, lane)
afterAll(() => at.close())

const end = (socket: HttpSocket): Promise<number> => closing(socket as never)
const presence = (clientId: number): Uint8Array => new Uint8Array([1, 6, 1, clientId, 1, 2, 123, 125])

async function opened(id: string, token: string, served = at): Promise<HttpSocket> {
  const socket = new HttpSocket(served, id, { token })
  await once(socket, 'open')
  return socket
}

/** One poll, with its events. */
async function poll(id: string, token: string, query: string) {
  const { status, text } = await answered(at, { path: `/sync/${id}/events?${query}`, token })
  return { status, events: eventReader()(text).filter(({ id: place }) => place !== '') }
}

test('SY-25 a stream that is not read is cut off, and what it holds up is bounded', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const [writer, reader] = [new Peer(at, id, tokens.lead), new Peer(at, id, tokens.reviewer)]
  const watcher = stockClient(at, id, tokens.editor)
  writer.connect()
  reader.connect()
  await until(() => writer.synced && reader.synced)
  await watcher.synced
  const stalled = new Peer(at, id, tokens.reviewer, overHttp)
  stalled.connect()
  await until(() => stalled.synced)
  const socket = stalled.socket as unknown as HttpSocket
  socket.send(presence(31))
  const isHere = () => watcher.provider.awareness.getStates().has(31)
  await until(isHere)
  socket.stall()
  let sent = 0
  for (; sent < 200 && isHere(); sent += 1) {
    writer.doc.getMap('m').set('k', randomBytes(90_000).toString('base64'))
    await until(() => writer.settled && reader.doc.getMap('m').get('k') === writer.doc.getMap('m').get('k'))
  }
  console.log(`a stalled stream was cut off after ${Math.round(sent * 0.12)} MB`)
  expect(sent).toBeLessThan(200)
  for (const peer of [writer, reader, stalled]) peer.disconnect()
  watcher.stop()
})

test('SY-25 a page that went away without a word is gone after two heartbeats', async () => {
  const quick = await serveSync({ databaseUrl: url, limits: { heartbeat: 1_000 } })
  const id = await makeDraft(db, group.lead, group.group.id)
  const watcher = stockClient(quick, id, tokens.lead)
  await watcher.synced
  const [living, ghost] = [await opened(id, tokens.editor, quick), await opened(id, tokens.reviewer, quick)]
  living.send(presence(41))
  ghost.send(presence(42))
  const here = (clientId: number) => watcher.provider.awareness.getStates().has(clientId)
  await until(() => here(41) && here(42))
  ghost.answers = false
  await until(() => !here(42))
  expect(here(41)).toBe(true)
  watcher.stop()
  await quick.close()
})

test('SY-23 where no stream comes through, polls carry the same; an answer that was lost is given again', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const hello = await poll(id, tokens.editor, 'schema=1&saved=1&poll=1')
  const { connection } = JSON.parse(hello.events[0]!.data) as { connection: string }
  const next = (after: string) => poll(id, tokens.editor, `connection=${connection}&after=${after}`)
  expect((await next('1')).events).toEqual([])
  const asked = next('1')
  const post = { method: 'POST', token: tokens.editor, path: `/sync/${id}/messages?connection=${connection}&number=1`, body: new Uint8Array([0, 0, 0, 4, 0, 0, 1, 0]) }
  expect((await answered(at, post)).status).toBe(204)
  const first = await asked
  expect(first.events.map(({ id: place }) => place)).toEqual(['2', '3'])
  expect([...Buffer.from(first.events[0]!.data, 'base64').subarray(0, 2)]).toEqual([0, 1])
  expect((await next('1')).events).toEqual(first.events)
  expect((await next('3')).events).toEqual([])
  expect((await poll(id, tokens.lead, `connection=${connection}&after=2`)).status).toBe(410)
})

test('SY-25 a connection that polls no more ends, and says with its last answer why it was closed', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const watcher = stockClient(at, id, tokens.lead)
  await watcher.synced
  const connect = async () => (JSON.parse((await poll(id, tokens.editor, 'schema=1&saved=1&poll=1')).events[0]!.data) as { connection: string }).connection
  const send = (connection: string, message: Uint8Array) => answered(at, {
    method: 'POST', token: tokens.editor, path: `/sync/${id}/messages?connection=${connection}&number=1`, body: new Uint8Array([0, 0, 0, message.length, ...message]),
  })
  const left = await connect()
  await send(left, presence(51))
  await until(() => watcher.provider.awareness.getStates().has(51))
  await until(() => !watcher.provider.awareness.getStates().has(51))
  expect((await poll(id, tokens.editor, `connection=${left}&after=1`)).status).toBe(410)
  const refused = await connect()
  const asked = poll(id, tokens.editor, `connection=${refused}&after=1`)
  await send(refused, new Uint8Array([100, 1]))
  expect((await asked).events.at(-1)).toMatchObject({ type: 'close', data: expect.stringContaining('4403') })
  watcher.stop()
})

test('SY-25 a session has so many connections and no more; another session its own', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const token = await signIn(db, group.editor)
  const sockets = [await opened(id, token), await opened(id, token), await opened(id, token)]
  expect(await answered(at, { path: `/sync/${id}/events?schema=1`, token })).toMatchObject({ status: 429, code: 'too-fast' })
  const other = await opened(id, await signIn(db, group.editor))
  const ended = end(sockets[0]!)
  sockets[0]!.terminate()
  await ended
  await until(async () => {
    const again = new HttpSocket(at, id, { token })
    const status = await Promise.race([once(again, 'open').then(() => 200), end(again)])
    again.terminate()
    return status === 200
  })
  for (const socket of [...sockets, other]) socket.terminate()
})

test('SY-25 requests that never end are few, and are given up', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const socket = await opened(id, tokens.editor)
  const path = `/sync/${id}/messages?connection=${socket.connection}&number=1`
  const statuses: number[] = []
  for (let n = 0; n < 5; n += 1) {
    const half = asking(at, { method: 'POST', token: tokens.editor, path, headers: { 'content-length': '5' }, body: new Uint8Array([0, 0]) })
    half.on('response', (response) => { statuses.push(response.statusCode!); response.resume() })
  }
  await until(() => statuses.length === 5)
  expect(statuses.sort()).toEqual([422, 422, 422, 429, 429])
  expect((await socket.post([new Uint8Array([3])])).status).toBe(204)
  socket.terminate()
})

test('SY-23 a request with more messages than may wait has its answer when they were taken, and all are saved in order', async () => {
  const narrow = await serveSync({ databaseUrl: url, limits: { unsaved: { messages: 3, bytes: 1_000 } } })
  const id = await makeDraft(db, group.lead, group.group.id)
  const socket = await opened(id, tokens.lead, narrow)
  const doc = new Y.Doc()
  const edits: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => edits.push(new Uint8Array([0, 2, update.length, ...update])))
  for (let n = 0; n < 100; n += 1) doc.getText('t').insert(n, 'x')
  let saved = 0
  socket.on('message', (message: Buffer) => { if (message[0] === 100) saved += message[1]! })
  const locked = await sql.reserve()
  await locked`begin`
  await locked`lock table draft_log in exclusive mode`
  let status = 0
  void socket.post(edits).then((answer) => { status = answer.status })
  await until(async () => (await sql`select 1 from pg_locks where not granted and relation = 'draft_log'::regclass`).length > 0)
  // Another request and its answer: the first would have had its own by now.
  expect((await answered(narrow, { path: `/sync/${id}/events?connection=none`, token: tokens.lead })).status).toBe(410)
  expect(status).toBe(0)
  await locked`commit`
  locked.release()
  await until(() => saved === 100 && status === 204)
  socket.terminate()
  await narrow.close()
})

test('SY-15 an orderly stop says 1001 over plain HTTP too, and takes nobody in', async () => {
  const served = await serveSync({ databaseUrl: url })
  const id = await makeDraft(db, group.lead, group.group.id)
  const [stream, socket] = [await opened(id, tokens.lead, served), rawSocket(served, id, { token: tokens.editor })]
  await once(socket, 'open')
  const codes = Promise.all([end(stream), closing(socket)])
  served.http.stop()
  const stopped = served.sync.close()
  expect((await answered(served, { path: `/sync/${id}/events?schema=1`, token: tokens.lead })).status).toBe(503)
  expect(await codes).toEqual([1001, 1001])
  await stopped
  await served.close()
})
