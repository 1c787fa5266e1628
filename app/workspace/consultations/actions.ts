'use server'
import { redirect } from 'next/navigation'
import { type ActionState, stateOf, textOf } from '@/app/action-state'
import { currentActor } from '@/lib/auth/session'
import { nameSubmitter, writeToColleagues } from '@/lib/consultation/colleague-commands'
import type { CommentKind } from '@/lib/consultation/comment'
import { replyToComment, writeComment } from '@/lib/consultation/commands'
import { db } from '@/lib/db'

const page = (form: FormData, rest: string): string => `/workspace/consultations/${encodeURIComponent(textOf(form, 'slug'))}/${encodeURIComponent(textOf(form, 'consultation'))}${rest}`

/** `organisation ID` when it is written for the whole of one, else `self`. */
function capacityIn(form: FormData): { organisationId?: string; forOrganisation?: boolean } {
  const [, organisationId] = /^organisation (.+)$/.exec(textOf(form, 'writtenFor')) ?? []
  return organisationId ? { organisationId, forOrganisation: true } : {}
}

export async function comment(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await writeComment(db(), await currentActor(), {
    consultationId: textOf(form, 'consultationId'), blockId: textOf(form, 'blockId') || null, kind: textOf(form, 'kind') as CommentKind, body: textOf(form, 'body'),
    proposedText: textOf(form, 'proposedText'), takes: form.getAll('takes').map(String), ...capacityIn(form),
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, `?done=${result.value.label}`))
}

export async function reply(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await replyToComment(db(), await currentActor(), { commentId: textOf(form, 'commentId'), body: textOf(form, 'body') })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, `/comments/${encodeURIComponent(textOf(form, 'label'))}?done=reply`))
}

const among = (form: FormData) => ({ consultationId: textOf(form, 'consultationId'), organisationId: textOf(form, 'organisationId') })
const ownPage = (form: FormData, done: string): string => page(form, `/organisation?of=${encodeURIComponent(textOf(form, 'organisation'))}&done=${done}`)

export async function writeAmongColleagues(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await writeToColleagues(db(), await currentActor(), { ...among(form), blockId: textOf(form, 'blockId') || null, body: textOf(form, 'body') })
  if (!result.ok) return stateOf(result, form, '')
  redirect(ownPage(form, 'written'))
}

export async function chooseSubmitter(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await nameSubmitter(db(), await currentActor(), { ...among(form), personId: textOf(form, 'personId') })
  if (!result.ok) return stateOf(result, form, '')
  redirect(ownPage(form, 'named'))
}
