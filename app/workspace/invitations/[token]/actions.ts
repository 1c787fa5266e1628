'use server'
import { redirect } from 'next/navigation'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { acceptInvitation } from '@/lib/groups/invitation-commands'
import { isUuid } from '@/lib/kernel/ids'
import { type ActionState, stateOf, textOf } from '../../../action-state'

/** By the letter's token, or by the id of an invitation on the desk. */
export async function accept(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace')
  const id = textOf(form, 'invitation')
  const accepted = await acceptInvitation(db(), actor, isUuid(id) ? { invitationId: id } : { token: textOf(form, 'token') })
  if (!accepted.ok) return stateOf(accepted, form, '')
  redirect(`/workspace/groups/${accepted.value.groupSlug}`)
}
