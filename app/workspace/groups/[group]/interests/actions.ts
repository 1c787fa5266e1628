'use server'
import { revalidatePath } from 'next/cache'
import { requirePerson } from '@/lib/auth/session'
import { declareInterest } from '@/lib/calls/commands'
import { db } from '@/lib/db'
import { refuse } from '@/lib/kernel/refusal'
import { isUuid } from '@/lib/kernel/ids'
import { type ActionState, stateOf, textOf } from '../../../../action-state'

export async function declare(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/groups')
  const groupId = textOf(form, 'group')
  if (!isUuid(groupId)) return { refusal: refuse('not-found') }
  const declared = await declareInterest(db(), actor, { groupId, text: textOf(form, 'interests'), nothing: form.has('nothing') })
  if (declared.ok) revalidatePath(`/workspace/groups/${textOf(form, 'groupSlug')}`, 'layout')
  return stateOf(declared, form, 'It is declared, and stands beside your name.')
}
