import { mayIn, type Standing } from '../groups/standing'
import { type Refusal, refuse } from '../kernel/refusal'
import { counted, type Decision, type DisposedComment, isDecision, toDispose } from './disposition'

export const longestReason = 5000

/** May this person work through the comments at all? */
export const disposingAny = (standing: Standing): Refusal | null => mayIn(standing, 'consultation.dispose')

function stands(comment: DisposedComment, published: boolean): Refusal | null {
  if (published) return refuse('frozen', 'The version is published, and its disposition report with it.')
  if (counted(comment)?.outcome === 'withdrawn') return refuse('already-done', `${comment.label} has been withdrawn by its author.`)
  return toDispose(comment) ? null : refuse('not-allowed', `${comment.label} came late. The advisor admits it first.`)
}

export function disposing(standing: Standing, comment: DisposedComment, published: boolean): Refusal | null {
  const refusal = disposingAny(standing)
  if (refusal) return refusal
  if (comment.authorId === standing.personId) return refuse('conflict-of-role', `${comment.label} is yours. Nobody disposes of their own comment; you may withdraw it.`)
  return stands(comment, published)
}

/** By its author alone, member or not. */
export function withdrawingComment(personId: string | null, comment: DisposedComment, published: boolean): Refusal | null {
  if (comment.authorId !== personId) return refuse('own-only')
  return stands(comment, published)
}

export interface Decided { readonly outcome: Decision; readonly reason: string; readonly deferredTo: string; readonly changedBlockId: string | null }

export function decisionItself({ outcome, reason, deferredTo, changedBlockId }: Decided): Refusal | null {
  if (!isDecision(outcome)) return refuse('invalid', 'Choose what becomes of the comment.', 'outcome')
  if (!reason.trim()) return refuse('invalid', 'Write the reason. It is published with the version.', 'reason')
  if (reason.trim().length > longestReason) return refuse('invalid', `Write at most ${longestReason} characters.`, 'reason')
  if (outcome === 'deferred' && !/^v\d{1,4}\.\d{1,4}$/.test(deferredTo)) return refuse('invalid', 'Name the version that it waits for, such as v1.1.', 'deferredTo')
  if (changedBlockId !== null && !outcome.startsWith('accepted')) return refuse('invalid', 'Only what was accepted, in whole or in part, names the change it caused.', 'changedBlockId')
  return null
}
