import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { testDatabase } from '../../tests/database'
import { holds } from '../../tests/fuzz/peer'
import { makeGroup, makePerson } from '../../tests/group'
import { seeded } from '../../tests/seed'
import { closing, makeDraft, rawSocket, type Served, signIn, until } from '../../tests/sync'
import { serveInProcess } from '../../tests/sync-child'
import { Peer } from '../../tests/sync-peer'
import { makeTrace, readTrace } from '../../tests/traces'
import { tinyUpdates } from '../../tests/tiny-updates'
import { groupMembers, organisationMemberships } from '@/drizzle/schema'
import { draftContent, storedDraft } from '@/lib/drafts/queries'
import { hasPending, replay } from '@/lib/drafts/replay'
import { checkStructure } from '@/lib/document/structure'
import { defaultLimits } from './limits'

const { db, sql, url } = await testDatabase()
const group = await makeGroup(db)
const tokens = { lead: await signIn(db, group.lead), editor: await signIn(db, group.editor), reviewer: await signIn(db, group.reviewer) }
const server = await serveInProcess(url)
const { at } = server
/** For trials of what passes the gate in time, not of the gate's rates. */
const open = { perSecond: 1e9, burst: 1e9 }
const wide = await serveInProcess(url, { socketRate: open, personRate: open })
const newDraft = () => makeDraft(db, group.lead, group.group.id)
const stored = async (id: string) => replay(await storedDraft(db, id))

const message = (kind: 0 | 1 | 2, bytes: Uint8Array): Buffer => {
  const size: number[] = []
  let left = bytes.length
  for (; left > 127; left = Math.floor(left / 128)) size.push(128 + (left % 128))
  return Buffer.concat([Buffer.from([0, kind, ...size, left]), bytes])
}

/** Somebody whose words go on arriving at somebody else, whatever happens beside them. */
async function bystanders(served: Served, id: string) {
  const [writer, reader] = [new Peer(served, id, tokens.lead), new Peer(served, id, tokens.reviewer)]
  for (const peer of [writer, reader]) peer.connect()
  await until(() => writer.synced && reader.synced)
  let words = 0
  return {
    writer, reader,
    arrived: async () => {
      writer.doc.getText('bystander').insert(0, 'w')
      words += 1
      await until(() => reader.doc.getText('bystander').length >= words)
    },
  }
}

/** A socket that sends one message; the code it is closed with. */
async function sendAlone(id: string, frame: Uint8Array): Promise<number> {
  const socket = rawSocket(at, id, { token: tokens.editor })
  socket.once('open', () => socket.send(frame))
  return closing(socket)
}

/** From the top down: the other way Yjs runs out of stack itself. */
function nested(depth: number): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    let inner: Y.XmlFragment = doc.getXmlFragment('document')
    for (let level = 0; level < depth; level += 1) { const next = new Y.XmlElement('bulletList'); inner.insert(0, [next]); inner = next }
  })
  return doc
}

test('SY-8 update bombs and poison documents are refused before they are applied; the event loop goes on, and the draft can be exported', async () => {
  const id = await newDraft()
  const others = await bystanders(at, id)
  const foreign = new Y.Doc()
  foreign.getXmlFragment('document').insert(0, [new Y.Array() as never])
  const bombs: Record<string, Uint8Array> = {
    'depth 2,000': Y.encodeStateAsUpdate(nested(2_000)),
    'a struct of 2³¹ nothings': new Uint8Array([1, 1, 5, 0, 0, 255, 255, 255, 255, 7, 0]),
    '33 million structs announced': new Uint8Array([1, 128, 128, 128, 16, 5, 0]),
    '2³¹ deletions announced': new Uint8Array([0, 1, 5, 255, 255, 255, 255, 7]),
    'a deletion of 2³¹': new Uint8Array([0, 1, 5, 1, 0, 255, 255, 255, 255, 7]),
    'a string that is longer than the message': new Uint8Array([1, 1, 5, 0, 4, 1, 1, 116, 255, 255, 3, 120, 0]),
    'a list among the blocks': Y.encodeStateAsUpdate(foreign),
  }
  await server.facts()
  const codes: string[] = []
  for (const [name, update] of Object.entries(bombs)) {
    // What depends on things that are not here is asked for; what comes then is the same again.
    const socket = rawSocket(at, id, { token: tokens.editor })
    socket.on('message', (data: Buffer) => { if (data[0] === 0 && data[1] === 0) socket.send(message(1, update)) })
    socket.once('open', () => socket.send(message(2, update)))
    codes.push(`${name} ${await closing(socket)}`)
    await others.arrived()
  }
  codes.push(`10 MB ${await sendAlone(id, Buffer.alloc(10_000_000))}`)
  await others.arrived()
  const { stall, memory } = await server.facts()
  console.log(`bombs: ${codes.join(' · ')}; max stall ${stall} ms, ${memory} MB`)
  expect(codes.filter((code) => !/ (4403|4413)$/.test(code))).toEqual([])
  expect(server.isAlive()).toBe(true)
  expect(checkStructure(await draftContent(db, id))).toMatchObject({ ok: true })
  expect(others.writer.codes).toEqual([])
})

test('SY-8 what grows one level a message is stopped at the same depth', async () => {
  const id = await newDraft()
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  let inner: Y.XmlFragment = doc.getXmlFragment('document')
  for (let level = 0; level < 200; level += 1) { const next = new Y.XmlElement('bulletList'); inner.insert(0, [next]); inner = next }
  const socket = rawSocket(at, id, { token: tokens.editor })
  socket.once('open', () => { for (const update of updates) socket.send(message(2, update)) })
  expect(await closing(socket)).toBe(4413)
  // Whoever is answered now is answered after what was taken is durable.
  const late = new Peer(at, id, tokens.reviewer)
  late.connect()
  await until(() => late.synced)
  let [depth, block] = [0, (await stored(id)).getXmlFragment('document').toArray().find((each) => each instanceof Y.XmlElement && each.nodeName === 'bulletList')]
  for (; block instanceof Y.XmlElement; block = block.get(0) as Y.XmlElement) depth += 1
  console.log(`nesting stopped at ${depth} of 200`)
  expect(depth).toBe(defaultLimits.update.depth)
})

const many = process.env.ACCORD_FUZZ_RUNS ? 1_000_000 : 100_000

test(`SY-14 ${many} tiny updates: all stored, shown, and given to who comes late; others go on`, { timeout: 600_000 }, async () => {
  const id = await newDraft()
  const beside = await bystanders(wide.at, await newDraft())
  await wide.facts()
  const socket = rawSocket(wide.at, id, { token: tokens.editor })
  await new Promise((resolve) => socket.once('open', resolve))
  const began = performance.now()
  let [acknowledged, sent, worst] = [0, 0, 0]
  socket.on('message', (data: Buffer) => { if (data[0] === 100) acknowledged += savedCount(data) })
  for (const update of tinyUpdates(77, many)) {
    socket.send(message(2, update))
    sent += 1
    if (sent % 5_000 !== 0) continue
    await until(() => sent - acknowledged < 20_000)
    const asked = performance.now()
    await beside.arrived()
    worst = Math.max(worst, performance.now() - asked)
  }
  await until(() => acknowledged === many)
  const seconds = (performance.now() - began) / 1000
  const { stall, memory } = await wide.facts()
  const late = new Peer(wide.at, id, tokens.reviewer)
  late.connect()
  await until(() => late.synced && late.doc.getText('t').length === many)
  const { stall: opening } = await wide.facts()
  expect((await stored(id)).getText('t').length).toBe(many)
  console.log(`${many} tiny updates in ${seconds.toFixed(1)} s: max stall ${stall} ms, ${memory} MB, ${opening} ms for who came late; a word in another draft took ${Math.round(worst)} ms at most`)
  expect(beside.writer.codes).toEqual([])
})

function savedCount(data: Buffer): number {
  let [count, shift] = [0, 1]
  for (const byte of data.subarray(1)) { count += (byte & 127) * shift; shift *= 128 }
  return count
}

test('SY-13 ten readers that stall: memory stays bounded, and others are unharmed', async () => {
  const id = await newDraft()
  const others = await bystanders(wide.at, id)
  const stalled = Array.from({ length: 10 }, () => new Peer(wide.at, id, tokens.reviewer))
  for (const peer of stalled) peer.connect()
  await until(() => stalled.every((peer) => peer.synced))
  for (const peer of stalled) peer.socket!.pause()
  const { memory: before } = await wide.facts()
  let most = before
  let megabytes = 0
  for (; megabytes < 20; megabytes += 0.2) {
    others.writer.doc.getMap('m').set('k', randomBytes(150_000).toString('base64'))
    await others.arrived()
    if (Math.round(megabytes * 5) % 10 === 0) most = Math.max(most, (await wide.facts()).memory)
  }
  console.log(`10 stalled readers, ${Math.round(megabytes)} MB said to each: memory rose by ${most - before} MB at most`)
  expect(most - before).toBeLessThan(400)
  expect([others.writer.codes, others.reader.codes]).toEqual([[], []])
  // They were cut off: had they only been let wait, they would now be told everything.
  for (const peer of stalled) peer.socket!.resume()
  await until(() => stalled.every((peer) => peer.socket === null))
})

test('SY-32 doubled, reordered, cut and repeated updates are refused or harmless', async () => {
  const random = seeded('disorder')
  const id = await newDraft()
  const { steps, end } = readTrace(makeTrace('disorder', 1, 600, random.below(2 ** 31)))
  const whole = new Y.Doc()
  let asked = 0
  const socket = rawSocket(wide.at, id, { token: tokens.lead })
  socket.on('message', (data: Buffer) => {
    if (data[0] !== 0 || data[1] !== 0) return
    asked += 1
    socket.send(message(1, Y.encodeStateAsUpdate(whole)))
  })
  await new Promise((resolve) => socket.once('open', resolve))
  const waiting: Uint8Array[] = []
  const say = () => socket.send(message(2, waiting.splice(random.below(waiting.length), 1)[0]!))
  for (const { update } of steps) {
    Y.applyUpdate(whole, update)
    waiting.push(update)
    if (random.below(5) === 0) waiting.push(update)
    while (waiting.length > 4) say()
    if (random.below(40) === 0) await sendCut(id, update, random)
  }
  while (waiting.length > 0) say()
  // Everything once more, from another socket of the same person.
  const again = rawSocket(wide.at, id, { token: tokens.lead })
  await new Promise((resolve) => again.once('open', resolve))
  for (const { update } of steps) again.send(message(2, update))
  await until(async () => (await stored(id)).getText('text').toString() === end)
  const late = new Peer(wide.at, id, tokens.reviewer)
  late.connect()
  await until(() => late.synced && late.doc.getText('text').toString() === end)
  const kept = await stored(id)
  const silent = [late.doc, kept].filter((doc) => doc.getText('text').toString() !== end || hasPending(doc)).length
  console.log(`600 edits doubled, reordered, cut and repeated (seed ${random.seed}): asked ${asked} times for what was missing, ${silent} silent divergences`)
  expect([socket.readyState, again.readyState, silent]).toEqual([1, 1, 0])
  for (const each of [socket, again]) each.close()
})

/** The same person's other socket says half of an update, and is closed, or asked for the rest. */
async function sendCut(id: string, update: Uint8Array, random: ReturnType<typeof seeded>): Promise<void> {
  const socket = rawSocket(wide.at, id, { token: tokens.lead })
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(message(2, update.subarray(0, random.below(update.length))))
  await new Promise((resolve) => { socket.once('close', resolve); socket.once('message', resolve) })
  socket.terminate()
}

test('SY-32 two copies under one client id: the second is told at once, and is right again when it is loaded anew', async () => {
  const id = await newDraft()
  const [one, two] = [new Peer(at, id, tokens.editor), new Peer(at, id, tokens.editor)]
  two.doc.clientID = one.doc.clientID
  for (const peer of [one, two]) peer.connect()
  await until(() => one.settled && two.settled)
  // Both before either hears of the other.
  one.doc.getText('t').insert(0, 'these words')
  two.doc.getText('t').insert(0, 'other words')
  const since = performance.now()
  await until(() => one.codes.length + two.codes.length > 0)
  const found = performance.now() - since
  expect([...one.codes, ...two.codes]).toEqual([4410])
  const anew = new Peer(at, id, tokens.editor)
  anew.connect()
  await until(() => anew.synced)
  const kept = (await stored(id)).getText('t').toString()
  expect(['these words', 'other words']).toContain(kept)
  expect(anew.doc.getText('t').toString()).toBe(kept)
  await until(async () => (await sql`select 1 from audit_events where kind = 'edit refused' and standard_id = ${id}`).length === 1)
  console.log(`two copies under one client id: found after ${Math.round(found)} ms, 0 silent divergences`)
})

test('SY-12 fifty people whose access is taken away, through another process: no read and no write after it', { timeout: 120_000 }, async () => {
  const id = await newDraft()
  const watcher = new Peer(at, id, tokens.lead)
  watcher.connect()
  const times: number[] = []
  let after = 0
  for (let n = 0; n < 50; n += 1) {
    const person = await makePerson(db, `Member ${n}`)
    await db.insert(organisationMemberships).values({ organisationId: group.council.id, personId: person.id, constituency: 'service team' })
    await db.insert(groupMembers).values({ groupId: group.group.id, personId: person.id, organisationId: group.council.id, constituency: 'service team', role: 'editor' })
    const peer = new Peer(at, id, await signIn(db, person))
    peer.connect()
    await until(() => peer.synced)
    peer.doc.getText('t').insert(0, 'a')
    await until(() => peer.settled)
    await sql`update group_members set left_at = now() where person_id = ${person.id}`
    const since = performance.now()
    await until(() => peer.socket === null)
    times.push(performance.now() - since)
    expect(peer.codes).toEqual([4403])
    const own = peer.own
    peer.doc.getText('t').insert(0, 'too late')
    peer.connect()
    await until(() => peer.codes.length === 2)
    after += Y.getState((await stored(id)).store, peer.doc.clientID) > own ? 1 : 0
  }
  times.sort((a, b) => a - b)
  console.log(`access taken away 50 times through another process: p50 ${Math.round(times[25]!)} ms, p99 ${Math.round(times[49]!)} ms, ${after} edits after it`)
  expect(after).toBe(0)
  expect(holds(watcher.doc, Y.encodeStateAsUpdate(await stored(id)))).toBe(true)
})

test('SY-11 a flood of presence, begun before its sender is let in, costs the socket; ghosts go within two heartbeats, in less than 35 s', async () => {
  const id = await newDraft()
  const others = await bystanders(at, id)
  const flooder = rawSocket(at, id, { token: tokens.editor })
  const closed = closing(flooder)
  flooder.once('open', () => {
    for (let n = 1; n < 30_000; n += 1) flooder.send(presence(n))
  })
  expect(await closed).toBe(4429)
  await others.arrived()
  expect(defaultLimits.heartbeat * 2).toBeLessThan(35_000)
  console.log(`ghosts are gone after ${defaultLimits.heartbeat * 2 / 1000} s at most`)
})

function presence(clock: number): Uint8Array {
  const state = [1, 9, ...varUint(clock), 2, 123, 125]
  return new Uint8Array([1, state.length, ...state])
}

const varUint = (value: number): number[] => (value < 128 ? [value] : [128 + (value % 128), ...varUint(Math.floor(value / 128))])

test('SY-4 a client of an older schema reads and deletes nothing', async () => {
  const id = await newDraft()
  const before = Buffer.from(Y.encodeStateAsUpdate(await stored(id))).toString('hex')
  const emptied = await stored(id)
  const vector = Y.encodeStateVector(emptied)
  emptied.getXmlFragment('document').delete(0, emptied.getXmlFragment('document').length)
  // From here on nothing is waited for but the end: it may come at once.
  const socket = rawSocket(at, id, { token: tokens.lead, query: 'schema=0&saved=1' })
  const heard: unknown[] = []
  socket.on('message', (data) => heard.push(data))
  socket.once('open', () => { socket.send(message(0, new Uint8Array([0]))); socket.send(message(2, Y.encodeStateAsUpdate(emptied, vector))) })
  expect(await closing(socket)).toBe(4410)
  const lost = Buffer.from(Y.encodeStateAsUpdate(await stored(id))).toString('hex') === before ? 0 : 1
  console.log(`a client of an older schema: ${heard.length} messages heard, ${lost} nodes lost`)
  expect([heard, lost]).toEqual([[], 0])
})
