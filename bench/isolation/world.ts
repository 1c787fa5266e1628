import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { standards, workingGroups } from '../../drizzle/schema'
import { demoActor, expectDone } from '../../drizzle/seed/demo'
import { type Database, openDatabase } from '../../lib/db'
import type { Block, DocumentJson } from '../../lib/document/types'
import { startDraft } from '../../lib/drafts/commands'
import { tagVersion } from '../../lib/versions/commands'
import { runningUrl } from '../../server/own-database'
import { freePort } from '../../server/postgres/ports'

/** A built server with the demo world, a standard of 350 requirements in two versions, and somebody signed in. */
export interface Place {
  readonly name: string
  readonly origin: string
  readonly cookie: string
  readonly standardId: string
  /** Heavy ones: comparisons of 24 requirements, and one in twenty is a version of 350. */
  readonly pages: readonly string[]
  /** Resident memory of the process in front, and of its pages, in megabytes. */
  memory(): { front: number; pages: number }
  close(): Promise<void>
}

const words = 'the service council form applicant decision evidence within days must show keep send told reason'.split(' ')
const sentence = (seed: number) => Array.from({ length: 30 }, (_, at) => words[(seed * 7 + at * 13 + at * at * seed) % words.length]).join(' ')
const paragraph = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const requirement = (seed: number): Block => ({ type: 'requirement', attrs: { level: 'MUST' }, content: [{ type: 'requirementStatement', content: [paragraph(sentence(seed))] }] })
const long = (count: number): DocumentJson => ({ type: 'doc', content: Array.from({ length: count }, (_, n) => requirement(n)) })

async function fill(db: Database): Promise<{ standardId: string; slug: string; longSlug: string }> {
  const lead = await demoActor(db, 'Ravi Menon')
  const [group] = await db.select().from(workingGroups).where(eq(workingGroups.slug, 'free-school-meals'))
  const [draft] = await db.select().from(standards).where(eq(standards.groupId, group!.id))
  const made = expectDone(await startDraft(db, lead, { groupId: group!.id, title: 'A long standard', refPrefix: 'LNG', content: long(350) }), 'a long draft')
  expectDone(await tagVersion(db, lead, { standardId: made.id, note: 'all of it' }), 'its version')
  return { standardId: draft!.id, slug: draft!.slug, longSlug: made.slug }
}

export async function openPlace(folder: string): Promise<Place> {
  const data = await mkdtemp(join(tmpdir(), 'accord-bench-'))
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const server = spawn(process.execPath, ['dist/server.js'], {
    cwd: resolve(folder), stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ACCORD_DATA_DIR: join(data, 'data'), PORT: String(port) } as unknown as NodeJS.ProcessEnv,
  })
  while (!await fetch(`${origin}/api/health/ready`).then(({ ok }) => ok, () => false)) {
    if (server.exitCode !== null) throw new Error(`${folder}: the server did not start`)
    await pause(100)
  }
  const close = async () => {
    server.kill('SIGTERM')
    if (server.exitCode === null) await new Promise((done) => { server.once('exit', done) })
    await rm(data, { recursive: true, force: true })
  }
  const { sql, db } = openDatabase((await runningUrl(join(data, 'data')))!)
  const { standardId, slug, longSlug } = await fill(db).catch(async (error: unknown) => { await close(); throw error })
  await sql.end()
  const signedIn = await fetch(`${origin}/dev/sign-in`, { method: 'POST', body: new URLSearchParams({ email: 'ravi.menon@wexshire.example' }), redirect: 'manual' })
  const workspace = '/workspace/standards'
  return {
    name: folder, origin, standardId, cookie: signedIn.headers.getSetCookie()[0]!.split(';')[0]!,
    pages: [
      ...Array.from({ length: 19 }, (_, n) => `${workspace}/${slug}/compare/v0.${n % 2 + 1}...v0.3?show=everything`), `${workspace}/${longSlug}/versions/v0.1`,
    ],
    memory: () => memoryOf(server),
    close,
  }
}

function memoryOf({ pid }: ChildProcess): { front: number; pages: number } {
  const resident = (id: string | number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1000
  const nodes = readdirSync('/proc').filter((id) => /^\d+$/.test(id) && statOf(id).includes(` ${pid} `) && commandOf(id).includes('pages.js'))
  return { front: resident(pid!), pages: nodes[0] ? resident(nodes[0]) : 0 }
}

const read = (path: string): string => { try { return readFileSync(path, 'utf8') } catch { return '' } }
/** State and parent follow the name, which may hold anything. */
const statOf = (id: string): string => read(`/proc/${id}/stat`).replace(/^.*\) \w/, '').split(' ').slice(0, 2).join(' ') + ' '
const commandOf = (id: string): string => read(`/proc/${id}/cmdline`)
