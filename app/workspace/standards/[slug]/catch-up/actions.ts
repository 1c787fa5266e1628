'use server'
import { redirect } from 'next/navigation'
import { type ActionState, textOf } from '@/app/action-state'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { catchUp } from '@/lib/notify/catch-up-commands'

export async function caughtUp(_state: ActionState, form: FormData): Promise<ActionState> {
  const slug = textOf(form, 'slug')
  const actor = await requirePerson(`/workspace/standards/${encodeURIComponent(slug)}/catch-up`)
  const done = await catchUp(db(), actor, slug, { digest: textOf(form, 'digest'), at: new Date(textOf(form, 'at')) })
  if (!done.ok) return { refusal: done.refusal }
  redirect(`/workspace/standards/${encodeURIComponent(slug)}/catch-up?done=caught-up`)
}
