'use server'
import { redirect } from 'next/navigation'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { createGroup } from '@/lib/groups/commands'
import { type ActionState, stateOf, textOf } from '../../../action-state'

export async function create(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/groups/new')
  const made = await createGroup(db(), actor, { name: textOf(form, 'name'), remit: textOf(form, 'remit') })
  if (!made.ok) return stateOf(made, form, '')
  redirect(`/workspace/groups/${made.value.slug}`)
}
