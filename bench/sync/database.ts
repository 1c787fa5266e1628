import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { migrate } from '../../drizzle/migrate'
import { startCluster } from '../../server/postgres/embedded'
import { pause, roomCount, roomName, sessionCount, sessionToken } from './client'
import { median } from './histogram'

/** One PostgreSQL for all that store anything: the embedded one with the settings that Accord runs it with, so every commit waits for the disk. */
export interface Databases {
  readonly pid: number
  readonly version: string
  /** A new database for one server: with standards, people and their sessions for ours, empty for others. */
  fresh(ours: boolean): Promise<string>
  /** Milliseconds that one durable commit takes just now, with nothing else at work: the middle of many. */
  commit(): Promise<number>
  /** The same while something else is at work, one every 50 ms, until the answer is called. */
  commitsDuring(): () => Promise<number>
  stop(): Promise<void>
}

export async function startDatabases(): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), 'accord-bench-'))
  const cluster = await startCluster(folder)
  const named = (name: string): string => cluster.url.replace(/postgres$/, name)
  const top = postgres(cluster.url, { max: 1, onnotice: () => {} })
  await top.unsafe('create database template_ours')
  await fill(named('template_ours'))
  await top.unsafe('create table commits (id bigint generated always as identity primary key, body bytea not null)')
  const [told] = await top<{ version: string }[]>`select current_setting('server_version') as version`
  return {
    pid: Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
    version: told!.version,
    async fresh(ours) {
      const name = ours ? 'ours' : 'other'
      await top.unsafe(`drop database if exists ${name} with (force)`)
      await top.unsafe(`create database ${name}${ours ? ' template template_ours' : ''}`)
      await top.unsafe('checkpoint')
      return cluster.near.replace(/\/postgres(?=\?|$)/, `/${name}`)
    },
    async commit() {
      const took: number[] = []
      for (let count = 0; count < 150; count++) took.push(await oneCommit(top))
      return median(took.slice(20))
    },
    commitsDuring() {
      const took: number[] = []
      let going = true
      const done = (async () => { for (; going; await pause(50)) took.push(await oneCommit(top)) })()
      return async () => {
        going = false
        await done
        return median(took)
      }
    },
    async stop() {
      await top.end()
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function oneCommit(sql: postgres.Sql): Promise<number> {
  const began = performance.now()
  await sql`insert into commits (body) values (${Buffer.alloc(60)})`
  return performance.now() - began
}

/** A group whose editors have sessions, and standards to edit. */
async function fill(url: string): Promise<void> {
  await migrate(url)
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const [group] = await sql`insert into working_groups (slug, name, remit) values ('bench', 'Bench', 'Whatever is measured') returning id`
  const [council] = await sql`insert into organisations (slug, name, kind) values ('bench', 'Bench', 'council') returning id`
  const people = await sql`insert into people (name, email) select 'Person ' || n, 'person-' || n || '@place.example' from generate_series(1, ${sessionCount}) n returning id`
  const ids = people.map(({ id }) => String(id))
  await sql`insert into organisation_memberships (organisation_id, person_id, constituency) select ${council!.id}, id, 'service team' from unnest(${ids}::uuid[]) id`
  await sql`insert into group_members (group_id, person_id, organisation_id, constituency, role)
    select ${group!.id}, id, ${council!.id}, 'service team', 'editor' from unnest(${ids}::uuid[]) id`
  const hashes = ids.map((_, index) => createHash('sha256').update(sessionToken(index)).digest('hex'))
  await sql`insert into sessions (token_hash, person_id, expires) select hash, id, now() + interval '1 day' from unnest(${hashes}::text[], ${ids}::uuid[]) as each(hash, id)`
  const rooms = Array.from({ length: roomCount }, (_, index) => roomName(index))
  await sql`insert into standards (id, slug, group_id, title, ref_prefix, created_by)
    select id, 'standard-' || n, ${group!.id}, 'Standard ' || n, 'TST', ${ids[0]!} from unnest(${rooms}::uuid[]) with ordinality as each(id, n)`
  await sql.unsafe('analyze')
  await sql.end()
}
