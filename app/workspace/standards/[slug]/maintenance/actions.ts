'use server'
import { redirect } from 'next/navigation'
import { type ActionState, stateOf, textOf } from '@/app/action-state'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { formatMetBy } from '@/lib/document/met-by'
import { proposeErratum, publishErratum, refuseErratum } from '@/lib/maintenance/commands'
import { openReview, recordReview } from '@/lib/maintenance/review-commands'

const page = (form: FormData, rest: string): string => `/workspace/standards/${encodeURIComponent(textOf(form, 'slug'))}/maintenance${rest}`

/** `words-0`, `words-1`…: the runs of words as they should read. */
function wordsOf(form: FormData): Map<number, string> {
  const runs = [...form.entries()].flatMap(([name, value]) => {
    const found = /^words-(\d{1,4})$/.exec(name)
    return found && typeof value === 'string' ? [[Number(found[1]), value] as const] : []
  })
  return new Map(runs)
}

export async function proposeErratumAction(_: ActionState, form: FormData): Promise<ActionState> {
  const attributes = form.has('level')
    ? { level: textOf(form, 'level'), appliesTo: textOf(form, 'appliesTo'), metBy: formatMetBy(form.getAll('metBy').map(String)) } : {}
  const result = await proposeErratum(db(), await currentActor(), {
    standardId: textOf(form, 'standardId'), publicationId: textOf(form, 'publicationId'), blockId: textOf(form, 'blockId'), words: wordsOf(form),
    explanation: textOf(form, 'explanation'), ...attributes,
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, `/errata/${result.value.id}?proposed=yes`))
}

export async function publishErratumAction(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await publishErratum(db(), await currentActor(), { standardId: textOf(form, 'standardId'), erratumId: textOf(form, 'erratumId') })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, `/errata/${textOf(form, 'erratumId')}?decided=yes`))
}

export async function refuseErratumAction(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await refuseErratum(db(), await currentActor(), {
    standardId: textOf(form, 'standardId'), erratumId: textOf(form, 'erratumId'), reason: textOf(form, 'reason'),
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, `/errata/${textOf(form, 'erratumId')}?decided=yes`))
}

export async function recordReviewAction(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await recordReview(db(), await currentActor(), {
    standardId: textOf(form, 'standardId'), publicationId: textOf(form, 'publicationId'), outcome: textOf(form, 'outcome'), reason: textOf(form, 'reason'),
    nextReviewDate: textOf(form, 'nextReviewDate'), major: textOf(form, 'forVersion') === 'major', hidesText: textOf(form, 'hidesText') === 'yes',
  })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, `?reviewed=${result.value.outcome}`))
}

export async function openReviewAction(_: ActionState, form: FormData): Promise<ActionState> {
  const result = await openReview(db(), await currentActor(), { standardId: textOf(form, 'standardId'), publicationId: textOf(form, 'publicationId') })
  if (!result.ok) return stateOf(result, form, '')
  redirect(page(form, '/review/adopters?opened=yes'))
}
