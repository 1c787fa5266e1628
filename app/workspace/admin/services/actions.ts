'use server'
import { revalidatePath } from 'next/cache'
import { requirePerson } from '@/lib/auth/session'
import { importList, type ListCounts, previewList } from '@/lib/calls/service-commands'
import { db } from '@/lib/db'
import { type ActionState, badField, textOf, valuesOf } from '../../../action-state'

const path = '/workspace/admin/services'
const most = 5_000_000

const listIn = (form: FormData) => (textOf(form, 'list') === 'interactions' ? 'interactions' : 'services')

/** The first press reads the file and says what it would do; the second does it. */
export async function importFile(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson(path)
  const list = listIn(form)
  if (form.has('confirmed')) return confirmed(form)
  const csv = await csvIn(form)
  if (csv === null) return { refusal: badField('file', 'Choose a CSV file in UTF-8, of at most 5 MB.') }
  const plan = await previewList(db(), actor, { list, csv })
  if (!plan.ok) return { refusal: plan.refusal }
  return { values: { csv, plan: `${total(plan.value)} ${list} were read: ${plan.value.added} would be added, ${plan.value.changed} changed, ${plan.value.unchanged} stay as they are.` } }
}

async function confirmed(form: FormData): Promise<ActionState> {
  const actor = await requirePerson(path)
  const list = listIn(form)
  const result = await importList(db(), actor, { list, csv: String(form.get('csv') ?? '') })
  if (!result.ok) return { refusal: result.refusal, values: valuesOf(form) }
  revalidatePath(path)
  const { added, changed, unchanged } = result.value
  return { done: `Imported: ${added} ${list} added, ${changed} changed, ${unchanged} as they were.` }
}

const total = ({ added, changed, unchanged }: ListCounts): number => added + changed + unchanged

async function csvIn(form: FormData): Promise<string | null> {
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0 || file.size > most) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    return null
  }
}
