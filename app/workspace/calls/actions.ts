'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { requirePerson } from '@/lib/auth/session'
import { closeCall, expressInterest, publishCall } from '@/lib/calls/commands'
import { serviceLists } from '@/lib/calls/queries'
import { chosenOf } from '@/lib/calls/service-list'
import { db } from '@/lib/db'
import { constituencies } from '@/lib/groups/constituency'
import { londonMoment } from '@/lib/kernel/clock'
import { type ActionState, stateOf, textOf } from '../../action-state'

export async function publish(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace/calls/new')
  const lists = await serviceLists(db())
  const made = await publishCall(db(), actor, {
    title: textOf(form, 'title'), evidence: textOf(form, 'evidence'), asks: textOf(form, 'asks'),
    lgsl: chosenOf(textOf(form, 'lgsl'), lists.services)?.id ?? null, lgil: chosenOf(textOf(form, 'lgil'), lists.interactions)?.id ?? null,
    closesAt: londonMoment(textOf(form, 'closesAt'), textOf(form, 'closesTime')),
  })
  if (!made.ok) return stateOf(made, form, '')
  redirect(`/workspace/calls/${made.value.slug}`)
}

export async function close(_state: ActionState, form: FormData): Promise<ActionState> {
  const slug = textOf(form, 'slug')
  const actor = await requirePerson(`/workspace/calls/${slug}`)
  const closed = await closeCall(db(), actor, { callId: textOf(form, 'callId'), reason: textOf(form, 'reason') })
  if (closed.ok) revalidatePath(`/workspace/calls/${slug}`)
  return stateOf(closed, form, 'The call is closed.')
}

export async function express(_state: ActionState, form: FormData): Promise<ActionState> {
  const slug = textOf(form, 'slug')
  const actor = await requirePerson(`/workspace/calls/${slug}`)
  const made = await expressInterest(db(), actor, {
    callId: textOf(form, 'callId'), organisationId: textOf(form, 'organisation'), constituency: constituencies.find((one) => one === textOf(form, 'constituency')) ?? null,
    offers: textOf(form, 'offers'), text: textOf(form, 'interests'), nothing: form.has('nothing'),
  })
  if (made.ok) revalidatePath(`/workspace/calls/${slug}`)
  return stateOf(made, form, '')
}
