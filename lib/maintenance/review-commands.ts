import { eq, sql } from 'drizzle-orm'
import { publications, reviewOpenings, reviewReminders, reviews, standards } from '@/drizzle/schema'
import { record } from '../audit/record'
import { clockOf, type Database, inTransaction } from '../db'
import { type Actor, system } from '../kernel/actor'
import { londonDate } from '../kernel/clock'
import { isUuid } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { takeOutOfForce } from '../publication/commands'
import { publicationHistory } from '../publication/queries'
import { lockStandard } from '../versions/standard-queries'
import { labelOf, nextPublicNumbers } from '../versions/version'
import { putOnBacklog } from './commands'
import { recordingReview, reviewOutcome } from './policy'
import { reminderDays, type ReviewOutcome } from './review'

export interface RecordedReview {
  readonly standardId: string
  readonly publicationId: string
  readonly outcome: string
  readonly reason: string
  /** `2029-01-11`; of no weight where the version is withdrawn. */
  readonly nextReviewDate: string
  /** To be revised for a major number; else the next minor. */
  readonly major: boolean
  /** Withdrawn for legal reasons: the text is hidden too. */
  readonly hidesText: boolean
}

/** Records what the review of the version in force came to, with what follows from it: a later review, an item on the backlog, or the withdrawal. */
export async function recordReview(on: Database, actor: Actor, input: RecordedReview): Promise<Result<{ slug: string; label: string; outcome: ReviewOutcome }>> {
  return inTransaction(on, async (tx) => {
    const held = await lockStandard(tx, actor, input.standardId)
    if (!held.ok) return held
    const { standard, standing } = held.value
    const may = recordingReview(standing)
    if (may) return refused(may)
    const history = await publicationHistory(tx, standard.slug)
    const publication = isUuid(input.publicationId) ? history.find((one) => one.id === input.publicationId) : undefined
    if (!publication) return refused(refuse('not-found'))
    const refusal = recordingReview(standing, publication.state) ?? reviewOutcome(input, londonDate(await clockOf(tx)))
    if (refusal) return refused(refusal)
    const [outcome, reason] = [input.outcome as ReviewOutcome, input.reason.trim()]
    const nextReviewDate = outcome === 'withdraw' ? null : input.nextReviewDate
    const [row] = await tx.insert(reviews).values({ publicationId: publication.id, number: 0, outcome, reason, nextReviewDate, recordedBy: standing.personId! })
      .returning({ id: reviews.id })
    await record(tx, actor, { kind: 'review recorded', groupId: standard.groupId, standardId: standard.id, facts: { number: publication.label, outcome, reason, nextReviewDate } })
    if (outcome === 'withdraw') await takeOutOfForce(tx, actor, standard, publication, { reason, hidesText: input.hidesText, by: standing.personId! })
    if (outcome === 'revise') {
      const forVersion = labelOf(nextPublicNumbers(history)[input.major ? 1 : 0]!)
      await putOnBacklog(tx, actor, standard, {
        title: `Revise ${publication.label} for ${forVersion}`, body: reason, forVersion, source: 'review', sourceId: row!.id, madeBy: standing.personId!,
      })
    }
    return ok({ slug: standard.slug, label: publication.label, outcome })
  })
}

/** Opens the review of the version in force: the advisor reads from now on what its adopters measured (lib/adoption/review-queries.ts). */
export async function openReview(on: Database, actor: Actor, input: { readonly standardId: string; readonly publicationId: string }): Promise<Result<{ slug: string; label: string }>> {
  return inTransaction(on, async (tx) => {
    const held = await lockStandard(tx, actor, input.standardId)
    if (!held.ok) return held
    const { standard, standing } = held.value
    const may = recordingReview(standing)
    if (may) return refused(may)
    const publication = isUuid(input.publicationId) ? (await publicationHistory(tx, standard.slug)).find((one) => one.id === input.publicationId) : undefined
    if (!publication) return refused(refuse('not-found'))
    const refusal = recordingReview(standing, publication.state)
    if (refusal) return refused(refusal)
    await tx.insert(reviewOpenings).values({ publicationId: publication.id, number: 0, openedBy: standing.personId! })
    await record(tx, actor, { kind: 'review opened', groupId: standard.groupId, standardId: standard.id, facts: { number: publication.label, reviewDate: publication.reviewDate } })
    return ok({ slug: standard.slug, label: publication.label })
  })
}

/** The version in force whose review comes soonest and was not reminded of; null when none is within four weeks. */
const dueSoon = (on: Database) => on.execute<{ id: string }>(sql`
  select p.id from ${publications} p
  where publication_in_force(p.standard_id) = p.id and review_due(p.id) - ${reminderDays}::int <= today_in_london()
    and not exists (select from ${reviewReminders} r where r.publication_id = p.id and r.review_date = review_due(p.id))
  order by review_due(p.id) limit 1`)

/** Reminds once of the next review that is due within four weeks: an audit event, of which the people are told. False when there was none. */
export async function remindOfNextReview(on: Database): Promise<boolean> {
  const [due] = await dueSoon(on)
  if (!due) return false
  const done = await inTransaction(on, async (tx) => {
    const [found] = await tx.select({ standardId: standards.id, groupId: standards.groupId, slug: standards.slug }).from(publications)
      .innerJoin(standards, eq(standards.id, publications.standardId)).where(eq(publications.id, due.id)).for('no key update', { of: standards })
    const publication = (await publicationHistory(tx, found!.slug)).find((one) => one.id === due.id)!
    const [row] = await tx.insert(reviewReminders).values({ publicationId: due.id, reviewDate: publication.reviewDate }).onConflictDoNothing().returning({ id: reviewReminders.id })
    // Another process was first.
    if (!row) return ok(false)
    await record(tx, system, { kind: 'review reminded', groupId: found!.groupId, standardId: found!.standardId, facts: { number: publication.label, reviewDate: publication.reviewDate } })
    return ok(true)
  })
  return done.ok
}
