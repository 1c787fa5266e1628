'use server'
import { redirect } from 'next/navigation'
import { type ActionState, badField, stateOf, textOf, valuesOf } from '@/app/action-state'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { londonMoment } from '@/lib/kernel/clock'
import { certify, closeRound, openRound, takePosition, withdrawRound, writeMinorityStatement } from '@/lib/signoff/commands'
import type { Position } from '@/lib/signoff/round'

const page = (form: FormData, rest: string): string => `/workspace/standards/${encodeURIComponent(textOf(form, 'slug'))}/sign-off${rest}`

export async function open(_: ActionState, form: FormData): Promise<ActionState> {
  const closesAt = londonMoment(textOf(form, 'closesAt'), textOf(form, 'closesTime'))
  if (!closesAt) return { refusal: badField('closesAt', 'Enter the day and the time at which the round closes.'), values: valuesOf(form) }
  const result = await openRound(db(), await currentActor(), { standardId: textOf(form, 'standardId'), versionId: textOf(form, 'versionId'), closesAt })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, '?done=opened'))
}

const positions: readonly string[] = ['approve', 'dissent', 'abstain']
const isPosition = (text: string): text is Position['position'] => positions.includes(text)

/** First the answers are looked at again; what is pressed then takes the position. Nothing of it stands in an address. */
export async function position(_: ActionState, form: FormData): Promise<ActionState> {
  const values = valuesOf(form)
  const [taken, reason, step] = [textOf(form, 'position'), textOf(form, 'reason'), textOf(form, 'step')]
  if (step === 'change') return { values }
  if (!isPosition(taken)) return { refusal: badField('position', 'Choose approve, dissent or abstain.'), values }
  if (taken === 'dissent' && !reason) return { refusal: badField('reason', 'Say why you dissent.'), values }
  if (step !== 'take') return { done: 'check', values }
  const result = await takePosition(db(), await currentActor(), {
    roundId: textOf(form, 'roundId'), electorId: textOf(form, 'electorId'), digest: textOf(form, 'digest'), position: taken, reason,
  })
  if (!result.ok) return { refusal: result.refusal, values }
  redirect(page(form, '?done=position'))
}

export async function close(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await closeRound(db(), await currentActor(), { roundId: textOf(form, 'roundId') })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, '?done=closed'))
}

export async function withdraw(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await withdrawRound(db(), await currentActor(), { roundId: textOf(form, 'roundId'), reason: textOf(form, 'reason') })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, '?done=withdrawn'))
}

export async function certifyRound(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await certify(db(), await currentActor(), { roundId: textOf(form, 'roundId'), statement: textOf(form, 'statement') })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, '?done=certified'))
}

export async function stateMinority(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await writeMinorityStatement(db(), await currentActor(), {
    roundId: textOf(form, 'roundId'), electorId: textOf(form, 'electorId'), text: textOf(form, 'text'),
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, '?done=stated'))
}
