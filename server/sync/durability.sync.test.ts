import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { overHttp } from '../../tests/http-socket'
import { bundleOfProcess, ServerProcess } from '../../tests/processes'
import { makeDraft, rawSocket, serveSync, signIn, until } from '../../tests/sync'
import { Peer } from '../../tests/sync-peer'
import { Typists } from '../../tests/typists'
import { storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'

const { db, sql, url } = await testDatabase()
const group = await makeGroup(db)
const tokens = { lead: await signIn(db, group.lead), editor: await signIn(db, group.editor) }
const storedDoc = async (id: string) => replay(await storedDraft(db, id))

/** Holds every commit to the log until it is let go. */
async function lockLog(mode: 'exclusive' | 'access exclusive') {
  const line = await sql.reserve()
  await line`begin`
  await line.unsafe(`lock table draft_log in ${mode} mode`)
  return async () => { await line`commit`; line.release() }
}
const somebodyWaits = async () => (await sql`
  select 1 from pg_locks join pg_database on pg_database.oid = pg_locks.database
  where not granted and datname = current_database() and relation = 'draft_log'::regclass`).length > 0

test('SY-6 while a commit waits there is no acknowledgement, and nobody sees the edit: not those who are here, nor who comes now', async () => {
  const at = await serveSync({ databaseUrl: url })
  const id = await makeDraft(db, group.lead, group.group.id)
  const writer = new Peer(at, id, tokens.lead)
  const other = new Peer(at, id, tokens.editor)
  writer.connect()
  other.connect()
  await until(() => writer.settled && other.settled)
  const before = writer.acknowledged
  const letGo = await lockLog('exclusive')
  writer.doc.getText('t').insert(0, 'unsaved')
  await until(somebodyWaits)
  // Somebody asks for the whole text now, and then who is here. The second answer comes: the server has passed the first question.
  const late = rawSocket(at, id, { token: tokens.editor })
  await new Promise((resolve) => late.once('open', resolve))
  const heard: number[][] = []
  late.on('message', (data: Buffer) => heard.push([...data]))
  late.send(new Uint8Array([0, 0, 1, 0]))
  late.send(new Uint8Array([3]))
  await until(() => heard.some((message) => message[0] === 1))
  expect(heard.filter((message) => message[0] === 0)).toEqual([])
  expect([writer.acknowledged - before, other.doc.getText('t').toString()]).toEqual([0, ''])
  await letGo()
  await until(() => writer.settled && other.doc.getText('t').toString() === 'unsaved' && heard.some((message) => message[0] === 0 && Buffer.from(message).includes('unsaved')))
  late.close()
  await at.close()
})

test('SY-7 who comes while the draft loads waits, and is then given all of it', async () => {
  const at = await serveSync({ databaseUrl: url })
  const id = await makeDraft(db, group.lead, group.group.id)
  const writer = new Peer(at, id, tokens.lead)
  writer.connect()
  await until(() => writer.synced)
  writer.doc.getText('t').insert(0, 'all of it')
  await until(() => writer.settled)
  await at.close()
  const again = await serveSync({ databaseUrl: url })
  const letGo = await lockLog('access exclusive')
  const readers = Array.from({ length: 5 }, () => new Peer(again, id, tokens.editor))
  for (const reader of readers) reader.connect()
  await until(somebodyWaits)
  expect(readers.some((reader) => reader.synced)).toBe(false)
  await letGo()
  await until(() => readers.every((reader) => reader.synced))
  expect(readers.filter((reader) => reader.doc.getText('t').toString() !== 'all of it')).toEqual([])
  console.log(`empty first answers: ${readers.filter((reader) => reader.firstAnswer! < 10).length} of ${readers.length}`)
  await again.close()
})

test('SY-7 who comes back while what everybody left behind is still being stored finds all of it', async () => {
  const at = await serveSync({ databaseUrl: url, limits: { linger: 1 } })
  const id = await makeDraft(db, group.lead, group.group.id)
  let [empty, early] = [0, 0]
  for (let round = 1; round <= 5; round += 1) {
    const writer = new Peer(at, id, tokens.lead)
    writer.connect()
    await until(() => writer.settled)
    const letGo = await lockLog('exclusive')
    writer.doc.getText('t').insert(0, 'k')
    await until(somebodyWaits)
    writer.disconnect()
    // The text is asked for, and then who is here: the second answer says that the first question was passed.
    const late = rawSocket(at, id, { token: tokens.editor })
    const heard: number[][] = []
    late.on('message', (data: Buffer) => heard.push([...data]))
    await new Promise((resolve) => late.once('open', resolve))
    late.send(new Uint8Array([0, 0, 1, 0]))
    late.send(new Uint8Array([3]))
    await until(() => heard.some((message) => message[0] === 1))
    if (heard.some((message) => message[0] === 0)) early += 1
    await letGo()
    const reader = new Peer(at, id, tokens.editor)
    reader.connect()
    await until(() => reader.synced && heard.some((message) => message[0] === 0))
    if (reader.doc.getText('t').length < round) empty += 1
    late.close()
    reader.disconnect()
  }
  console.log(`reopened amid saving, five times: ${early} answered before it was stored, ${empty} short of it`)
  expect([empty, early, (await storedDoc(id)).getText('t').length]).toEqual([0, 0, 5])
  await at.close()
})

test('SY-15 an orderly stop acknowledges what it took and closes with 1001', async () => {
  const at = await serveSync({ databaseUrl: url })
  const id = await makeDraft(db, group.lead, group.group.id)
  const peers = [new Peer(at, id, tokens.lead), new Peer(at, id, tokens.editor)]
  for (const peer of peers) peer.connect()
  await until(() => peers.every((peer) => peer.synced))
  const letGo = await lockLog('exclusive')
  for (let n = 0; n < 300; n += 1) for (const peer of peers) peer.doc.getText('t').insert(0, 'x')
  await until(somebodyWaits)
  const [taken] = peers.map((peer) => peer.acknowledged)
  const stopped = at.close()
  await letGo()
  await stopped
  expect(Math.max(...peers.map((peer) => peer.acknowledged))).toBeGreaterThan(taken!)
  expect(peers.map((peer) => peer.codes)).toEqual([[1001], [1001]])
  const stored = await storedDoc(id)
  for (const peer of peers) expect(Y.getState(stored.store, peer.doc.clientID)).toBeGreaterThanOrEqual(peer.durable)
  const again = await serveSync({ databaseUrl: url })
  for (const peer of peers) peer.connect(again)
  await until(() => peers.every((peer) => peer.settled && peer.doc.getText('t').length === 600))
  await again.close()
})

test('SY-6 when PostgreSQL cuts the lines in the middle of a commit, the edit is stored all the same, and what it tells is heard again', async () => {
  const at = await serveSync({ databaseUrl: url, limits: { sessionSweep: 100 } })
  const id = await makeDraft(db, group.lead, group.group.id)
  const peer = new Peer(at, id, tokens.lead)
  peer.connect()
  await until(() => peer.synced)
  for (let cut = 0; cut < 3; cut += 1) {
    const release = await lockLog('exclusive')
    peer.doc.getText('t').insert(0, 'word ')
    await until(somebodyWaits)
    await sql`select pg_terminate_backend(l.pid) from pg_locks l where not granted and relation = 'draft_log'::regclass`
    await release()
    await until(() => { if (!peer.socket) peer.connect(); return peer.settled })
  }
  // The commit was tried again on a new line: nobody was even cut off.
  expect(peer.codes).toEqual([])
  const [listener] = await sql`select pid from pg_stat_activity where query ilike 'listen %accord_access%' and datname = current_database()`
  if (listener) await sql`select pg_terminate_backend(${listener.pid})`
  await until(() => at.sync.ready())
  expect((await storedDoc(id)).getText('t').toString()).toBe('word word word ')
  const editor = new Peer(at, id, tokens.editor)
  editor.connect()
  await until(() => editor.synced)
  await sql`delete from sessions where token_hash = encode(sha256(${tokens.editor}::bytea), 'hex')`
  await until(() => editor.socket === null)
  expect(editor.codes).toEqual([4401])
  tokens.editor = await signIn(db, group.editor)
  await at.close()
})

const server = await ServerProcess.start(await bundleOfProcess(), url)
const kills = Number(process.env.ACCORD_KILLS ?? 10)

test(`SY-16 kill -9 in the middle of typing, ${kills} times: everything acknowledged, and everything that others saw, is there`, { timeout: 60_000 + kills * 20_000 }, async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const typists = new Typists([tokens.lead, tokens.editor, tokens.lead, tokens.editor], id, () => server, 1, (n) => (n < 2 ? rawSocket : overHttp))
  for (let kill = 0; kill < kills; kill += 1) {
    const goal = typists.peers.map((peer) => peer.acknowledged + 100 + (kill % 10) * 7)
    await until(() => typists.peers.every((peer, n) => peer.acknowledged >= goal[n]!))
    await server.kill()
    await until(() => typists.peers.every((peer) => !peer.synced))
    // What PostgreSQL had received goes on for a moment after the process that sent it is gone.
    await until(async () => (await sql`select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query like 'insert into draft_log%' and state = 'active'`).length === 0)
    await typists.holdAgainst(() => storedDoc(id))
    await server.start()
  }
  typists.rest()
  await until(() => typists.settled)
  console.log(`kill -9, ${kills} times: ${typists.lost} lost of ${typists.acknowledged} acknowledged, ${typists.seenAndLost} lost that others had seen`)
  expect([typists.lost, typists.seenAndLost]).toEqual([0, 0])
  const stored = await storedDoc(id)
  await until(() => typists.agreeWith(stored))
  typists.stop()
})
