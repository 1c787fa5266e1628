import { mayIn, type Standing } from '../groups/standing'
import { momentInWords } from '../kernel/clock'
import { type Refusal, refuse } from '../kernel/refusal'
import { type Consultation, endOf, takesComments } from './consultation'

/** What a consultation would be opened on. */
export interface OpeningState {
  readonly newestVersionId: string | null
  readonly newestLabel: string | null
  readonly consultationOpen: boolean
  readonly archived: boolean
}

/** Source: permissions, "open or close a consultation". */
export function opening(standing: Standing, how: OpeningState): Refusal | null {
  const refusal = mayIn(standing, 'consultation.open')
  if (refusal) return refusal
  if (how.archived) return refuse('archived')
  if (!how.newestVersionId) return refuse('not-newest', 'There is no version yet. The lead editor tags one first.')
  return how.consultationOpen ? refuse('taken', 'A consultation is open on this standard. It must close before the next one opens.') : null
}

export const closingTime = (closesAt: Date, now: Date): Refusal | null =>
  closesAt > now ? null : refuse('invalid', `Choose a closing time after now, ${momentInWords(now)}.`, 'closesAt')

/** Before its time; at its time it closes by itself. */
export function closing(standing: Standing, consultation: Consultation, now: Date): Refusal | null {
  const refusal = mayIn(standing, 'consultation.open')
  if (refusal) return refusal
  if (consultation.state.kind === 'closed') return refuse('closed', 'This consultation has closed already.')
  return now >= consultation.closesAt ? refuse('closed', 'This consultation has passed its closing time and closes by itself.') : null
}

/** The cell of the table that is the person's own counts here, not that of an outsider, which everyone signed in has beside it. */
function takesNoPart(standing: Standing): Refusal | null {
  if (standing.member || !standing.admin || standing.advisor !== 'no') return null
  return refuse('not-allowed', 'Administrators run Accord and do not comment in consultations.')
}

/** May this person comment now? On time, or late; the same answer stands at the button. Source: permissions, "comment while open", "late comment". */
export function commenting(standing: Standing, consultation: Consultation, now: Date): Refusal | null {
  if (takesComments(consultation, now)) return mayIn(standing, 'consultation.comment') ?? takesNoPart(standing)
  const refusal = mayIn(standing, 'consultation.lateComment') ?? takesNoPart(standing)
  if (refusal) return refusal
  if (standing.member || standing.advisor === 'no') return null
  return refuse('not-allowed', `${closedInWords(consultation)} Advisors answer late comments and send none.`)
}

/** `The consultation closed on 4 December 2026, 5pm GMT.` */
export const closedInWords = (consultation: Consultation): string => `The consultation closed on ${momentInWords(endOf(consultation))}.`

/** Members as in a thread of the draft, and the person who wrote the comment. */
export function replying(standing: Standing, comment: { readonly authorId: string }): Refusal | null {
  if (standing.personId !== null && standing.personId === comment.authorId) return null
  const refusal = mayIn(standing, 'draft.comment')
  if (!refusal || refusal.code === 'sign-in-needed') return refusal
  return refuse('not-allowed', 'Members of the working group who may comment, its advisor and the person who wrote the comment reply to it.')
}

/** Source: permissions, "admit, defer or decline a late comment"; nobody answers their own. */
export function answeringLate(standing: Standing, comment: { readonly late: boolean; readonly authorId: string; readonly answer: unknown }): Refusal | null {
  const refusal = mayIn(standing, 'consultation.admitLate')
  if (refusal) return refusal
  if (!comment.late) return refuse('invalid', 'This comment came on time. It needs a disposition, no leave to be heard.')
  if (comment.answer) return refuse('already-done', 'This late comment has been answered.')
  return comment.authorId === standing.personId ? refuse('conflict-of-role', 'You wrote this late comment. Another advisor answers it.') : null
}
