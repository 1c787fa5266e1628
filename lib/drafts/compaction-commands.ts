import { sql } from 'drizzle-orm'
import * as Y from 'yjs'
import type { Database } from '../db'
import { schemaVersion } from '../document/version'
import { digestOfCompaction } from './digest'
import { storedDraft } from './queries'
import { type Compaction, type Damage, type LoadedDraft, replay, shapeOf } from './replay'

/** As storedDraft; what was found damaged is marked, for whoever looks after the database. Nothing is ever deleted for being damaged. */
export async function loadDraft(on: Database, standardId: string): Promise<LoadedDraft> {
  const stored = await storedDraft(on, standardId)
  for (const damage of stored.damaged) await mark(on, standardId, damage)
  return stored
}

const mark = (on: Database, standardId: string, { what, seq, generation }: Damage) => seq === undefined
  ? on.execute(sql`update draft_compactions set damage = ${what}, damaged_at = coalesce(damaged_at, accord_now())
      where standard_id = ${standardId} and generation = ${generation!} and damage is distinct from ${what}`)
  : on.execute(sql`update draft_log set damage = ${what}, damaged_at = coalesce(damaged_at, accord_now())
      where standard_id = ${standardId} and seq = ${seq} and damage is distinct from ${what}`)

export interface Compacted extends Compaction {
  /** The numbers of the rows that it now stands for, beside those of the compaction before. */
  readonly held: number[]
}

/**
 * Replays what is stored into one state that stands for the rows it holds, in one statement. Rows go by their numbers, and only when the
 * compaction went in: another process may have written, or compacted, meanwhile. Rows that the one before held are deleted now, and no sooner.
 * Null when there was nothing to hold, or another was quicker.
 */
export async function compactDraft(on: Database, standardId: string): Promise<Compacted | null> {
  const stored = await loadDraft(on, standardId)
  const aside = new Set(stored.damaged.map(({ seq }) => seq))
  const held = stored.rows.map(({ seq }) => seq).filter((seq) => !aside.has(seq))
  if (held.length === 0) return null
  const from = stored.compaction?.generation ?? 0
  const newest = Math.max(from, ...stored.damaged.map(({ generation }) => generation ?? 0))
  const doc = replay(stored)
  const made = { generation: newest + 1, state: Y.encodeStateAsUpdate(doc), vector: Y.encodeStateVector(doc), ...shapeOf(doc) }
  doc.destroy()
  return await store(on, standardId, made, from, held) ? { ...made, held } : null
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

async function store(on: Database, standardId: string, made: Compaction, madeFrom: number, held: readonly number[]): Promise<boolean> {
  const { generation, state, vector, formatted, depth } = made
  const kept = await on.execute(sql`
    with kept as (
      insert into draft_compactions (standard_id, generation, made_from, upto_seq, state, vector, formatted, depth, digest, schema_version)
      select ${standardId}::uuid, ${generation}::int, ${madeFrom}::int, ${held.at(-1)!}::bigint, ${asBuffer(state)}::bytea, ${asBuffer(vector)}::bytea,
        ${formatted}::boolean, ${depth}::int, ${digestOfCompaction(standardId, made)}::bytea, ${schemaVersion}::int
      where not exists (select from draft_compactions where standard_id = ${standardId} and generation >= ${generation})
      on conflict do nothing returning 1),
    held as (
      update draft_log set held_by = ${generation}, damage = null, damaged_at = null
      where standard_id = ${standardId} and seq = any(${`{${held.join(',')}}`}::bigint[]) and exists (select from kept)),
    gone as (
      delete from draft_log where standard_id = ${standardId} and held_by = ${madeFrom} and damage is null and exists (select from kept)),
    older as (
      delete from draft_compactions where standard_id = ${standardId} and generation < ${generation} and generation <> ${madeFrom} and damage is null
        and exists (select from kept))
    select 1 from kept`)
  return kept.length > 0
}
