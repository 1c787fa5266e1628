'use server'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionState, badField, stateOf, textOf, valuesOf } from '@/app/action-state'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { chooseRef, discardVersion, restoreVersion, tagVersion } from '@/lib/versions/commands'
import { parseLabel } from '@/lib/versions/version'

const to = (form: FormData, rest: string): string => `/workspace/standards/${encodeURIComponent(textOf(form, 'slug'))}${rest}`

export async function tag(_: ActionState, form: FormData): Promise<ActionState> {
  const typed = textOf(form, 'number')
  const number = parseLabel(typed.startsWith('v') ? typed : `v${typed}`)
  if (typed && !number) return { refusal: badField('number', 'Enter a number such as v0.4.'), values: valuesOf(form) }
  const result = await tagVersion(db(), await currentActor(), { standardId: textOf(form, 'standardId'), note: textOf(form, 'note'), ...(number ? { number } : {}) })
  if (!result.ok) return stateOf(result, form, '')
  redirect(to(form, `/versions?tagged=${result.value.label}`))
}

export async function setRef(_: ActionState, form: FormData): Promise<ActionState> {
  const number = Number(textOf(form, 'number').replace(/^[A-Z][A-Z0-9]*-/, ''))
  const result = await chooseRef(db(), await currentActor(), { standardId: textOf(form, 'standardId'), blockId: textOf(form, 'blockId'), number })
  // Many such forms stand on the page, each with its one field beside the message: no link to a field is needed.
  if (!result.ok) return { refusal: { code: result.refusal.code, message: result.refusal.message }, values: valuesOf(form) }
  refresh()
  return { done: `This requirement is now ${result.value.ref}.` }
}

export async function restore(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await restoreVersion(db(), await currentActor(), { standardId: textOf(form, 'standardId'), versionId: textOf(form, 'versionId') })
  if (!result.ok) return stateOf(result, form, '')
  redirect(to(form, ''))
}

export async function discard(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await discardVersion(db(), await currentActor(), {
    standardId: textOf(form, 'standardId'), versionId: textOf(form, 'versionId'), reason: textOf(form, 'reason'),
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(to(form, '/versions'))
}
