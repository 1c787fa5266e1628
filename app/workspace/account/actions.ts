'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { changeOwnName, endOtherSessions, endOwnSession } from '@/lib/auth/account-commands'
import { currentToken, requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { isUuid } from '@/lib/kernel/ids'
import { refuse } from '@/lib/kernel/refusal'
import { chooseWishes } from '@/lib/notify/settings-commands'
import { type ActionState, stateOf, textOf } from '../../action-state'

export async function rename(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/account')
  const renamed = await changeOwnName(db(), actor, { name: textOf(form, 'name') })
  if (renamed.ok) revalidatePath('/workspace', 'layout')
  return stateOf(renamed, form, 'Your name is changed.')
}

export async function endSession(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/account')
  const id = textOf(form, 'session')
  if (!isUuid(id)) return { refusal: refuse('not-found') }
  const ended = await endOwnSession(db(), actor, { sessionId: id })
  if (form.has('this')) redirect('/sign-in?signed-out=1')
  if (ended.ok) revalidatePath('/workspace/account')
  return stateOf(ended, form, 'The session has ended.')
}

export async function endOthers(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/account')
  const ended = await endOtherSessions(db(), actor, (await currentToken()) ?? '')
  revalidatePath('/workspace/account')
  return stateOf(ended, form, 'All other sessions have ended.')
}

export async function chooseLetters(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/account')
  const chosen = await chooseWishes(db(), actor, { needsMe: textOf(form, 'needsMe'), rest: textOf(form, 'rest') })
  if (chosen.ok) revalidatePath('/workspace/account')
  return stateOf(chosen, form, 'Your choice is kept.')
}
