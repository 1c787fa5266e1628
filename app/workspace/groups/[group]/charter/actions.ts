'use server'
import { redirect } from 'next/navigation'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { charterGroup } from '@/lib/groups/commands'
import { groupForPerson } from '@/lib/groups/queries'
import { charterIn } from './charter-in-form'
import { type ActionState, stateOf, textOf, valuesOf } from '../../../../action-state'

export async function charter(_state: ActionState, form: FormData): Promise<ActionState> {
  const slug = textOf(form, 'group')
  const actor = await requirePerson(`/workspace/groups/${slug}/charter`)
  // More rows for seats, also without script: nothing is decided yet, and what was typed comes back.
  if (form.has('more')) return { values: { ...valuesOf(form), rows: String(Math.min(60, Number(textOf(form, 'rows')) + 3)) } }
  const found = await groupForPerson(db(), actor, slug)
  if (!found.ok) return stateOf(found, form, '')
  const input = charterIn((name) => textOf(form, name))
  if (!input.ok) return stateOf(input, form, '')
  const made = await charterGroup(db(), actor, { ...input.value, groupId: found.value.group.id })
  if (!made.ok) return stateOf(made, form, '')
  redirect(`/workspace/groups/${slug}`)
}
