'use server'
import { refresh } from 'next/cache'
import { type ActionState, stateOf, textOf, valuesOf } from '@/app/action-state'
import { currentActor } from '@/lib/auth/session'
import { type Decision, outcomeInWords } from '@/lib/consultation/disposition'
import { disposeOf } from '@/lib/consultation/disposition-commands'
import { db } from '@/lib/db'

/** Each `shown` is a comment's id and the revision that stood on the page. */
const shownIn = (form: FormData): Record<string, number> =>
  Object.fromEntries(form.getAll('shown').map((one) => String(one).split(' ')).map(([id = '', revision]) => [id, Number(revision)]))

export async function dispose(_: ActionState, form: FormData): Promise<ActionState> {
  const outcome = textOf(form, 'outcome') as Decision
  const result = await disposeOf(db(), await currentActor(), {
    standardId: textOf(form, 'standardId'), commentIds: form.getAll('commentId').map(String), outcome, reason: textOf(form, 'reason'),
    deferredTo: outcome === 'deferred' ? textOf(form, 'deferredTo') : '', changedBlockId: textOf(form, 'changedBlockId') || null, shown: shownIn(form),
  })
  refresh()
  if (!result.ok) return { ...stateOf(result, form, ''), values: valuesOf(form) }
  return { done: `${outcomeInWords[outcome]}: ${result.value.disposed.join(', ')}.` }
}
