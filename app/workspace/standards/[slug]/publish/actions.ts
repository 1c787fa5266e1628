'use server'
import { redirect } from 'next/navigation'
import { type ActionState, badField, stateOf, textOf, valuesOf } from '@/app/action-state'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { publish, withdrawPublication } from '@/lib/publication/commands'
import { parseLabel } from '@/lib/versions/version'

const page = (form: FormData, rest: string): string => `/workspace/standards/${encodeURIComponent(textOf(form, 'slug'))}/publish${rest}`

export async function publishVersion(_: ActionState, form: FormData): Promise<ActionState> {
  const number = parseLabel(textOf(form, 'number'))
  if (!number) return { refusal: badField('number', 'Choose the number under which it is published.'), values: valuesOf(form) }
  const result = await publish(db(), await currentActor(), {
    roundId: textOf(form, 'roundId'), ownerPost: textOf(form, 'ownerPost'), reviewDate: textOf(form, 'reviewDate'), number,
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, `?published=${result.value.label}`))
}

export async function withdrawPublished(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await withdrawPublication(db(), await currentActor(), {
    standardId: textOf(form, 'standardId'), publicationId: textOf(form, 'publicationId'), reason: textOf(form, 'reason'),
    hidesText: textOf(form, 'hidesText') === 'yes',
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, `?withdrawn=${result.value.label}`))
}
