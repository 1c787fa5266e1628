'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { isUuid } from '@/lib/kernel/ids'
import { addPerson, joinOrganisation, leaveOrganisation, restorePerson, seeEmail, suspendPerson } from '@/lib/organisations/commands'
import { type ActionState, badField, stateOf, textOf } from '../../../action-state'

const path = '/workspace/admin/people'

const idIn = (form: FormData, name: string): string => (isUuid(textOf(form, name)) ? textOf(form, name) : '00000000-0000-0000-0000-000000000000')

export async function add(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson(path)
  const added = await addPerson(db(), actor, { name: textOf(form, 'name'), email: textOf(form, 'email') })
  if (!added.ok) return stateOf(added, form, '')
  redirect(`${path}/${added.value.id}`)
}

export async function suspend(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson(path)
  const suspended = await suspendPerson(db(), actor, { personId: idIn(form, 'person'), reason: textOf(form, 'reason') })
  if (suspended.ok) revalidatePath(path, 'layout')
  return stateOf(suspended, form, 'The account is suspended and all its sessions have ended.')
}

export async function restore(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson(path)
  const restored = await restorePerson(db(), actor, { personId: idIn(form, 'person') })
  if (restored.ok) revalidatePath(path, 'layout')
  return stateOf(restored, form, 'The account works again.')
}

export async function showEmail(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson(path)
  const seen = await seeEmail(db(), actor, { personId: idIn(form, 'person') })
  return stateOf(seen, form, seen.ok ? seen.value.email : '')
}

export async function join(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson(path)
  const constituency = (['service team', 'digital team', 'supplier'] as const).find((one) => one === textOf(form, 'constituency')) ?? null
  if (!isUuid(textOf(form, 'organisation'))) return stateOf({ ok: false, refusal: badField('organisation', 'Choose the organisation.') }, form, '')
  const joined = await joinOrganisation(db(), actor, { personId: idIn(form, 'person'), organisationId: idIn(form, 'organisation'), constituency })
  if (joined.ok) revalidatePath(path, 'layout')
  return stateOf(joined, form, 'Done.')
}

export async function endMembership(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson(path)
  const left = await leaveOrganisation(db(), actor, { personId: idIn(form, 'person'), organisationId: idIn(form, 'organisation') })
  if (left.ok) revalidatePath(path, 'layout')
  return left.ok ? { done: 'The membership has ended.' } : { refusal: left.refusal }
}
