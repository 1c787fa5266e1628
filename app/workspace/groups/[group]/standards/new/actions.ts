'use server'
import { redirect } from 'next/navigation'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { startDraft } from '@/lib/drafts/commands'
import { groupForPerson } from '@/lib/groups/queries'
import { keepUpload, startFromUpload } from '@/lib/import/commands'
import { proposedPrefix } from '@/lib/import/ref-prefix'
import { type ActionState, stateOf, textOf } from '@/app/action-state'
import { fileOf } from '@/app/workspace/given-file'

/** Without a file: an empty draft. With one: it is read and kept, and its owner is shown what was found. */
export async function begin(_state: ActionState, form: FormData): Promise<ActionState> {
  const slug = textOf(form, 'group')
  const actor = await requirePerson(`/workspace/groups/${slug}/standards/new`)
  const found = await groupForPerson(db(), actor, slug)
  if (!found.ok) return stateOf(found, form, '')
  const groupId = found.value.group.id
  const [title, refPrefix] = [textOf(form, 'title'), textOf(form, 'refPrefix').toUpperCase()]
  const file = await fileOf(form)
  if (file) {
    const kept = await keepUpload(db(), actor, { file, for: { groupId, title, refPrefix } })
    if (!kept.ok) return stateOf(kept, form, '')
    redirect(`/workspace/groups/${slug}/standards/new/${kept.value.id}`)
  }
  const started = await startDraft(db(), actor, { groupId, title, refPrefix: refPrefix || proposedPrefix(title) })
  if (!started.ok) return stateOf(started, form, '')
  redirect(`/workspace/standards/${started.value.slug}`)
}

export async function confirm(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson('/workspace')
  const started = await startFromUpload(db(), actor, {
    uploadId: textOf(form, 'upload'), title: textOf(form, 'title'), refPrefix: textOf(form, 'refPrefix').toUpperCase(),
  })
  if (!started.ok) return stateOf(started, form, '')
  redirect(`/workspace/standards/${started.value.slug}`)
}
