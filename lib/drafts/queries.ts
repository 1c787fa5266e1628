import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import * as Y from 'yjs'
import { draftClients, groupAdvisors, groupMembers, standards, workingGroups } from '@/drizzle/schema'
import type { Reader } from '../db'
import type { DocumentJson } from '../document/types'
import type { Standing } from '../groups/standing'
import { standingIn } from '../groups/standing-queries'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { type Standard, standardById, standardBySlug } from '../standards/queries'
import { laneAt, type Lane } from './access'
import { isSoundCompaction, isSoundRow, type KeptCompaction, type KeptRow, recover } from './recover'
import { type Compaction, type LoadedDraft, replay } from './replay'
import { textOf } from './text'

interface Piece extends Record<string, unknown> {
  seq: string | null; data: Buffer; digest: Buffer; damage: string | null; held_by: number | null
  generation: number | null; made_from: number | null; vector: Buffer | null; formatted: boolean | null; depth: number | null
}

/** One statement, so that a compaction between two reads can neither hide rows nor show them twice. */
const pieces = (on: Reader, standardId: string, which: { compactions: SQL; rows: SQL }) => on.execute<Piece>(sql`
  (select null::bigint as seq, state as data, digest, damage, null::int as held_by, generation, made_from, vector, formatted, depth
    from draft_compactions where standard_id = ${standardId} ${which.compactions})
  union all select seq, updates, digest, damage, held_by, null, null, null, null, null from draft_log where standard_id = ${standardId} ${which.rows}
  order by seq nulls first`)

const usual = { compactions: sql`order by generation desc limit 1`, rows: sql`and held_by is null` }
const everything = { compactions: sql``, rows: sql`` }

const isCompaction = (piece: Piece): boolean => piece.generation !== null
const compactionOf = ({ generation, made_from, data, vector, formatted, depth, digest, damage }: Piece): KeptCompaction =>
  ({ generation: generation!, madeFrom: made_from!, state: data, vector: vector!, formatted: formatted!, depth, digest, damage })
const rowOf = ({ seq, data, digest, held_by, damage }: Piece): KeptRow => ({ seq: Number(seq), updates: data, digest, heldBy: held_by, damage })

/** Every row and compaction is held against its digest. What is damaged is left out and named. Throws DamagedDraft when too much of it is. */
export async function storedDraft(on: Reader, standardId: string): Promise<LoadedDraft> {
  const found = await pieces(on, standardId, usual)
  const [newest] = found.filter(isCompaction).map(compactionOf)
  const rows = found.filter((piece) => !isCompaction(piece)).map(rowOf)
  const isSound = (!newest || isSoundCompaction(standardId, newest)) && rows.every((row) => row.damage === null && isSoundRow(standardId, row))
  if (isSound) return { compaction: newest ? withVector(newest) : null, rows, damaged: [] }
  const kept = await pieces(on, standardId, everything)
  const recovered = recover(standardId, kept.filter(isCompaction).map(compactionOf), kept.filter((piece) => !isCompaction(piece)).map(rowOf))
  return { ...recovered, compaction: recovered.compaction && withVector(recovered.compaction) }
}

/** Compactions of an earlier Accord were kept without. */
const withVector = ({ generation, state, vector, formatted, depth }: Compaction): Compaction =>
  ({ generation, state, vector: vector.length > 0 ? vector : Y.encodeStateVectorFromUpdate(state), formatted, depth })

/** The durable text of a draft as plain data. For callers that decided themselves that it may be read. Throws DamagedDraft. */
export async function draftContent(on: Reader, standardId: string): Promise<DocumentJson> {
  const doc = replay(await storedDraft(on, standardId))
  try { return textOf(doc) } finally { doc.destroy() }
}

export interface OpenDraft { readonly standard: Standard; readonly standing: Standing; readonly lane: Exclude<Lane, 'none'> }

/** A standard whose draft the actor may open, and what they may do there; not-found also where it is not theirs to know. */
export async function draftForPerson(on: Reader, actor: Actor, slug: string): Promise<Result<OpenDraft>> {
  if (actor.kind === 'anonymous') return refused(refuse('sign-in-needed'))
  const standard = await standardBySlug(on, slug)
  if (!standard) return refused(refuse('not-found'))
  const standing = await standingIn(on, actor, standard.groupId)
  const lane = laneAt(standing, standard)
  return lane === 'none' ? refused(refuse('not-found')) : ok({ standard, standing, lane })
}

export interface ListedDraft { readonly id: string; readonly slug: string; readonly title: string; readonly group: string; readonly lane: Lane }

/** Every draft that the actor may open, by title; `group` is the group's slug. */
export async function draftsFor(on: Reader, actor: Actor): Promise<ListedDraft[]> {
  if (actor.kind !== 'person') return []
  const groups = await on.select({ id: groupMembers.groupId }).from(groupMembers)
    .where(and(eq(groupMembers.personId, actor.id), isNull(groupMembers.leftAt)))
    .union(on.select({ id: groupAdvisors.groupId }).from(groupAdvisors)
      .where(and(eq(groupAdvisors.personId, actor.id), isNull(groupAdvisors.endedAt))))
  const lists = await Promise.all(groups.map(async ({ id }) => {
    const standing = await standingIn(on, actor, id)
    const found = await on.select({ standard: standards, group: workingGroups.slug }).from(standards)
      .innerJoin(workingGroups, eq(workingGroups.id, standards.groupId)).where(eq(standards.groupId, id)).orderBy(asc(standards.title))
    return found.map(({ standard, group }): ListedDraft =>
      ({ id: standard.id, slug: standard.slug, title: standard.title, group, lane: laneAt(standing, standard) }))
  }))
  return lists.flat().filter((draft) => draft.lane !== 'none').sort((a, b) => a.title.localeCompare(b.title, 'en-GB') || (a.id < b.id ? -1 : 1))
}

/** Whose client id is whose in a draft. */
export async function clientsOf(on: Reader, standardId: string): Promise<Map<number, string>> {
  const found = await on.select({ clientId: draftClients.clientId, personId: draftClients.personId }).from(draftClients)
    .where(eq(draftClients.standardId, standardId))
  return new Map(found.map((row) => [row.clientId, row.personId]))
}

/** The lane of somebody in whose name the server writes. */
export async function laneOfPerson(on: Reader, personId: string, standardId: string): Promise<Lane> {
  const standard = await standardById(on, standardId)
  if (!standard) return 'none'
  return laneAt(await standingIn(on, { kind: 'person', id: personId, name: '', email: '', isAdmin: false }, standard.groupId), standard)
}
