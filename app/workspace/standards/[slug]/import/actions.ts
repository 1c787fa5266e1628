'use server'
import { redirect } from 'next/navigation'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { bringIntoDraft, keepUpload } from '@/lib/import/commands'
import { type ActionState, badField, stateOf, textOf, valuesOf } from '@/app/action-state'
import { fileOf } from '@/app/workspace/given-file'

export async function upload(_state: ActionState, form: FormData): Promise<ActionState> {
  const slug = textOf(form, 'slug')
  const actor = await requirePerson(`/workspace/standards/${slug}/import`)
  const file = await fileOf(form)
  if (!file) return { refusal: badField('file', 'Choose a document.'), values: valuesOf(form) }
  const kept = await keepUpload(db(), actor, { file, for: { slug } })
  if (!kept.ok) return stateOf(kept, form, '')
  redirect(`/workspace/standards/${slug}/import/${kept.value.id}`)
}

export async function confirm(_state: ActionState, form: FormData): Promise<ActionState> {
  const [slug, how] = [textOf(form, 'slug'), textOf(form, 'how')]
  const actor = await requirePerson(`/workspace/standards/${slug}/import`)
  if (how !== 'append' && how !== 'replace') return { refusal: badField('how', 'Choose where the text goes.'), values: valuesOf(form) }
  const done = await bringIntoDraft(db(), actor, { uploadId: textOf(form, 'upload'), slug, how })
  if (!done.ok) return stateOf(done, form, '')
  redirect(`/workspace/standards/${slug}`)
}
