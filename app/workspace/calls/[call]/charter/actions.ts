'use server'
import { redirect } from 'next/navigation'
import { requirePerson } from '@/lib/auth/session'
import { answers } from '@/lib/calls/charter-call'
import { charterFromCall } from '@/lib/calls/charter-commands'
import { callForPerson, expressionsFor } from '@/lib/calls/queries'
import { db } from '@/lib/db'
import { charterIn } from '../../../groups/[group]/charter/charter-in-form'
import { type ActionState, stateOf, textOf } from '../../../../action-state'

export async function charterCall(_state: ActionState, form: FormData): Promise<ActionState> {
  const slug = textOf(form, 'slug')
  const actor = await requirePerson(`/workspace/calls/${slug}/charter`)
  const found = await callForPerson(db(), actor, slug)
  if (!found.ok) return stateOf(found, form, '')
  const expressions = await expressionsFor(db(), found.value)
  if (!expressions.ok) return stateOf(expressions, form, '')
  const read = (name: string) => textOf(form, name)
  const terms = charterIn(read)
  if (!terms.ok) return stateOf(terms, form, '')
  const made = await charterFromCall(db(), actor, {
    ...terms.value, callId: found.value.call.id, name: read('name'), remit: read('remit'),
    answers: expressions.value.map(({ id, number }) => ({
      expressionId: id, answer: answers.find((one) => one === read(`answer-${number}`)) ?? null, reason: read(`reason-${number}`),
      role: read(`role-${number}`), seatName: read(`seat-${number}`), substituteId: read(`substitute-${number}`) || null,
    })),
  })
  if (!made.ok) return stateOf(made, form, '')
  redirect(`/workspace/groups/${made.value.slug}`)
}
