import { mayIn, type Standing } from '../groups/standing'
import { type Refusal, refuse } from '../kernel/refusal'
import { decideStep, type Step, type ThreadState } from './comment'

/** What a policy must know of the standard, the thread, the comment. */
export interface StandardFacts { readonly archived: boolean }
export interface ThreadFacts { readonly createdBy: string; readonly state: ThreadState['is'] }
export interface CommentFacts {
  readonly authorId: string
  readonly deleted: boolean
  /** The first version tagged after the comment was written (`v0.2`): the comment is of its record. */
  readonly frozenIn: string | null
}

/** Not yours to know is the same as not there; break-glass alone says what it would take. */
export function mayOpen(standing: Standing | null): Refusal | null {
  if (!standing) return refuse('not-found')
  const refusal = mayIn(standing, 'draft.open')
  return refusal && refusal.code !== 'break-glass-needed' && refusal.code !== 'sign-in-needed' ? refuse('not-found') : refusal
}

const openNow = (standing: Standing, standard: StandardFacts): Refusal | null =>
  mayOpen(standing) ?? (standard.archived ? refuse('archived', 'This standard is archived: its comments are kept, and nothing is added.') : null)

export const mayStart = (standing: Standing, standard: StandardFacts): Refusal | null =>
  openNow(standing, standard) ?? explain(mayIn(standing, 'draft.comment'), 'not-allowed', 'You can read here. Commenting takes a reviewer, an editor, the lead editor or the advisor of the group.')

export const mayReply = (standing: Standing, standard: StandardFacts, thread: ThreadFacts): Refusal | null =>
  mayStart(standing, standard)
    ?? (thread.state === 'resolved' ? refuse('closed', 'This thread is resolved. Reopen it to reply, or start a new one.') : null)

export function mayStep(standing: Standing, standard: StandardFacts, thread: ThreadFacts, step: Step): Refusal | null {
  const own = thread.createdBy === standing.personId
  const refusal = mayIn(standing, 'draft.resolveThread', { own })
  return openNow(standing, standard)
    ?? explain(refusal, 'own-only', `Only the person who started this thread, an editor, the lead editor or the advisor can ${step} it.`)
    ?? decideStep(thread.state, step)
}

/** A refusal of this kind, in words of this room. */
const explain = (refusal: Refusal | null, code: Refusal['code'], message: string): Refusal | null =>
  refusal?.code === code ? refuse(code, message) : refusal

export function mayEdit(standing: Standing, standard: StandardFacts, comment: CommentFacts): Refusal | null {
  const own = comment.authorId === standing.personId
  return openNow(standing, standard) ?? gone(comment) ?? mayIn(standing, 'draft.changeOwnComment', { own }) ?? frozen(comment)
}

/** One's own until a version holds it; another's with a reason (the command asks for it), at any time. */
export function mayDelete(standing: Standing, standard: StandardFacts, comment: CommentFacts): Refusal | null {
  if (comment.authorId === standing.personId) return mayEdit(standing, standard, comment)
  return openNow(standing, standard) ?? gone(comment) ?? explainDelete(mayIn(standing, 'draft.deleteComment'))
}

const explainDelete = (refusal: Refusal | null): Refusal | null =>
  refusal && refuse(refusal.code, 'Only the person who wrote this, the lead editor or the advisor can delete it.')

const gone = (comment: CommentFacts): Refusal | null =>
  comment.deleted ? refuse('already-done', 'This comment is already deleted.') : null

const frozen = (comment: CommentFacts): Refusal | null =>
  comment.frozenIn === null ? null : refuse('frozen',
    `${comment.frozenIn} was tagged after this was written, so it belongs to the record of ${comment.frozenIn}. Add a reply instead.`)
