import { dateInWords } from '../kernel/clock'
import { mayIn, type Standing } from '../groups/standing'
import { type Refusal, refuse } from '../kernel/refusal'
import { meetingInWords, type Round, type RoundKind } from '../signoff/round'
import { compareNumbers, labelOf, type VersionNumber } from '../versions/version'
import { longestReviewYears, parseDate, type PublicationState } from './publication'

/** What `publish` asks of the round. `overtaken`: a later version of the standard is public already. */
export interface PublishState {
  readonly kind: RoundKind
  readonly overtaken: boolean
  /** Where it was not quorate: `3 of 6 seats (50%): not quorate`. */
  readonly counted?: string
}

export const publishState = ({ state }: Pick<Round, 'state'>, overtaken: boolean): PublishState => ({
  kind: state.kind, overtaken,
  ...(state.kind === 'adjourned' ? { counted: meetingInWords(state.meeting) } : {}),
  ...(state.kind === 'not quorate' ? { counted: meetingInWords({ ...state.outcome, quorate: false }) } : {}),
})

export function publishing(standing: Standing, how: PublishState): Refusal | null {
  const refusal = mayIn(standing, 'publication.publish')
  if (refusal) return refusal
  if (how.kind === 'published') return refuse('already-done', 'This version has been published already.')
  if (how.kind === 'adjourned') return refuse('not-quorate', `${how.counted ?? 'Not quorate'}. The meeting was adjourned and nothing was recorded, so there is nothing to publish. A new round is needed.`)
  if (how.kind === 'not quorate') return refuse('not-quorate', `${how.counted ?? 'Not quorate'}. Nothing was decided, so there is nothing to publish. A new round is needed.`)
  if (how.kind === 'open') return refuse('not-carried', 'The sign-off round is still open.')
  if (how.kind === 'carried') return refuse('not-certified')
  if (how.kind !== 'certified') return refuse('not-carried')
  return how.overtaken ? refuse('stale', 'A newer version has been published already.') : null
}

/** A number of the public: v1.0 or higher, and above every one before it, withdrawn ones too. */
export function publicNumber(chosen: VersionNumber, published: readonly VersionNumber[]): Refusal | null {
  if (chosen.major < 1) return refuse('invalid', 'A published number begins at v1.0.', 'number')
  const above = published.find((number) => compareNumbers(number, chosen) >= 0)
  return above ? refuse('taken', `Choose a number higher than ${labelOf(above)}, which is published.`, 'number') : null
}

export const longestPost = 200

export function ownerPost(post: string): Refusal | null {
  if (!post.trim()) return refuse('invalid', 'Enter the post that will own the standard, such as “Head of Digital Standards”.', 'ownerPost')
  return post.trim().length > longestPost ? refuse('invalid', `The owner post must be ${longestPost} characters or fewer.`, 'ownerPost') : null
}

/** `today` as a date of the calendar in London. */
export function reviewDate(date: string, today: string): Refusal | null {
  if (!parseDate(date)) return refuse('invalid', 'Enter the date of the next review.', 'reviewDate')
  if (date <= today) return refuse('invalid', 'The review date must be after today.', 'reviewDate')
  const last = `${Number(today.slice(0, 4)) + longestReviewYears}${today.slice(4)}`
  return date > last ? refuse('invalid', `The review date must be no later than ${dateInWords(new Date(`${last}T12:00:00Z`))}.`, 'reviewDate') : null
}

export function withdrawingPublication(standing: Standing, state: PublicationState): Refusal | null {
  return mayIn(standing, 'publication.withdraw') ?? (state.kind === 'withdrawn' ? refuse('already-done', 'This publication has been withdrawn already.') : null)
}
