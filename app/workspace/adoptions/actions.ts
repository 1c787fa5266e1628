'use server'
import { redirect } from 'next/navigation'
import { type ActionState, stateOf, textOf } from '@/app/action-state'
import { recordAdoption, recordBaseline, recordExemption } from '@/lib/adoption/commands'
import type { BaselineGiven } from '@/lib/adoption/policy'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'

const baselineOf = (form: FormData): BaselineGiven => ({
  measure: textOf(form, 'measure'), numerator: textOf(form, 'numerator'), denominator: textOf(form, 'denominator'),
  periodFrom: textOf(form, 'periodFrom'), periodTo: textOf(form, 'periodTo'),
})

export async function adoptVersion(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await recordAdoption(db(), await currentActor(), {
    organisationId: textOf(form, 'organisationId'), slug: textOf(form, 'slug'), publicationId: textOf(form, 'publicationId'), digest: textOf(form, 'digest'),
    adoptedOn: textOf(form, 'adoptedOn'), ownerPost: textOf(form, 'ownerPost'), baseline: baselineOf(form),
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(`/workspace/adoptions/${result.value.id}?done=adopted`)
}

export async function addBaseline(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await recordBaseline(db(), await currentActor(), { adoptionId: textOf(form, 'adoptionId'), ...baselineOf(form) })
  if (!result.ok) return stateOf(result, form, '')
  redirect(`/workspace/adoptions/${result.value.id}?done=baseline`)
}

export async function addExemption(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await recordExemption(db(), await currentActor(), {
    adoptionId: textOf(form, 'adoptionId'), blockId: textOf(form, 'blockId'), reason: textOf(form, 'reason'), ownerPost: textOf(form, 'ownerPost'), expiresOn: textOf(form, 'expiresOn'),
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(`/workspace/adoptions/${result.value.id}?done=exemption`)
}
