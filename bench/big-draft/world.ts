import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { openSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Node } from '@tiptap/pm/model'
import { yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import { groupMembers, organisationMemberships, sessions } from '../../drizzle/schema'
import { hashOfToken } from '../../lib/auth/sessions'
import { anchorOfSelection } from '../../lib/comments/anchor'
import { startThread } from '../../lib/comments/commands'
import { type Database, openDatabase } from '../../lib/db'
import { schema } from '../../lib/document/schema'
import { fragmentName } from '../../lib/document/version'
import { appendRows, bindClients, startDraft } from '../../lib/drafts/commands'
import { compactDraft } from '../../lib/drafts/compaction-commands'
import { encodeUpdates } from '../../lib/drafts/log'
import { storedDraft } from '../../lib/drafts/queries'
import { replay } from '../../lib/drafts/replay'
import type { PersonActor } from '../../lib/kernel/actor'
import { freePort } from '../../server/postgres/ports'
import { startCluster } from '../../server/postgres/embedded'
import { prepare } from '../../server/prepare.mjs'
import { makeGroup, makePerson } from '../../tests/group'
import type { History } from './history'

/** The built server on a database of its own, with one group in it. */
export interface World {
  readonly url: string
  readonly db: Database
  readonly group: Awaited<ReturnType<typeof makeGroup>>
  readonly server: () => ChildProcess
  /** Where the server's inspector listens once it is woken (memory.ts). */
  readonly inspector: number
  /** A stop and a start, as after an update. Answers the milliseconds until it serves. */
  restart(): Promise<number>
  stop(): Promise<void>
}

export async function openWorld(): Promise<World> {
  await prepare(['site', 'pages', 'server'])
  const folder = await mkdtemp(join(tmpdir(), 'accord-bench-'))
  const cluster = await startCluster(folder)
  const url = `http://localhost:${Number(process.env.BENCH_PORT) || await freePort()}`
  const inspector = await freePort()
  const begin = () => start(url, folder, cluster.url, inspector)
  let server = await begin()
  const { sql, db } = openDatabase(cluster.url, 3)
  const group = await makeGroup(db)
  return {
    url, db, group, inspector,
    server: () => server,
    restart: async () => {
      await ended(server)
      const from = performance.now()
      server = await begin()
      return performance.now() - from
    },
    stop: async () => {
      await sql.end({ timeout: 5 })
      await ended(server)
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function start(url: string, folder: string, databaseUrl: string, inspector: number): Promise<ChildProcess> {
  const log = openSync(join(folder, 'server.log'), 'a')
  const server = spawn(process.execPath, [`--inspect-port=${inspector}`, join('dist', 'server.js')], {
    stdio: ['ignore', log, log],
    env: {
      ...process.env, NODE_ENV: 'production', NEXTAUTH_URL: url, NEXTAUTH_SECRET: 'for benchmarks and nothing else', PORT: new URL(url).port,
      ACCORD_DEMO: '0', LOG_LEVEL: 'warn', DATABASE_URL: databaseUrl, ACCORD_DATA_DIR: folder,
    },
  })
  while (!await fetch(`${url}/api/health/ready`).then(({ ok }) => ok, () => false)) {
    if (server.exitCode !== null) throw new Error(`The server did not start; its log is in ${folder}`)
    await pause(20)
  }
  return server
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve()
    server.once('exit', () => resolve())
    server.kill('SIGTERM')
  })
}

export async function signedIn(db: Database, person: PersonActor): Promise<string> {
  const token = randomBytes(32).toString('hex')
  await db.insert(sessions).values({ tokenHash: hashOfToken(token), personId: person.id, expires: new Date(Date.now() + 86_400_000) })
  return token
}

/** One more who may write. */
export async function anotherEditor({ db, group }: World, name: string): Promise<PersonActor> {
  const person = await makePerson(db, name)
  await db.insert(organisationMemberships).values({ organisationId: group.council.id, personId: person.id, constituency: 'service team' })
  await db.insert(groupMembers).values({ groupId: group.group.id, personId: person.id, organisationId: group.council.id, constituency: 'service team', role: 'editor' })
  return person
}

/** A standard whose draft has this history: all but its last `tail` updates in one compaction, as the server makes it. */
export async function storeDraft({ db, group }: World, title: string, history: History, tail: number): Promise<{ id: string; slug: string }> {
  const started = await startDraft(db, group.lead, { groupId: group.group.id, title, refPrefix: 'BIG' })
  if (!started.ok) throw new Error(started.refusal.message)
  const { id, slug } = started.value
  await bindClients(db, id, group.editor.id, history.clients)
  const append = async (updates: readonly Uint8Array[]) => {
    for (let at = 0; at < updates.length; at += 200) {
      await appendRows(db.$client, [{ standardId: id, updates: encodeUpdates(updates.slice(at, at + 200)) }])
    }
  }
  const split = history.updates.length - tail
  await append(history.updates.slice(0, split))
  await compactDraft(db, id)
  await append(history.updates.slice(split))
  return { id, slug }
}

/** Open threads on words all through the text. */
export async function comment({ db, group }: World, standardId: string, count: number): Promise<void> {
  const ydoc = replay(await storedDraft(db, standardId))
  const fragment = ydoc.getXmlFragment(fragmentName)
  const doc = Node.fromJSON(schema, yXmlFragmentToProseMirrorRootNode(fragment, schema).toJSON())
  const places: number[] = []
  doc.forEach((node, pos) => { if (node.type.name === 'requirement') places.push(pos) })
  for (let number = 0; number < count; number += 1) {
    const pos = places[Math.floor((number + 0.5) * places.length / count)]!
    const anchor = anchorOfSelection({ doc, fragment }, { from: pos + 3 + 5, to: pos + 3 + 40 })
    const done = anchor && await startThread(db, group.lead, { standardId, anchor, body: 'Is this what we agreed? It reads as if it bound the school.' })
    if (!done?.ok) throw new Error('A thread could not be started')
  }
  ydoc.destroy()
}
