import { sql } from 'drizzle-orm'
import type { Database, Reader } from '../db'
import { decodeUpdates } from './log'
import { isSoundRow } from './recover'

/** The class of the advisory locks that the server processes of a database hold: one each, for as long as the process lives. */
const rollClass = 7243002
/** The class of those that are held while a whole text is written into a draft. */
const turnClass = 7243003

/** Puts a process on the roll for as long as this connection lives; PostgreSQL notices within 20 s when the machine at its other end is gone. */
export async function joinRoll(on: Reader, process: number): Promise<void> {
  await on.execute(sql`
    select set_config('tcp_keepalives_idle', '5', false), set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)`)
  await on.execute(sql`select pg_try_advisory_lock(${rollClass}::int, ${process}::int)`)
}

/** The server processes that this database serves just now. PostgreSQL takes one off when its connection ends, however it died. */
export async function rollCall(on: Reader): Promise<number[]> {
  const found = await on.execute<{ process: string }>(sql`
    select distinct objid::bigint as process from pg_locks where locktype = 'advisory' and classid = ${rollClass}::oid and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())`)
  return found.map((row) => Number(row.process))
}

/** Two texts made for the same draft at once, at two processes, would both end up in it: so one is made after the other is durable. */
export const inTurn = <T>(on: Database, standardId: string, work: () => Promise<T>): Promise<T> => on.transaction(async (tx) => {
  await tx.execute(sql`select pg_advisory_xact_lock(${turnClass}::int, hashtext(${standardId}))`)
  return work()
})

/** What there is of a draft in one moment: how often it was compacted, and the numbers of rows. */
export interface Glimpse { readonly standardId: string; readonly generation: number; readonly seqs: readonly number[] }

/** Of each draft the rows after `after`. Those that the newest compaction holds are among them: a row is there until the next one but one. */
export async function glimpses(on: Reader, drafts: readonly { standardId: string; after: number }[]): Promise<Glimpse[]> {
  const found = await on.execute<{ standardId: string; generation: number; seqs: string | null }>(sql`
    select o.id as "standardId", coalesce((select max(generation) from draft_compactions c where c.standard_id = o.id), 0) as generation,
      (select string_agg(seq::text, ',' order by seq) from draft_log l where l.standard_id = o.id and l.seq > o.after) as seqs
    from unnest(${arrayOf(drafts.map((draft) => draft.standardId))}::uuid[], ${arrayOf(drafts.map((draft) => draft.after))}::bigint[]) as o(id, after)`)
  return found.map((row) => ({ ...row, seqs: row.seqs ? row.seqs.split(',').map(Number) : [] }))
}

const arrayOf = (values: readonly (string | number)[]): string => `{${values.join(',')}}`

export interface RowsOf { readonly standardId: string; readonly seqs: readonly number[] }

export interface RowAbroad { readonly standardId: string; readonly seq: number; readonly updates: readonly Uint8Array[] }

/** Rows by their numbers, in order; those that are gone by now, and damaged ones, are missing. */
export async function rowsAbroad(on: Reader, wanted: readonly RowsOf[]): Promise<RowAbroad[]> {
  const pairs = wanted.flatMap(({ standardId, seqs }) => seqs.map((seq) => ({ standardId, seq })))
  const found = await on.execute<{ standardId: string; seq: string; updates: Buffer; digest: Buffer }>(sql`
    select l.standard_id as "standardId", l.seq, l.updates, l.digest
    from unnest(${arrayOf(pairs.map((pair) => pair.standardId))}::uuid[], ${arrayOf(pairs.map((pair) => pair.seq))}::bigint[]) as w(id, seq)
    join draft_log l on l.standard_id = w.id and l.seq = w.seq order by l.seq`)
  return found.filter((row) => isSoundRow(row.standardId, row)).map((row) => ({ standardId: row.standardId, seq: Number(row.seq), updates: decodeUpdates(row.updates) }))
}
