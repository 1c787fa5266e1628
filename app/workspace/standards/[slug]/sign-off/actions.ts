'use server'
import { redirect } from 'next/navigation'
import { type ActionState, badField, stateOf, textOf, valuesOf } from '@/app/action-state'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { londonMoment } from '@/lib/kernel/clock'
import { certify, closeRound, openRound, takePosition, withdrawRound, writeMinorityStatement } from '@/lib/signoff/commands'
import { endMeeting } from '@/lib/signoff/meeting-commands'
import type { Position } from '@/lib/signoff/round'

const page = (form: FormData, rest: string): string => `/workspace/standards/${encodeURIComponent(textOf(form, 'slug'))}/sign-off${rest}`

export async function open(_: ActionState, form: FormData): Promise<ActionState> {
  const at = londonMoment(textOf(form, 'closesAt'), textOf(form, 'closesTime'))
  if (!at) return { refusal: badField('closesAt', 'Enter the day and the time at which the seats meet, or the round closes.'), values: valuesOf(form) }
  const result = await openRound(db(), await currentActor(), {
    standardId: textOf(form, 'standardId'), versionId: textOf(form, 'versionId'), ownerPost: textOf(form, 'ownerPost'), reviewDate: textOf(form, 'reviewDate'),
    ...(textOf(form, 'how') === 'meeting' ? { meetsAt: at } : { closesAt: at }),
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, '?done=opened'))
}

/** An empty day is right for a meeting that is quorate: whether it is, is counted when it ends. */
export async function endTheMeeting(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await endMeeting(db(), await currentActor(), {
    roundId: textOf(form, 'roundId'), adjournTo: londonMoment(textOf(form, 'adjournTo'), textOf(form, 'adjournTime')),
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, result.value.quorate ? '?done=quorate' : '?done=adjourned'))
}

const positions: readonly string[] = ['approve', 'dissent', 'abstain']
const isPosition = (text: string): text is Position['position'] => positions.includes(text)

/** First the answers are looked at again; what is pressed then takes the position. Nothing of it stands in an address. */
export async function position(_: ActionState, form: FormData): Promise<ActionState> {
  const values = valuesOf(form)
  const [asked, reason, electorId] = [textOf(form, 'step'), textOf(form, 'reason'), textOf(form, 'electorId')]
  // What was decided on an earlier version is confirmed by one press, and looked at again like any other.
  const confirmed = asked.match(/^confirm (.*)$/)?.[1]
  const [taken, step] = [confirmed ?? textOf(form, 'position'), confirmed ? 'check' : asked]
  values.position = taken
  const delegation = textOf(form, 'delegation')
  if (step === 'change') return { values }
  if (!isPosition(taken)) return { refusal: badField('position', 'Choose approve, dissent or abstain.'), values }
  if (taken === 'dissent' && !reason) return { refusal: badField('reason', 'Say why you dissent.'), values }
  if (textOf(form, 'standIns').split(' ').includes(electorId) && !delegation) return { refusal: badField('delegation', 'Say under which delegation you sign for the holder.'), values }
  if (step !== 'take') return { done: 'check', values }
  const result = await takePosition(db(), await currentActor(), {
    roundId: textOf(form, 'roundId'), electorId, digest: textOf(form, 'digest'), position: taken, reason, delegation,
    carriedFrom: textOf(form, `carriedFrom ${electorId}`) || null,
  })
  if (!result.ok) return { refusal: result.refusal, values }
  redirect(page(form, result.value.again ? '?done=again' : '?done=position'))
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
