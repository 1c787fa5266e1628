import { and, eq, sql } from 'drizzle-orm'
import * as Y from 'yjs'
import { draftClients, draftLog } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Reader, type Sql, type Tx } from '../db'
import { withUniqueIds } from '../document/ids'
import { schemaVersion } from '../document/version'
import { checkStructure } from '../document/structure'
import { type DocumentJson, emptyDocument } from '../document/types'
import type { Actor, PersonActor } from '../kernel/actor'
import { ok, refused, type Result } from '../kernel/result'
import { addStandard, type NewStandard } from '../standards/commands'
import type { Lane } from './access'
import { encodeUpdates } from './log'
import { storedDraft } from './queries'
import { digestOfState, replay } from './replay'
import { firstUpdate } from './text'

export interface NewDraft extends NewStandard {
  /** Left out: an empty text. */
  readonly content?: DocumentJson
}

/** A standard and the first row of its log, in the actor's name. */
export async function startDraft(on: Database, actor: Actor, input: NewDraft): Promise<Result<{ id: string; slug: string }>> {
  const content = withUniqueIds(input.content ?? emptyDocument())
  return inTransaction(on, async (tx) => {
    const added = await addStandard(tx, actor, input)
    if (!added.ok) return added
    const checked = checkStructure(content)
    if (!checked.ok) return refused({ ...checked.refusal, field: 'content' })
    const { update, clientId } = firstUpdate(checked.value)
    const { id, slug, createdBy } = added.value
    await tx.insert(draftClients).values({ standardId: id, clientId, personId: createdBy })
    await tx.insert(draftLog).values({ standardId: id, updates: encodeUpdates([update]) })
    return ok({ id, slug })
  })
}

/** The OID of bytea[], named outright: the driver would take an array of buffers for one buffer until it has read the types. */
const byteaArray = 1001

export interface CommittedRow { readonly standardId: string; readonly updates: Uint8Array }

/** One durable commit for the waiting updates of all drafts: when it returns they survive a power cut. */
export async function appendRows(connection: Sql, rows: readonly CommittedRow[]): Promise<void> {
  const standards = rows.map((row) => row.standardId)
  const updates = rows.map((row) => Buffer.from(row.updates.buffer, row.updates.byteOffset, row.updates.byteLength))
  await connection`insert into draft_log (standard_id, updates) select * from unnest(${standards}::uuid[], ${connection.typed(updates as never, byteaArray)})`
}

/** Gives client ids that are still free to a person; answers those that belong to somebody else. */
export async function bindClients(on: Database, standardId: string, personId: string, clientIds: readonly number[]): Promise<number[]> {
  await on.insert(draftClients).values(clientIds.map((clientId) => ({ standardId, clientId, personId }))).onConflictDoNothing()
  const bound = await on.select({ clientId: draftClients.clientId, personId: draftClients.personId }).from(draftClients)
    .where(and(eq(draftClients.standardId, standardId), sql`client_id = any(${`{${clientIds.join(',')}}`}::bigint[])`))
  return bound.filter((row) => row.personId !== personId).map((row) => row.clientId)
}

/** What somebody without the write lane tried at the socket. */
export async function recordRefusedEdit(on: Database, actor: PersonActor, where: { groupId: string; standardId: string }, lane: Lane, why: string): Promise<void> {
  await on.transaction((tx) => record(tx as Tx, actor, { kind: 'edit refused', ...where, facts: { lane, why } }))
}

/**
 * Replays what is stored into one state and puts it in place of the rows that it holds, in one statement. Rows go by their numbers, and only
 * when the compaction went in: another process may have written, or compacted, meanwhile. False when it had.
 */
export async function compactDraft(on: Database, standardId: string): Promise<boolean> {
  const stored = await storedDraft(on as Reader, standardId)
  if (stored.rows.length === 0) return false
  const doc = replay(stored)
  const state = Buffer.from(Y.encodeStateAsUpdate(doc))
  doc.destroy()
  const held = stored.rows.map((row) => row.seq)
  const gone = await on.execute(sql`
    with kept as (
      insert into draft_compactions as c (standard_id, upto_seq, state, digest, schema_version)
      values (${standardId}, ${held.at(-1)!}, ${state}, ${digestOfState(state)}, ${schemaVersion})
      on conflict (standard_id) do update
        set upto_seq = excluded.upto_seq, state = excluded.state, digest = excluded.digest, schema_version = excluded.schema_version, at = accord_now()
        where c.digest = ${stored.compaction?.digest ?? null}
      returning 1)
    delete from draft_log where standard_id = ${standardId} and seq = any(${`{${held.join(',')}}`}::bigint[]) and exists (select 1 from kept)
    returning seq`)
  return gone.length > 0
}
