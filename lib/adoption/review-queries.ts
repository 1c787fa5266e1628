import { and, asc, desc, eq, lte } from 'drizzle-orm'
import { adoptions, organisations, people, publications, reviewOpenings } from '@/drizzle/schema'
import { clockOf, type Reader } from '../db'
import type { Actor } from '../kernel/actor'
import { londonDate } from '../kernel/clock'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { recordingReview } from '../maintenance/policy'
import { reviewsOf } from '../maintenance/queries'
import type { Review } from '../maintenance/review'
import { publicationHistory, type PublicationListed } from '../publication/queries'
import type { OnStandard } from '../versions/queries'
import { standardFor } from '../versions/standard-queries'
import { labelOf } from '../versions/version'
import { findingsOf, measuresOf } from './assessment-queries'
import { exemptionsOf, requirementsFor, requirementsOfVersion } from './queries'
import { type AdopterData, type MeasureReviewed, measuresReviewed, type PassRate, passRates } from './review'

/** A review that was opened: open until its outcome is recorded. */
export interface OpenedReview {
  readonly publicationId: string
  readonly label: string
  readonly number: number
  readonly openedAt: Date
  readonly openedByName: string
  readonly outcome: Review | null
}

export interface ReviewOfAdopters extends OnStandard {
  /** What is in force, to be reviewed; null where nothing is. */
  readonly inForce: PublicationListed | null
  /** The newest first. */
  readonly opened: readonly OpenedReview[]
  /** Of the review that was asked for; null where none was opened. */
  readonly shown: { readonly review: OpenedReview; readonly at: Date; readonly figures: FiguresOfAdopters } | null
}

export interface FiguresOfAdopters { readonly adopters: readonly AdopterData[]; readonly measures: readonly MeasureReviewed[]; readonly rates: readonly PassRate[] }

async function openedReviews(on: Reader, history: readonly PublicationListed[]): Promise<OpenedReview[]> {
  const outcomes = await reviewsOf(on, history.map((one) => one.id))
  const rows = await on.select({ publicationId: reviewOpenings.publicationId, number: reviewOpenings.number, openedAt: reviewOpenings.openedAt, openedByName: people.name, standardId: publications.standardId })
    .from(reviewOpenings).innerJoin(people, eq(people.id, reviewOpenings.openedBy)).innerJoin(publications, eq(publications.id, reviewOpenings.publicationId))
    .where(eq(publications.standardId, history[0]!.standardId)).orderBy(desc(reviewOpenings.openedAt))
  return rows.map(({ standardId: _standard, ...row }) => ({
    ...row, label: history.find((one) => one.id === row.publicationId)!.label, outcome: outcomes.find((one) => one.publicationId === row.publicationId && one.number === row.number) ?? null,
  }))
}

/**
 * What the adopters of a standard measured and found, for the advisor who reviews it and for nobody else (the permissions name one who records the
 * outcome; they are silent about the figures). Only while a review is open, and afterwards as it stood at its outcome: nothing that counts is ever changed,
 * so the moment is enough. `which` is `v1.1-2`, the second review of v1.1; without it the newest.
 */
export async function reviewOfAdopters(on: Reader, actor: Actor, slug: string, which?: string): Promise<Result<ReviewOfAdopters>> {
  const found = await standardFor(on, actor, slug)
  if (!found.ok) return found
  const refusal = recordingReview(found.value.standing)
  if (refusal) return refused(refusal)
  const history = await publicationHistory(on, slug)
  const opened = history.length > 0 ? await openedReviews(on, history) : []
  const review = which === undefined ? opened[0] : opened.find((one) => `${one.label}-${one.number}` === which)
  if (which !== undefined && !review) return refused(refuse('not-found'))
  const at = review?.outcome?.at ?? await clockOf(on)
  const publication = history.find((one) => one.id === review?.publicationId)
  const shown = review && publication ? { review, at, figures: await figuresOfAdopters(on, publication, history, at) } : null
  return ok({ ...found.value, inForce: history.find((one) => one.state.kind === 'current') ?? null, opened, shown })
}

/** All adopters of the standard as they stood at a moment. Checks nobody. */
export async function figuresOfAdopters(on: Reader, publication: PublicationListed, history: readonly PublicationListed[], at: Date): Promise<FiguresOfAdopters> {
  const requirements = await requirementsOfVersion(on, publication.versionId)
  const adopters = await adoptersAt(on, publication.standardId, history, at)
  return { adopters, measures: measuresReviewed(adopters), rates: passRates(requirements, adopters) }
}

async function adoptersAt(on: Reader, standardId: string, history: readonly PublicationListed[], at: Date): Promise<AdopterData[]> {
  const rows = await on.select({ adoption: adoptions, organisation: organisations.name, nation: organisations.nation, councilType: organisations.councilType, major: publications.major, minor: publications.minor })
    .from(adoptions).innerJoin(organisations, eq(organisations.id, adoptions.organisationId)).innerJoin(publications, eq(publications.id, adoptions.publicationId))
    .where(and(eq(adoptions.standardId, standardId), lte(adoptions.recordedAt, at))).orderBy(asc(organisations.name), asc(organisations.id), desc(publications.major), desc(publications.minor))
  const ids = rows.map((row) => row.adoption.id)
  if (ids.length === 0) return []
  const of = (row: (typeof rows)[number]) => rows.filter((other) => other.adoption.organisationId === row.adoption.organisationId)
  // Whose version was withdrawn is on none.
  const holding = rows.filter((row) => of(row)[0] === row && history.some((one) => one.id === row.adoption.publicationId && one.state.kind !== 'withdrawn'))
  const [measures, exemptions, findings] = [await measuresOf(on, ids, at), await exemptionsOf(on, ids, at), await findingsOf(on, ids, { until: at })]
  const texts = new Map(await Promise.all([...new Set(holding.map((row) => row.adoption.versionId))].map(async (id) => [id, await requirementsOfVersion(on, id)] as const)))
  const today = londonDate(at)
  return holding.map((row) => {
    const { id, versionId, adoptedOn } = row.adoption
    const own = of(row).map((one) => one.adoption)
    const states = requirementsFor(texts.get(versionId)!, row, { today, exemptions: exemptions.filter((one) => one.adoptionId === id), findings: findings.filter((one) => one.adoptionId === id) })
    return {
      organisation: row.organisation, label: labelOf(row), adoptedOn, firstAdoptedOn: own.map((one) => one.adoptedOn).sort()[0]!,
      measures: measures.filter((one) => own.some((other) => other.id === one.adoptionId)), states: new Map(states.map(({ requirement, state }) => [requirement.id, state])),
    }
  })
}
