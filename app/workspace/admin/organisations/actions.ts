'use server'
import { revalidatePath } from 'next/cache'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { addOrganisation } from '@/lib/organisations/commands'
import { importCouncils, previewCouncils } from '@/lib/organisations/import-commands'
import { nations, organisationKinds } from '@/lib/organisations/organisation'
import { type ActionState, badField, stateOf, textOf, valuesOf } from '../../../action-state'

const path = '/workspace/admin/organisations'

export async function add(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson(path)
  const kind = organisationKinds.find((one) => one === textOf(form, 'kind'))
  if (!kind) return stateOf({ ok: false, refusal: badField('kind', 'Choose what kind of organisation it is.') }, form, '')
  const added = await addOrganisation(db(), actor, {
    name: textOf(form, 'name'), kind, gssCode: textOf(form, 'gssCode'), councilType: textOf(form, 'councilType'),
    nation: nations.find((one) => one === textOf(form, 'nation')) ?? null, domains: textOf(form, 'domains').split(/[\s,]+/),
  })
  if (added.ok) revalidatePath(path)
  return stateOf(added, form, `${textOf(form, 'name')} is added.`)
}

/** The first press reads the file and says what it would do; the second does it. */
export async function importFile(_state: ActionState, form: FormData): Promise<ActionState> {
  const actor = await requirePerson(path)
  if (form.has('confirmed')) return confirmed(form)
  const csv = await csvIn(form)
  if (csv === null) return { refusal: badField('file', 'Choose a CSV file in UTF-8, of at most 5 MB.') }
  const plan = await previewCouncils(db(), actor, { csv })
  if (!plan.ok) return { refusal: plan.refusal }
  const { added, changed, unchanged } = plan.value
  return { values: { csv, plan: `${added + changed + unchanged} councils were read: ${added} would be added, ${changed} changed, ${unchanged} stay as they are.` } }
}

async function confirmed(form: FormData): Promise<ActionState> {
  const actor = await requirePerson(path)
  const result = await importCouncils(db(), actor, { csv: String(form.get('csv') ?? '') })
  if (!result.ok) return { refusal: result.refusal, values: valuesOf(form) }
  revalidatePath(path)
  const { added, changed, unchanged } = result.value
  return { done: `Imported: ${added} councils added, ${changed} changed, ${unchanged} as they were.` }
}

async function csvIn(form: FormData): Promise<string | null> {
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0 || file.size > 5_000_000) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    return null
  }
}
