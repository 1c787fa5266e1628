'use server'
import { redirect } from 'next/navigation'
import { type ActionState, stateOf, textOf } from '@/app/action-state'
import { currentActor } from '@/lib/auth/session'
import {
  acceptAsResolved, answerObjection, askObjector, lodgeObjection, ruleNotUpheld, sayNotResolved, withdrawDissent, withdrawObjection,
} from '@/lib/consultation/objection-commands'
import { db } from '@/lib/db'
import type { Result } from '@/lib/kernel/result'

const to = (form: FormData, rest: string): string => `/workspace/standards/${encodeURIComponent(textOf(form, 'slug'))}/objections/${rest}`

export async function lodge(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await lodgeObjection(db(), await currentActor(), {
    standardId: textOf(form, 'standardId'), versionId: textOf(form, 'versionId'), blockId: textOf(form, 'blockId'),
    reason: textOf(form, 'reason'), wouldSatisfy: textOf(form, 'wouldSatisfy'),
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(to(form, `${result.value.name}?done=lodged`))
}

function after(result: Result<void>, form: FormData, done: string): ActionState {
  if (!result.ok) return stateOf(result, form, '')
  redirect(to(form, `${encodeURIComponent(textOf(form, 'objection'))}?done=${done}`))
}

const words = (form: FormData) => ({ objectionId: textOf(form, 'objectionId'), text: textOf(form, 'text') })

export async function answer(_: ActionState, form: FormData): Promise<ActionState> {
  return after(await answerObjection(db(), await currentActor(), words(form)), form, 'answered')
}

export async function ask(_: ActionState, form: FormData): Promise<ActionState> {
  return after(await askObjector(db(), await currentActor(), words(form)), form, 'asked')
}

/** `resolves` is yes or no; `versionId` and `digest` are empty for the draft, and for a requirement that is gone. */
export async function respond(_: ActionState, form: FormData): Promise<ActionState> {
  const yes = textOf(form, 'resolves') === 'yes'
  const result = yes
    ? await acceptAsResolved(db(), await currentActor(), { ...words(form), versionId: textOf(form, 'versionId') || null, digest: textOf(form, 'digest') || null })
    : await sayNotResolved(db(), await currentActor(), words(form))
  return after(result, form, yes ? 'resolved' : 'not-resolved')
}

export async function rule(_: ActionState, form: FormData): Promise<ActionState> {
  return after(await ruleNotUpheld(db(), await currentActor(), words(form)), form, 'ruled')
}

export async function withdraw(_: ActionState, form: FormData): Promise<ActionState> {
  return after(await withdrawObjection(db(), await currentActor(), words(form)), form, 'withdrawn')
}

export async function withdrawOwnDissent(_: ActionState, form: FormData): Promise<ActionState> {
  return after(await withdrawDissent(db(), await currentActor(), words(form)), form, 'dissent-withdrawn')
}
