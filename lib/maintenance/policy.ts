import { mayIn, type Standing } from '../groups/standing'
import { type Refusal, refuse } from '../kernel/refusal'
import { reviewDate } from '../publication/policy'
import type { PublicationState } from '../publication/publication'
import type { ErratumState } from './erratum'
import { type ReviewOutcome, reviewOutcomes } from './review'

const closed = (state: PublicationState): Refusal | null =>
  state.kind === 'withdrawn' ? refuse('closed', 'This version was withdrawn, so nothing of it is corrected.') : null

/** The permissions are silent about proposing: whoever may comment on the draft (reviewers, editors, the lead editor) and the assigned advisor. */
export const proposingErratum = (standing: Standing, state?: PublicationState): Refusal | null => mayIn(standing, 'draft.comment') ?? (state ? closed(state) : null)

/** Source: permissions, "publish an erratum (class 1 or 2)". Refusing one is the other half of the same decision. */
export function decidingErratum(standing: Standing, how?: { readonly erratum: ErratumState; readonly publication: PublicationState }): Refusal | null {
  const refusal = mayIn(standing, 'erratum.publish')
  if (refusal || !how) return refusal
  if (how.erratum.kind === 'published') return refuse('already-done', 'This erratum has been published already.')
  if (how.erratum.kind === 'refused') return refuse('already-done', 'This erratum was refused.')
  return closed(how.publication)
}

export const longestExplanation = 2000

export function explanation(text: string): Refusal | null {
  if (!text.trim()) return refuse('invalid', 'Say what is wrong, and what is right. The public reads this beside the correction.', 'explanation')
  return text.trim().length > longestExplanation ? refuse('invalid', `The explanation must be ${longestExplanation} characters or fewer.`, 'explanation') : null
}

/** Source: permissions, "record a review outcome". A review is about what is in force. */
export const recordingReview = (standing: Standing, state?: PublicationState): Refusal | null => mayIn(standing, 'review.record')
  ?? (state && state.kind !== 'current' ? refuse('stale', 'A review is about the version that is in force.') : null)

export interface ReviewGiven { readonly outcome: string; readonly reason: string; readonly nextReviewDate: string }

/** `today` as a date of the calendar in London. */
export function reviewOutcome({ outcome, reason, nextReviewDate }: ReviewGiven, today: string): Refusal | null {
  if (!reviewOutcomes.includes(outcome as ReviewOutcome)) return refuse('invalid', 'Choose what the review came to.', 'outcome')
  if (!reason.trim()) return refuse('invalid', 'Say why. The public reads this.', 'reason')
  if (outcome === 'withdraw') return null
  const refusal = reviewDate(nextReviewDate, today)
  return refusal && { ...refusal, field: 'nextReviewDate' }
}
