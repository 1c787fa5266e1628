import { createHash, randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { seeded } from '../../tests/seed'
import { closing, makeDraft, rawSocket, type Served, serveSync, signIn, stockClient, until } from '../../tests/sync'
import { Peer } from '../../tests/sync-peer'
import { storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'
import { defaultLimits } from './limits'
import { Draft } from './draft'
import { vet } from './vet'

const { db, url } = await testDatabase()
const group = await makeGroup(db)
const tokens = { lead: await signIn(db, group.lead), editor: await signIn(db, group.editor), reviewer: await signIn(db, group.reviewer) }
const faults: unknown[] = []
process.on('uncaughtException', (error) => faults.push(error))
process.on('unhandledRejection', (error) => faults.push(error))
const at = await serveSync({ databaseUrl: url })
afterAll(() => at.close())

/** A pair that goes on writing whatever else happens; `arrived` resolves when one more word of the writer has reached the reader. */
async function bystanders(id: string, served: Served = at) {
  const [writer, reader] = [new Peer(served, id, tokens.lead), new Peer(served, id, tokens.reviewer)]
  writer.connect()
  reader.connect()
  await until(() => writer.synced && reader.synced)
  let words = 0
  const arrived = async () => {
    writer.doc.getText('bystander').insert(0, 'w')
    words += 1
    await until(() => reader.doc.getText('bystander').length >= words)
  }
  return { writer, reader, arrived }
}

/** A socket under the WebSocket, upgraded by hand. */
async function upgraded(id: string, token: string): Promise<Socket> {
  const [host, port] = at.address.split(':')
  const socket = connect(Number(port), host)
  socket.on('error', () => {})
  socket.write(`GET /sync/${id}?schema=1 HTTP/1.1\r\nHost: ${at.address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: ${at.origin}\r\n`
    + `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nCookie: next-auth.session-token=${token}\r\n\r\n`)
  await new Promise<void>((resolve) => socket.once('data', () => resolve()))
  return socket
}

test('SY-14 frames that break the protocol end their own socket only', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const others = await bystanders(id)
  const hostile: Record<string, number[]> = {
    'a reserved bit': [0xc2, 0x80, 0, 0, 0, 0],
    'no mask': [0x82, 0x01, 0x00],
    '200 MiB declared': [0x82, 0xff, 0, 0, 0, 0, 0x0c, 0x80, 0, 0, 1, 2, 3, 4],
    'an unknown opcode': [0x83, 0x80, 0, 0, 0, 0],
    'a continuation of nothing': [0x80, 0x80, 0, 0, 0, 0],
    'a ping of 126 bytes': [0x89, 0xfe, 0, 126, 0, 0, 0, 0],
    'a close of one byte': [0x88, 0x81, 0, 0, 0, 0, 1],
    'text that is no UTF-8': [0x81, 0x81, 0, 0, 0, 0, 0xff],
  }
  for (const bytes of Object.values(hostile)) {
    const socket = await upgraded(id, tokens.editor)
    const ended = new Promise((resolve) => socket.once('close', resolve))
    socket.resume()
    socket.write(Buffer.from(bytes))
    await ended
    await others.arrived()
  }
  expect(others.writer.codes).toEqual([])
  expect(faults).toEqual([])
})

test('SY-14 10,000 random frames: the process goes on, and others\' edits flow', { timeout: 120_000 }, async () => {
  const random = seeded('hostile frames')
  const id = await makeDraft(db, group.lead, group.group.id)
  const others = await bystanders(id)
  const sample = Y.encodeStateAsUpdate((() => { const doc = new Y.Doc(); doc.getText('t').insert(0, 'sample words'); return doc })())
  const shapes = [
    () => random.bytes(random.below(80)),
    () => Buffer.concat([Buffer.from([0, random.below(4)]), random.bytes(random.below(60))]),
    () => Buffer.concat([Buffer.from([0, 2, sample.length]), flipped(sample)]),
    () => Buffer.concat([Buffer.from([0, 2, sample.length]), Buffer.from(sample.subarray(0, random.below(sample.length)))]),
    () => Buffer.concat([Buffer.from([1, random.below(20)]), random.bytes(random.below(20))]),
    () => Buffer.concat([Buffer.from([0, 0, random.below(30)]), random.bytes(random.below(30))]),
  ]
  const flipped = (bytes: Uint8Array) => { const copy = Buffer.from(bytes); copy[random.below(copy.length)]! ^= 1 << random.below(8); return copy }
  let socket = rawSocket(at, id, { token: tokens.editor })
  let [closes, slowest, last] = [0, 0, performance.now()]
  const watch = setInterval(() => { const now = performance.now(); slowest = Math.max(slowest, now - last - 5); last = now }, 5)
  for (let n = 0; n < 10_000; n += 1) {
    if (socket.readyState > 1) { socket = rawSocket(at, id, { token: tokens.editor }); closes += 1 }
    if (socket.readyState === 0) await new Promise((resolve) => { socket.once('open', resolve); socket.once('close', resolve) })
    if (socket.readyState === 1) socket.send(shapes[random.below(shapes.length)]!())
    if (n % 10 === 0) await new Promise(setImmediate)
    if (n % 500 === 0) await others.arrived()
  }
  clearInterval(watch)
  await others.arrived()
  console.log(`10,000 random frames (seed ${random.seed}): ${closes} sockets closed, ${faults.length} exits, longest turn of server and test together ${Math.round(slowest)} ms`)
  expect(faults).toEqual([])
  expect(others.writer.codes).toEqual([])
  const stored = replay(await storedDraft(db, id))
  expect(stored.getText('bystander').toString()).toBe(others.writer.doc.getText('bystander').toString())
  socket.terminate()
})

test('SY-13 a message over 256 KiB closes with 4413; one of 256 KiB does not', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const large = rawSocket(at, id, { token: tokens.lead })
  large.once('open', () => large.send(Buffer.alloc(256 * 1024 + 1)))
  expect(await closing(large)).toBe(4413)
  const peer = new Peer(at, id, tokens.lead)
  peer.connect()
  await until(() => peer.synced)
  peer.doc.getText('t').insert(0, 'x'.repeat(255 * 1024))
  await until(() => peer.settled)
  expect(peer.codes).toEqual([])
})

test('SY-13 more messages than the rate close with 4429, and only theirs', async () => {
  const strict = await serveSync({ databaseUrl: url, limits: { socketRate: { perSecond: 50, burst: 200 } } })
  const id = await makeDraft(db, group.lead, group.group.id)
  const others = await bystanders(id, strict)
  const flooder = new Peer(strict, id, tokens.editor)
  flooder.connect()
  await until(() => flooder.synced)
  for (let n = 0; n < 1_000; n += 1) flooder.doc.getText('t').insert(0, 'x')
  await until(() => flooder.socket === null)
  expect(flooder.codes).toEqual([4429])
  await others.arrived()
  await strict.close()
})

test('SY-13 asking for the whole text over and over closes with 4429', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const socket = rawSocket(at, id, { token: tokens.reviewer })
  socket.once('open', () => { for (let n = 0; n < 100; n += 1) socket.send(new Uint8Array([0, 0, 1, 0])) })
  expect(await closing(socket)).toBe(4429)
})

test('SY-13 a draft over its limit takes no more text, and still takes deletions', async () => {
  const small = await serveSync({ databaseUrl: url, limits: { document: 20_000 } })
  const id = await makeDraft(db, group.lead, group.group.id)
  const peer = new Peer(small, id, tokens.lead)
  peer.connect()
  await until(() => peer.synced)
  peer.doc.getText('t').insert(0, 'x'.repeat(19_000))
  await until(() => peer.settled)
  const over = new Peer(small, id, tokens.editor)
  over.connect()
  await until(() => over.synced)
  over.doc.getText('t').insert(0, 'y'.repeat(2_000))
  await until(() => over.socket === null)
  expect(over.codes).toEqual([4413])
  peer.doc.getText('t').delete(0, 10_000)
  await until(() => peer.settled)
  expect(replay(await storedDraft(db, id)).getText('t').length).toBe(9_000)
  await small.close()
})

test('SY-13 a socket that does not read is cut off, and what it holds up is bounded', async () => {
  const tight = await serveSync({ databaseUrl: url, limits: { buffered: 256 * 1024, heartbeat: 3_600_000 } })
  const id = await makeDraft(db, group.lead, group.group.id)
  const others = await bystanders(id, tight)
  const watcher = stockClient(tight, id, tokens.editor)
  await watcher.synced
  const stalled = new Peer(tight, id, tokens.reviewer)
  stalled.connect()
  await until(() => stalled.synced)
  const { socket } = stalled
  socket!.send(awareness(31, 1, '{}'))
  const isHere = () => watcher.provider.awareness.getStates().has(31)
  await until(isHere)
  socket!.pause()
  let sent = 0
  for (; sent < 200 && isHere(); sent += 1) {
    others.writer.doc.getMap('m').set('k', randomBytes(90_000).toString('base64'))
    await others.arrived()
  }
  console.log(`a stalled reader was cut off after ${Math.round(sent * 0.12)} MB`)
  expect(sent).toBeLessThan(200)
  socket!.resume()
  watcher.stop()
  await tight.close()
})

test('SY-8 an update that throws when it is applied costs its sender the socket, and nobody else anything', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const others = await bystanders(id)
  for (let n = 0; n < 5; n += 1) await others.arrived()
  const poison = poisonous()
  const socket = rawSocket(at, id, { token: tokens.editor })
  socket.once('open', () => socket.send(Buffer.concat([Buffer.from([0, 2, poison.length]), poison])))
  expect(await closing(socket)).toBe(4403)
  for (let n = 0; n < 5; n += 1) await others.arrived()
  const late = new Peer(at, id, tokens.editor)
  late.connect()
  await until(() => late.synced)
  // What the server gives out is what is stored: nothing of the half applied update.
  const state = (doc: Y.Doc) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('hex')
  expect(state(late.doc)).toBe(state(replay(await storedDraft(db, id))))
  expect(others.writer.codes).toEqual([])
})

/** Bytes that look sound and cannot be applied, found by turning bits of an honest update. */
function poisonous(): Buffer {
  const doc = new Y.Doc()
  const paragraph = new Y.XmlElement('paragraph')
  doc.getXmlFragment('document').insert(0, [paragraph])
  paragraph.setAttribute('id', 'abcdefghjkmn')
  paragraph.insert(0, [new Y.XmlText('some words')])
  const update = Y.encodeStateAsUpdate(doc)
  for (let bit = 0; bit < update.length * 8; bit += 1) {
    const flipped = Buffer.from(update)
    flipped[bit >> 3]! ^= 1 << (bit & 7)
    const draft = new Draft({ compaction: null, rows: [] })
    if (vet(flipped, draft, defaultLimits.update).kind !== 'sound') continue
    try { draft.apply(flipped) } catch { return flipped }
  }
  throw new Error('no such update')
}

test('SY-11 presence: the server\'s identity wins, another\'s id is refused, 4 KiB is the most', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const victim = stockClient(at, id, tokens.lead)
  const watcher = stockClient(at, id, tokens.editor)
  await Promise.all([victim.synced, watcher.synced])
  victim.provider.awareness.setLocalStateField('user', { name: 'Not me' })
  const seen = () => watcher.provider.awareness.getStates().get(victim.doc.clientID)
  await until(() => seen()?.user)
  expect(seen()!.user).toEqual({ id: group.lead.id, name: 'The lead', organisation: group.council.name, colour: expect.stringMatching(/^#[0-9a-f]{6}$/) })
  const spoofer = rawSocket(at, id, { token: tokens.reviewer })
  spoofer.once('open', () => spoofer.send(awareness(victim.doc.clientID, Date.now() * 2, '{"user":{"name":"Spoofed"}}')))
  expect(await closing(spoofer)).toBe(4403)
  expect(seen()!.user.name).toBe('The lead')
  const large = rawSocket(at, id, { token: tokens.reviewer })
  large.once('open', () => large.send(awareness(5, 1, JSON.stringify({ cursor: 'x'.repeat(5_000) }))))
  expect(await closing(large)).toBe(4413)
  const twice = rawSocket(at, id, { token: tokens.reviewer })
  await new Promise((resolve) => twice.once('open', resolve))
  for (const clientId of [11, 12, 13]) twice.send(awareness(clientId, 1, '{}'))
  await until(() => watcher.provider.awareness.getStates().has(11))
  const asked = new Promise((resolve) => twice.once('message', resolve))
  twice.send(new Uint8Array([3]))
  await asked
  expect([12, 13].some((clientId) => watcher.provider.awareness.getStates().has(clientId))).toBe(false)
  twice.close()
  await until(() => !watcher.provider.awareness.getStates().has(11))
  victim.stop()
  watcher.stop()
})

/** An awareness message with one state. */
function awareness(clientId: number, clock: number, json: string): Uint8Array {
  const varUint = (value: number): number[] => (value < 128 ? [value] : [128 + (value % 128), ...varUint(Math.floor(value / 128))])
  const text = [...Buffer.from(json)]
  const inner = [1, ...varUint(clientId), ...varUint(clock), ...varUint(text.length), ...text]
  return new Uint8Array([1, ...varUint(inner.length), ...inner])
}

test('SY-11 a line that went dead loses its presence without a goodbye', async () => {
  const quick = await serveSync({ databaseUrl: url, limits: { heartbeat: 100 } })
  const id = await makeDraft(db, group.lead, group.group.id)
  const watcher = stockClient(quick, id, tokens.editor)
  const ghost = rawSocket(quick, id, { token: tokens.lead })
  ghost.once('open', () => ghost.send(awareness(21, 1, '{}')))
  await watcher.synced
  await until(() => watcher.provider.awareness.getStates().has(21))
  ghost.pause()
  await until(() => !watcher.provider.awareness.getStates().has(21))
  expect(watcher.codes).toEqual([])
  ghost.terminate()
  watcher.stop()
  await quick.close()
})

test('a digest of what everybody has is one', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const [one, two] = [new Peer(at, id, tokens.lead), new Peer(at, id, tokens.editor)]
  one.connect()
  two.connect()
  await until(() => one.synced && two.synced)
  for (let n = 0; n < 50; n += 1) { one.doc.getText('t').insert(0, 'a'); two.doc.getText('t').insert(0, 'b') }
  await until(() => one.settled && two.settled && one.doc.getText('t').length === 100 && two.doc.getText('t').length === 100)
  const digest = (doc: Y.Doc) => createHash('sha256').update(doc.getText('t').toString()).digest('hex')
  expect(new Set([one.doc, two.doc, replay(await storedDraft(db, id))].map(digest)).size).toBe(1)
})
