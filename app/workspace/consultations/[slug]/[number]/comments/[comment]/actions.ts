'use server'
import { redirect } from 'next/navigation'
import { type ActionState, stateOf, textOf } from '@/app/action-state'
import { currentActor } from '@/lib/auth/session'
import { withdrawComment } from '@/lib/consultation/disposition-commands'
import { db } from '@/lib/db'

export async function withdraw(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await withdrawComment(db(), await currentActor(), { commentId: textOf(form, 'commentId'), reason: textOf(form, 'reason') })
  if (!result.ok) return stateOf(result, form, '')
  const part = (name: string) => encodeURIComponent(textOf(form, name))
  redirect(`/workspace/consultations/${part('slug')}/${part('consultation')}/comments/${part('label')}`)
}
