'use server'
import { redirect } from 'next/navigation'
import { type ActionState, badField, stateOf, textOf, valuesOf } from '@/app/action-state'
import { currentActor } from '@/lib/auth/session'
import { closeConsultation, openConsultation } from '@/lib/consultation/commands'
import type { LateChoice } from '@/lib/consultation/late'
import { answerLateComment } from '@/lib/consultation/late-commands'
import { db } from '@/lib/db'
import { londonMoment } from '@/lib/kernel/clock'

const page = (form: FormData, done: string): string => `/workspace/standards/${encodeURIComponent(textOf(form, 'slug'))}/consultation?done=${done}`

export async function openForComment(_: ActionState, form: FormData): Promise<ActionState> {
  const closesAt = londonMoment(textOf(form, 'closesAt'), textOf(form, 'closesTime'))
  if (!closesAt) return { refusal: badField('closesAt', 'Enter the day and the time at which the consultation closes, as a clock in London shows it.'), values: valuesOf(form) }
  const result = await openConsultation(db(), await currentActor(), {
    standardId: textOf(form, 'standardId'), versionId: textOf(form, 'versionId'), introduction: textOf(form, 'introduction'), closesAt,
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, 'opened'))
}

export async function closeForComment(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await closeConsultation(db(), await currentActor(), { consultationId: textOf(form, 'consultationId'), reason: textOf(form, 'reason') })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, 'closed'))
}

export async function answerLate(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await answerLateComment(db(), await currentActor(), {
    commentId: textOf(form, 'commentId'), decision: textOf(form, 'decision') as LateChoice, reason: textOf(form, 'reason'), deferredTo: textOf(form, 'deferredTo'),
    reply: textOf(form, 'reply'),
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, 'answered'))
}
