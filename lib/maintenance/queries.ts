import { asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { backlogItems, errata, erratumPublications, erratumRefusals, people, publications, reviews, versions } from '@/drizzle/schema'
import { clockOf, type Reader } from '../db'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { isUuid } from '../kernel/ids'
import { publicationHistory, type PublicationListed } from '../publication/queries'
import { parseCanonical } from '../document/canonical'
import { attribute, type Block } from '../document/types'
import type { ChangeClass } from '../versions/compare'
import { contentOf, type OnStandard } from '../versions/queries'
import { standardFor } from '../versions/standard-queries'
import type { ErratumState } from './erratum'
import type { Review } from './review'
import { blockInWords, type Rewording, rewordings } from './words'

export interface Erratum {
  readonly id: string
  readonly publicationId: string
  readonly blockId: string
  /** `FSM-05`, `A note under FSM-05` */
  readonly on: string
  readonly explanation: string
  readonly class: ChangeClass
  readonly why: string
  readonly changes: readonly Rewording[]
  readonly corrected: Block
  readonly proposedByName: string
  readonly proposedAt: Date
  readonly state: ErratumState
}

const name = (of: typeof erratumPublications.publishedBy | typeof erratumRefusals.refusedBy) => sql<string | null>`(select p.name from people p where p.id = ${of})`

const selecting = (on: Reader) => on.select({
  erratum: errata, canonical: versions.canonical, proposedByName: people.name, number: erratumPublications.number, publishedAt: erratumPublications.publishedAt,
  publishedByName: name(erratumPublications.publishedBy), reason: erratumRefusals.reason, refusedAt: erratumRefusals.refusedAt, refusedByName: name(erratumRefusals.refusedBy),
}).from(errata)
  .innerJoin(publications, eq(publications.id, errata.publicationId)).innerJoin(versions, eq(versions.id, publications.versionId))
  .innerJoin(people, eq(people.id, errata.proposedBy))
  .leftJoin(erratumPublications, eq(erratumPublications.erratumId, errata.id)).leftJoin(erratumRefusals, eq(erratumRefusals.erratumId, errata.id))
  .orderBy(asc(errata.proposedAt)).$dynamic()

type Row = Awaited<ReturnType<typeof selecting>>[number]

function stateOf(row: Row): ErratumState {
  if (row.publishedAt) return { kind: 'published', number: row.number!, at: row.publishedAt, byName: row.publishedByName ?? '' }
  return row.refusedAt ? { kind: 'refused', reason: row.reason ?? '', at: row.refusedAt, byName: row.refusedByName } : { kind: 'waiting' }
}

const blockOf = (content: readonly Block[], id: string): Block => content.find((block) => attribute(block, 'id') === id)!

function listed(row: Row): Erratum {
  const { id, publicationId, blockId, explanation, corrected, class: kind, why, proposedAt } = row.erratum
  const [published, now] = [contentOf(row.canonical).content, parseCanonical(corrected).content]
  return {
    id, publicationId, blockId, explanation, why, proposedAt, on: blockInWords(published, blockId), class: kind as ChangeClass, corrected: blockOf(now, blockId),
    changes: rewordings(blockOf(published, blockId), blockOf(now, blockId)), proposedByName: row.proposedByName, state: stateOf(row),
  }
}

/** The errata that stand on the pages of these publications, E1 first. For everyone; where a text is hidden the caller shows none. */
export async function publishedErrata(on: Reader, publicationIds: readonly string[]): Promise<(Erratum & { state: Extract<ErratumState, { kind: 'published' }> })[]> {
  if (publicationIds.length === 0) return []
  const all = (await selecting(on).where(inArray(errata.publicationId, [...publicationIds]))).filter((row) => row.publishedAt).map(listed)
  return (all as (Erratum & { state: Extract<ErratumState, { kind: 'published' }> })[]).sort((a, b) => a.state.number - b.state.number)
}

/** How a publication was reviewed, the newest first. For everyone. */
export async function reviewsOf(on: Reader, publicationIds: readonly string[]): Promise<(Review & { publicationId: string })[]> {
  if (publicationIds.length === 0) return []
  const { id, publicationId, number, outcome, reason, nextReviewDate, recordedAt } = reviews
  return on.select({ id, publicationId, number, outcome, reason, nextReviewDate, at: recordedAt, byName: people.name, forVersion: backlogItems.forVersion }).from(reviews)
    .innerJoin(people, eq(people.id, reviews.recordedBy))
    .leftJoin(backlogItems, sql`${backlogItems.source} = 'review' and ${backlogItems.sourceId} = ${reviews.id}`)
    .where(inArray(publicationId, [...publicationIds])).orderBy(desc(recordedAt))
}

export interface MaintenanceInView extends OnStandard {
  readonly history: readonly PublicationListed[]
  readonly errata: readonly Erratum[]
  readonly reviews: readonly (Review & { publicationId: string })[]
  readonly now: Date
}

/** What is published of a standard, and what is being done about it, for one who may read its versions. */
export async function maintenanceOf(on: Reader, actor: Actor, slug: string): Promise<Result<MaintenanceInView>> {
  const found = await standardFor(on, actor, slug)
  if (!found.ok) return found
  const history = await publicationHistory(on, slug)
  const ids = history.map((one) => one.id)
  const all = ids.length > 0 ? (await selecting(on).where(inArray(errata.publicationId, ids))).map(listed) : []
  return ok({ ...found.value, history, errata: all, reviews: await reviewsOf(on, ids), now: await clockOf(on) })
}

export interface ErratumInView extends OnStandard { readonly erratum: Erratum; readonly publication: PublicationListed }

export async function erratumInView(on: Reader, actor: Actor, slug: string, erratumId: string): Promise<Result<ErratumInView>> {
  const found = await standardFor(on, actor, slug)
  if (!found.ok) return found
  const erratum = await erratumById(on, erratumId)
  const publication = (await publicationHistory(on, slug)).find((one) => one.id === erratum?.publicationId)
  return erratum && publication ? ok({ ...found.value, erratum, publication }) : refused(refuse('not-found'))
}

/** Checks nobody: for commands. */
export async function erratumById(on: Reader, id: string): Promise<Erratum | null> {
  const [row] = isUuid(id) ? await selecting(on).where(eq(errata.id, id)) : []
  return row ? listed(row) : null
}

/** What the group works towards since a review said so: `v2.0` from `v1.1`. Null where none did, or it is published. */
export async function revisionUnderWay(on: Reader, slug: string): Promise<{ to: string; from: string } | null> {
  const inForce = (await publicationHistory(on, slug)).find((one) => one.state.kind === 'current')
  const [newest] = inForce ? await reviewsOf(on, [inForce.id]) : []
  return inForce && newest?.outcome === 'revise' && newest.forVersion ? { to: newest.forVersion, from: inForce.label } : null
}
