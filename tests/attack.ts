import type { Sql } from '../lib/db'
import { refusedBy } from './working-group'

const kinds = ['group chartered', 'version tagged', 'version discarded', 'round opened', 'position taken', 'round closed', 'round withdrawn', 'meeting ended',
  'round certified', 'minority statement written', 'version published', 'publication withdrawn', 'consultation opened', 'consultation closed',
  'consultation comment written', 'consultation reply written', 'submitter named', 'late comment decided', 'comment disposed', 'objection lodged',
  'objection answered', 'objector asked', 'objection not resolved', 'objection resolved', 'objection not upheld', 'objection withdrawn', 'dissent withdrawn',
  'backlog item made', 'change proposed', 'proposal decided', 'erratum proposed', 'erratum published', 'erratum refused', 'review recorded', 'review reminded',
  'call published', 'call closed', 'interest expressed', 'interest answered', 'interest declared', 'charter changed',
  'version adopted', 'measures recorded', 'self-assessment recorded', 'exemption recorded', 'review opened']

/** The events of the steps in hand-typed SQL that is to be committed, about every standard, every group and none: PostgreSQL refuses a step that left none. */
export const itsEvents = `;
  insert into audit_events (kind, actor_name, group_id, standard_id, facts)
  select kind, 'Test', s.group_id, s.id, '{}' from (select id, group_id from standards union all select null, id from working_groups union all select null, null) s, unnest('{${kinds.join(',')}}'::text[]) kind`

/** What waits for the commit is done now; what comes after waits again. */
const settled = '; set constraints all immediate; set constraints all deferred'

class RollBack extends Error {}

/** Runs one statement and rolls it back: what it would do, it does not leave behind. */
async function tried(sql: Sql, statement: string, setup = '', triggers = true): Promise<void> {
  try {
    await sql.begin(async (tx) => {
      if (setup) await tx.unsafe(setup + itsEvents + settled)
      if (!triggers) await tx`set local session_replication_role = replica`
      await tx.unsafe(statement)
      throw new RollBack()
    })
  } catch (error) {
    if (!(error instanceof RollBack)) throw error
  }
}

/**
 * What PostgreSQL says to an illegal statement. The same statement must go through once the triggers are off: else it was refused for
 * being badly written, and proves nothing.
 */
export async function attack(sql: Sql, statement: string, setup = ''): Promise<string> {
  await tried(sql, statement, setup, false)
  return refusedBy(tried(sql, statement, setup))
}

/** A legal statement goes through, with the triggers on. */
export const allowed = (sql: Sql, statement: string, setup = ''): Promise<void> => tried(sql, statement, setup)

function deferred<T>() {
  let resolve!: (value: T) => void
  const promise = new Promise<T>((done) => { resolve = done })
  return { promise, resolve }
}

/** Comes back when the server process `pid` waits for a lock. */
async function untilWaiting(sql: Sql, pid: number): Promise<void> {
  for (;;) {
    const [row] = await sql`select wait_event_type from pg_stat_activity where pid = ${pid}`
    if (row?.wait_event_type === 'Lock') return
  }
}

/**
 * Runs `second` while `first` is written and not yet committed; commits `first` as soon as `second` waits for it, or is through without
 * having waited. Answers what became of `second`: `through`, or what PostgreSQL said.
 */
export async function meanwhile(sql: Sql, first: string, second: string): Promise<string> {
  const [written, release, pid] = [deferred<void>(), deferred<void>(), deferred<number>()]
  const holding = sql.begin(async (tx) => {
    await tx.unsafe(first + itsEvents)
    written.resolve()
    await release.promise
  })
  await Promise.race([written.promise, holding])
  const racing = sql.begin(async (tx) => {
    const [row] = await tx`select pg_backend_pid() as pid`
    pid.resolve(row!.pid as number)
    await tx.unsafe(second + itsEvents)
  }).then(() => 'through', (error: Error) => error.message)
  await Promise.race([racing, untilWaiting(sql, await pid.promise)])
  release.resolve()
  await holding
  return racing
}
