import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { testDatabase } from '../../../tests/database'
import { makeGroup } from '../../../tests/group'
import { answered, HttpSocket, overHttp } from '../../../tests/http-socket'
import { closing, makeDraft, serveSync, signIn, until } from '../../../tests/sync'
import { Peer } from '../../../tests/sync-peer'
import { Typists } from '../../../tests/typists'
import { storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'

const { db, sql, url } = await testDatabase()
const group = await makeGroup(db)
const tokens = { lead: await signIn(db, group.lead), editor: await signIn(db, group.editor), observer: await signIn(db, group.observer), outsider: await signIn(db, group.outsider) }
const at = await serveSync({ databaseUrl: url, limits: { sessionSweep: 200 } })
afterAll(() => at.close())

const stored = async (id: string): Promise<string> => replay(await storedDraft(db, id)).getText('t').toString()
const end = (socket: HttpSocket): Promise<number> => closing(socket as never)

/** An edit as a message, by somebody who has nothing yet. */
function edit(words: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, words)
  const update = Y.encodeStateAsUpdate(doc)
  return new Uint8Array([0, 2, update.length, ...update])
}

async function opened(id: string, token = tokens.editor, served = at): Promise<HttpSocket> {
  const socket = new HttpSocket(served, id, { token })
  await once(socket, 'open')
  return socket
}

test('SY-23 two people, one on each way, write together, and what is saved is counted alike', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const [one, two] = [new Peer(at, id, tokens.lead), new Peer(at, id, tokens.editor, overHttp)]
  one.connect()
  two.connect()
  await until(() => one.synced && two.synced)
  for (let n = 0; n < 200; n += 1) {
    one.doc.getText('t').insert(0, 'a')
    two.doc.getText('t').insert(0, 'b')
    if (n % 20 === 0) await new Promise(setImmediate)
  }
  await until(() => one.settled && two.settled && one.doc.getText('t').length === 400 && two.doc.getText('t').length === 400)
  expect(two.acknowledged).toBe(201)
  expect(one.doc.getText('t').toString()).toBe(two.doc.getText('t').toString())
  expect(await stored(id)).toBe(two.doc.getText('t').toString())
  two.disconnect()
  one.disconnect()
})

test('SY-23 what is written in a request that is lost on the way is saved over another connection', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  let lost = 0
  const way = createServer((request, response) => {
    // In the middle of writing, as a line that was kept open too long is cut: the server never hears of it.
    if (request.method === 'POST' && request.url!.endsWith('number=3') && lost === 0) { lost += 1; return void request.destroy() }
    const onward = ask(`${at.origin}${request.url}`, { method: request.method, headers: request.headers }, (answer) => { response.writeHead(answer.statusCode!, answer.headers); answer.pipe(response) })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve))
  const typists = new Typists([tokens.lead], id, () => ({ address: `127.0.0.1:${(way.address() as AddressInfo).port}`, origin: at.origin }), 1, () => overHttp)
  const [peer] = typists.peers
  await until(() => lost === 1 && peer!.codes.length === 1)
  await until(() => peer!.acknowledged > 20)
  typists.rest()
  await until(() => typists.settled)
  expect(await stored(id)).toBe(peer!.doc.getText('t').toString())
  typists.stop()
  way.closeAllConnections()
  way.close()
})

test('SY-23 a request that comes again is not taken again, and one out of order not at all', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const socket = await opened(id)
  const saved: number[] = []
  socket.on('message', (message: Buffer) => { if (message[0] === 100) saved.push(message[1]!) })
  const words = edit('once')
  expect((await socket.post([words], 2)).status).toBe(409)
  expect((await socket.post([words], 1)).status).toBe(204)
  await until(() => saved.length > 0)
  expect((await Promise.all([socket.post([words], 1), socket.post([edit('never')], 1)])).map(({ status }) => status)).toEqual([204, 204])
  expect((await socket.post([edit('twice')], 2)).status).toBe(204)
  await until(() => saved.length > 1)
  expect(saved).toEqual([1, 1])
  expect((await stored(id)).length).toBe('oncetwice'.length)
  for (const number of ['0', '-1', '1.5', 'x', '']) {
    const path = `/sync/${id}/messages?connection=${socket.connection}&number=${number}`
    expect((await answered(at, { method: 'POST', token: tokens.editor, path, body: new Uint8Array() })).status).toBe(422)
  }
  socket.terminate()
})

test('SY-23 the closing codes are those of a WebSocket', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const codes = async (door: { token?: string; query?: string }, to = id) => end(new HttpSocket(at, to, door))
  expect(await codes({ token: randomBytes(16).toString('hex') })).toBe(4401)
  expect(await codes({ token: tokens.outsider })).toBe(4404)
  expect(await codes({ token: tokens.editor }, group.group.id)).toBe(4404)
  expect(await codes({ token: tokens.editor, query: 'schema=0&saved=1' })).toBe(4410)
  const reader = await opened(id, tokens.observer)
  reader.send(edit('not mine to write'))
  expect(await end(reader)).toBe(4403)
  expect(await stored(id)).toBe('')
})

test('SY-12 over plain HTTP too, access that is taken away is gone within a second, and later requests are not taken', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const token = await signIn(db, group.editor)
  const socket = await opened(id, token)
  expect((await socket.post([edit('before')])).status).toBe(204)
  await until(async () => await stored(id) === 'before')
  const since = performance.now()
  const closed = end(socket)
  await sql`delete from sessions where token_hash = encode(sha256(${token}::bytea), 'hex')`
  expect(await closed).toBe(4401)
  console.log(`session ended, from commit to the end of the stream: ${Math.round(performance.now() - since)} ms`)
  expect((await socket.post([edit('after')], 2)).status).toBe(410)
  expect(await stored(id)).toBe('before')
})

test('SY-24 pages of other sites neither read nor send', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const socket = await opened(id)
  const foreign: Record<string, string | undefined>[] = [
    { 'x-accord-draft': undefined }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'none' }, { origin: 'https://elsewhere.example' }, { origin: 'null' },
  ]
  for (const headers of foreign) {
    const down = await answered(at, { path: `/sync/${id}/events?schema=1`, token: tokens.editor, headers })
    expect([down.status, down.code], JSON.stringify(headers)).toEqual([403, 'wrong-origin'])
  }
  const path = `/sync/${id}/messages?connection=${socket.connection}&number=1`
  for (const headers of [...foreign, { origin: undefined }]) {
    const up = await answered(at, { method: 'POST', path, token: tokens.editor, headers, body: new Uint8Array() })
    expect([up.status, up.code], JSON.stringify(headers)).toEqual([403, 'wrong-origin'])
    expect(up.headers['access-control-allow-origin']).toBeUndefined()
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await answered(at, { method, path: `/sync/${id}/events?schema=1`, token: tokens.editor })).status).toBe(404)
  for (const method of ['GET', 'PUT', 'OPTIONS']) expect((await answered(at, { method, path, token: tokens.editor })).status).toBe(404)
  expect((await socket.post([edit('still here')], 1)).status).toBe(204)
  socket.terminate()
})

test('SY-24 without a session, or with another\'s, a connection is as if it were not there', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const other = await makeDraft(db, group.lead, group.group.id, 'Another')
  const socket = await opened(id)
  const closed: number[] = []
  socket.on('close', (code: number) => closed.push(code))
  const path = `/sync/${id}/messages?connection=${socket.connection}&number=1`
  const send = (token: string | undefined, to = path) => answered(at, { method: 'POST', token, path: to, body: new Uint8Array([0, 0, 0, 1, 9]) })
  expect(await send(undefined)).toMatchObject({ status: 401, code: 'sign-in-needed' })
  expect((await answered(at, { path: `/sync/${id}/events?schema=1` })).code).toBe('sign-in-needed')
  const stranger = await send(tokens.lead)
  const nobody = await send(tokens.lead, path.replace(socket.connection, randomBytes(24).toString('base64url')))
  expect([stranger.status, stranger.text]).toEqual([410, nobody.text])
  expect((await send(tokens.editor, path.replace(id, other))).status).toBe(410)
  expect((await send(await signIn(db, group.editor))).status).toBe(410)
  expect((await answered(at, { path: `/sync/${id}/events?connection=${socket.connection}&after=0`, token: tokens.lead })).status).toBe(410)
  expect((await answered(at, { path: `/sync/${id}/events?connection=${socket.connection}&after=0`, token: tokens.editor })).status).toBe(410)
  expect(closed).toEqual([])
  expect((await socket.post([edit('mine')])).status).toBe(204)
  socket.terminate()
})

test('SY-13 over plain HTTP too: what is too large closes with 4413, what is too much with 4429', async () => {
  const strict = await serveSync({ databaseUrl: url, limits: { socketRate: { perSecond: 50, burst: 100 } } })
  const id = await makeDraft(db, group.lead, group.group.id)
  const sizes: [number, number[]][] = [[204, [1]], [413, [256 * 1024 + 1]], [413, [200_000, 200_000, 200_000]]]
  for (const [status, lengths] of sizes) {
    const socket = await opened(id)
    const closed = end(socket)
    const messages = lengths.map((length) => (length === 1 ? edit('fits') : new Uint8Array(length)))
    expect((await socket.post(messages)).status).toBe(status)
    if (status === 204) socket.terminate()
    expect(await closed).toBe(status === 204 ? 1006 : 4413)
  }
  const flooder = await opened(id, tokens.editor, strict)
  const closed = end(flooder)
  expect((await flooder.post(Array.from({ length: 1_000 }, () => new Uint8Array([3])))).status).toBe(429)
  expect(await closed).toBe(4429)
  await strict.close()
})
