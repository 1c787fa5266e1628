import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { makeGroup } from '../../tests/group'
import { makeDraft, serveSync, signIn, until } from '../../tests/sync'
import { Typists } from '../../tests/typists'
import { migrate } from '../../drizzle/migrate'
import { openDatabase } from '@/lib/db'
import { compactDraft } from '@/lib/drafts/compaction-commands'
import { storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'
import { dump } from '../backup/dump'
import { load } from '../backup/load'
import { startCluster } from '../postgres/embedded'

// A PostgreSQL of this file's own, to be killed, stopped and filled up.
const folder = await mkdtemp(join(tmpdir(), 'accord-outage-'))
const cluster = await startCluster(folder, { max_connections: '40' })
await migrate(cluster.url)
const { db, sql } = openDatabase(cluster.url, 4)
const group = await makeGroup(db)
const tokens = await Promise.all([group.lead, group.editor, group.lead, group.editor].map((person) => signIn(db, person)))
/** An account like that of an installation: no superuser, so that its connections can run out. */
await sql.unsafe(`create role app login password 'app'; grant all on all tables in schema public to app; grant all on all sequences in schema public to app`)
const asApp = cluster.url.replace(/\/\/[^@]+@/, '//app:app@')
const limits = { patience: 1_000, linger: 50, sessionSweep: 500 }
afterAll(async () => {
  await sql.end({ timeout: 1 })
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
})

const postmasterIn = async (place: string) => Number((await readFile(join(place, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
const answers = () => sql`select 1`.then(() => true, () => false)
const storedDoc = async (id: string) => replay(await storedDraft(db, id))

interface Outage {
  readonly name: string
  readonly url?: string
  /** Answers what ends it. */
  begin(): Promise<() => Promise<unknown>>
  /** It is over by itself before anybody is cut off. */
  readonly short?: boolean
}

/** Typing goes on throughout. While PostgreSQL takes nothing, nothing is promised; when it does again, everything comes back by itself. */
async function suffer({ name, url = cluster.url, begin, short }: Outage): Promise<void> {
  const told: string[] = []
  const at = await serveSync({ databaseUrl: url, limits, tell: (_, message, facts) => told.push(`${message} ${JSON.stringify(facts)}`) })
  const id = await makeDraft(db, group.lead, group.group.id)
  const typists = new Typists(tokens, id, () => at, 5)
  const { peers } = typists
  await until(() => peers.every((peer) => peer.acknowledged >= 20))
  const end = await begin()
  if (!short) {
    const before = peers.map((peer) => peer.own)
    // Long enough that people are cut off, and still nothing of what they have written since is said to be saved.
    await until(() => peers.every((peer) => peer.codes.includes(1011)) && peers.some((peer, n) => peer.own > before[n]!))
    expect(peers.filter((peer, n) => peer.durable > before[n]!)).toEqual([])
    expect(told.join()).toContain('a draft had to be closed')
  }
  await end()
  const from = performance.now()
  typists.rest()
  await until(() => typists.settled && at.sync.ready())
  const seconds = ((performance.now() - from) / 1_000).toFixed(1)
  await until(answers)
  const stored = await typists.holdAgainst(() => storedDoc(id))
  console.log(`${name}: ${typists.lost} lost of ${typists.acknowledged} acknowledged, ${typists.seenAndLost} that others had seen; all saved ${seconds} s after it was over`)
  expect([typists.lost, typists.seenAndLost]).toEqual([0, 0])
  await until(() => typists.agreeWith(stored))
  typists.stop()
  await at.close()
}

test('SY-51 PostgreSQL is killed amid typing (kill -9), and is started again: nothing is lost', () => suffer({
  name: 'PostgreSQL killed', short: true,
  async begin() {
    const pid = await postmasterIn(folder)
    process.kill(pid, 'SIGKILL')
    return () => until(async () => await postmasterIn(folder).catch(() => pid) !== pid && await answers())
  },
}))

test('SY-51 PostgreSQL is stopped in its tracks (SIGSTOP): nothing is promised, and when it goes on everything is saved', () => suffer({
  name: 'PostgreSQL stopped',
  async begin() {
    const family = await familyOf(await postmasterIn(folder))
    for (const pid of family) process.kill(pid, 'SIGSTOP')
    return async () => { for (const pid of family) process.kill(pid, 'SIGCONT') }
  },
}))

/** A process and its children; each of PostgreSQL's is a group of its own. */
async function familyOf(parent: number): Promise<number[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const stats = await Promise.all(all.map(async (pid) => ({ pid: Number(pid), stat: await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '') })))
  return [parent, ...stats.filter(({ stat }) => Number(/\) \S (\d+)/.exec(stat)?.[1]) === parent).map(({ pid }) => pid)]
}

test('SY-51 PostgreSQL gives no more connections and ends those there are: nothing is promised meanwhile, nothing is lost', () => suffer({
  name: 'out of connections', url: asApp,
  async begin() {
    await sql`alter role app connection limit 0`
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'`
    return () => sql`alter role app connection limit -1`
  },
}))

test('SY-51 the disk is full: nothing is promised meanwhile, the log says why, nothing is lost', () => suffer({
  name: 'disk full',
  async begin() {
    await sql.unsafe(`create function full_disk() returns trigger language plpgsql as $$ begin
      raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
      create trigger full_disk before insert on draft_log for each row execute function full_disk()`)
    return () => sql.unsafe('drop function full_disk() cascade')
  },
}))

test('SY-52 a backup made while people type holds all that was acknowledged before it began, and is restored elsewhere', async () => {
  const at = await serveSync({ databaseUrl: cluster.url, limits })
  const id = await makeDraft(db, group.lead, group.group.id)
  const typists = new Typists(tokens, id, () => at, 2)
  await until(() => typists.acknowledged >= 200)
  await compactDraft(db, id)
  await until(() => typists.acknowledged >= 300)
  const promised = typists.peers.map((peer) => [peer.doc.clientID, peer.durable] as const)
  const acknowledged = typists.acknowledged
  const file = join(folder, 'backup.gz')
  await dump(cluster.url, file)
  await until(() => typists.acknowledged >= acknowledged + 100)
  typists.stop()
  await at.close()
  // The machine is lost: another database, empty.
  const from = performance.now()
  await sql`create database restored`
  const elsewhere = cluster.url.replace(/postgres$/, 'restored')
  await migrate(elsewhere)
  const { rows } = await load(elsewhere, file, { replace: false, demoEmails: [] })
  const seconds = ((performance.now() - from) / 1_000).toFixed(1)
  const restored = openDatabase(elsewhere, 1)
  const stored = await storedDraft(restored.db, id)
  const doc = replay(stored)
  const lost = promised.reduce((sum, [clientId, durable]) => sum + Math.max(0, durable - Y.getState(doc.store, clientId)), 0)
  console.log(`backup amid typing, machine lost, ${rows} rows restored in ${seconds} s: ${lost} lost of ${acknowledged} acknowledged before it`)
  expect([lost, stored.damaged, stored.compaction?.generation]).toEqual([0, [], 1])
  await restored.sql.end()
})

// As root: ACCORD_DISK_FULL=1 fills a real file system.
test.runIf(process.env.ACCORD_DISK_FULL)('SY-51 the disk is really full', { timeout: 180_000 }, async () => {
  const place = await mkdtemp(join(tmpdir(), 'accord-full-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=755', 'tmpfs', place])
  const small = await startCluster(place)
  try {
    const told: string[] = []
    await migrate(small.url)
    const opened = openDatabase(small.url, 2)
    const world = await makeGroup(opened.db)
    const token = await signIn(opened.db, world.lead)
    const at = await serveSync({ databaseUrl: small.url, limits, tell: (_, message, facts) => told.push(`${message} ${JSON.stringify(facts)}`) })
    const id = await makeDraft(opened.db, world.lead, world.group.id)
    const typists = new Typists([token, token], id, () => at, 1)
    await until(() => typists.acknowledged >= 100)
    try { execFileSync('dd', ['if=/dev/zero', `of=${join(place, 'filler')}`, 'bs=64k'], { stdio: 'ignore' }) } catch { /* it is full */ }
    await until(() => typists.peers.every((peer) => peer.codes.includes(1011)))
    const [acknowledged, own] = [typists.acknowledged, typists.peers.map((peer) => peer.own)]
    await until(() => typists.peers.every((peer, n) => peer.own > own[n]! + 20 || !peer.socket))
    await rm(join(place, 'filler'))
    typists.rest()
    await until(() => typists.settled)
    await typists.holdAgainst(async () => replay(await storedDraft(opened.db, id)))
    console.log(`a disk that is full: ${typists.lost} lost of ${typists.acknowledged} acknowledged (${acknowledged} before), said: ${told.find((line) => line.includes('closed'))}`)
    expect([typists.lost, typists.seenAndLost]).toEqual([0, 0])
    typists.stop()
    await at.close()
    await opened.sql.end({ timeout: 1 })
  } finally {
    await small.stop()
    execFileSync('umount', ['-l', place])
    await rm(place, { recursive: true, force: true })
  }
})
