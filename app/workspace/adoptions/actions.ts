'use server'
import { redirect } from 'next/navigation'
import { type ActionState, stateOf, textOf } from '@/app/action-state'
import { fieldOf } from '@/lib/adoption/assessment'
import { recordAssessment } from '@/lib/adoption/assessment-commands'
import { recordAdoption, recordExemption, recordMeasures } from '@/lib/adoption/commands'
import type { MeasuresGiven } from '@/lib/adoption/policy'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'

const measuresOf = (form: FormData): MeasuresGiven => ({
  completed: textOf(form, 'completed'), completedOnline: textOf(form, 'completedOnline'), startedOnline: textOf(form, 'startedOnline'), cost: textOf(form, 'cost'),
  satisfaction: textOf(form, 'satisfaction'), periodFrom: textOf(form, 'periodFrom'), periodTo: textOf(form, 'periodTo'), note: textOf(form, 'note'),
})

export async function adoptVersion(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await recordAdoption(db(), await currentActor(), {
    organisationId: textOf(form, 'organisationId'), slug: textOf(form, 'slug'), publicationId: textOf(form, 'publicationId'), digest: textOf(form, 'digest'),
    adoptedOn: textOf(form, 'adoptedOn'), ownerPost: textOf(form, 'ownerPost'), baseline: measuresOf(form),
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(`/workspace/adoptions/${result.value.id}?done=adopted`)
}

export async function addMeasures(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await recordMeasures(db(), await currentActor(), { adoptionId: textOf(form, 'adoptionId'), corrects: textOf(form, 'corrects'), ...measuresOf(form) })
  if (!result.ok) return stateOf(result, form, '')
  redirect(`/workspace/adoptions/${result.value.id}?done=measures`)
}

/** `result-…`, `note-…`, `evidence-…`, `expires-…` of each requirement that the form shows. */
export async function assess(_: ActionState, form: FormData): Promise<ActionState> {
  const blocks = [...form.keys()].filter((name) => name.startsWith(fieldOf('result', ''))).map((name) => name.slice(fieldOf('result', '').length))
  const given = blocks.map((blockId) => ({
    blockId, result: textOf(form, fieldOf('result', blockId)), note: textOf(form, fieldOf('note', blockId)).replaceAll('\r\n', '\n'), evidence: textOf(form, fieldOf('evidence', blockId)),
    evidenceExpiresOn: textOf(form, fieldOf('expires', blockId)),
  }))
  const result = await recordAssessment(db(), await currentActor(), { adoptionId: textOf(form, 'adoptionId'), shown: textOf(form, 'shown'), given })
  if (!result.ok) return stateOf(result, form, '')
  const show = encodeURIComponent(textOf(form, 'show') || 'all')
  redirect(`/workspace/adoptions/${result.value.id}/assess?show=${show}&saved=${result.value.saved}`)
}

export async function addExemption(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await recordExemption(db(), await currentActor(), {
    adoptionId: textOf(form, 'adoptionId'), blockId: textOf(form, 'blockId'), reason: textOf(form, 'reason'), ownerPost: textOf(form, 'ownerPost'), expiresOn: textOf(form, 'expiresOn'),
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(`/workspace/adoptions/${result.value.id}?done=exemption`)
}
