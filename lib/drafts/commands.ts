import { and, eq, sql } from 'drizzle-orm'
import { draftClients, draftLog } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Sql, type Tx } from '../db'
import { withUniqueIds } from '../document/ids'
import { checkStructure } from '../document/structure'
import { type DocumentJson, emptyDocument } from '../document/types'
import type { Actor, PersonActor } from '../kernel/actor'
import { ok, refused, type Result } from '../kernel/result'
import { addStandard, type NewStandard } from '../standards/commands'
import type { Lane } from './access'
import { digestOfRow } from './digest'
import { encodeUpdates } from './log'
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
    await tx.insert(draftLog).values(rowOfLog(id, [update]))
    return ok({ id, slug })
  })
}

/** A row as it is stored. */
export const rowOfLog = (standardId: string, updates: readonly Uint8Array[]) => {
  const row = encodeUpdates(updates)
  return { standardId, updates: row, digest: digestOfRow(standardId, row) }
}

/** The OID of bytea[], named outright: the driver would take an array of buffers for one buffer until it has read the types. */
const byteaArray = 1001

export interface CommittedRow { readonly standardId: string; readonly updates: Uint8Array }

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/**
 * One durable commit for the waiting updates of all drafts: when it returns they survive a power cut. Answers the number of each row, in the
 * order given.
 */
export async function appendRows(connection: Sql, rows: readonly CommittedRow[]): Promise<number[]> {
  if (rows.length === 1) return [await appendRow(connection, rows[0]!)]
  const standards = rows.map((row) => row.standardId)
  const updates = connection.typed(rows.map((row) => asBuffer(row.updates)) as never, byteaArray)
  const digests = connection.typed(rows.map((row) => digestOfRow(row.standardId, row.updates)) as never, byteaArray)
  const stored = await connection<{ seq: string }[]>`insert into draft_log (standard_id, updates, digest)
    select id, bytes, digest from unnest(${standards}::uuid[], ${updates}, ${digests}) with ordinality as given (id, bytes, digest, n) order by n returning seq`
  // Numbers are given in the order of the rows; what is returned need not be in it.
  return stored.map(({ seq }) => Number(seq)).sort((a, b) => a - b)
}

/** Most commits are of one draft: no arrays have to be made of it here, and taken apart there. */
async function appendRow(connection: Sql, { standardId, updates }: CommittedRow): Promise<number> {
  const [stored] = await connection<{ seq: string }[]>`insert into draft_log (standard_id, updates, digest)
    values (${standardId}, ${asBuffer(updates)}, ${digestOfRow(standardId, updates)}) returning seq`
  return Number(stored!.seq)
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
