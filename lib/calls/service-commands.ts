import { sql } from 'drizzle-orm'
import { interactions, services } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Reader, type Tx } from '../db'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { problemsInWords } from '../organisations/councils'
import { mayAdminister } from '../organisations/organisation'
import { type Listed, type ListInput, readList } from './service-list'

export interface ListCounts { readonly added: number; readonly changed: number; readonly unchanged: number }

interface Plan { readonly write: readonly Listed[]; readonly counts: ListCounts }

async function planOf(on: Reader, { list, csv }: ListInput): Promise<Result<Plan>> {
  const { entries, problems } = readList(list, csv)
  if (problems.length > 0) return refused(refuse('unreadable-file', problemsInWords(problems), 'file'))
  const rows = list === 'services' ? await on.select({ id: services.lgsl, name: services.name, description: services.description }).from(services)
    : await on.select({ id: interactions.lgil, name: interactions.name, description: sql<string>`''` }).from(interactions)
  const here = new Map(rows.map((row) => [row.id, row]))
  const same = (entry: Listed) => here.get(entry.id)?.name === entry.name && (list === 'interactions' || here.get(entry.id)?.description === entry.description)
  const write = entries.filter((entry) => !same(entry))
  const changed = write.filter((entry) => here.has(entry.id)).length
  return ok({ write, counts: { added: write.length - changed, changed, unchanged: entries.length - write.length } })
}

/** What an import would do, without doing it. */
export async function previewList(on: Reader, actor: Actor, input: ListInput): Promise<Result<ListCounts>> {
  const refusal = mayAdminister(actor)
  if (refusal) return refused(refusal)
  const plan = await planOf(on, input)
  return plan.ok ? ok(plan.value.counts) : plan
}

/** Adds what a CSV file lists and brings what is here up to date: all of it or, when one line is wrong, nothing. What it does not list stays. */
export async function importList(on: Database, actor: Actor, input: ListInput): Promise<Result<ListCounts>> {
  return inTransaction(on, (tx) => writeList(tx, actor, input))
}

/** Both lists in one step: when a line of either is wrong, neither is touched. */
export async function importLists(on: Database, actor: Actor, inputs: readonly ListInput[]): Promise<Result<ListCounts[]>> {
  return inTransaction(on, async (tx) => {
    const counts: ListCounts[] = []
    for (const input of inputs) {
      const written = await writeList(tx, actor, input)
      if (!written.ok) return refused({ ...written.refusal, message: `${input.list}: ${written.refusal.message}` })
      counts.push(written.value)
    }
    return ok(counts)
  })
}

async function writeList(tx: Tx, actor: Actor, input: ListInput): Promise<Result<ListCounts>> {
  const refusal = mayAdminister(actor)
  if (refusal) return refused(refusal)
  // One import after another, so that what a plan counted is what it did.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('service lists'))`)
  const plan = await planOf(tx, input)
  if (!plan.ok) return plan
  const { write, counts } = plan.value
  for (let from = 0; from < write.length; from += 500) {
    const some = write.slice(from, from + 500)
    if (input.list === 'services') {
      await tx.insert(services).values(some.map(({ id, name, description }) => ({ lgsl: id, name, description })))
        .onConflictDoUpdate({ target: services.lgsl, set: { name: sql`excluded.name`, description: sql`excluded.description` } })
    } else {
      await tx.insert(interactions).values(some.map(({ id, name }) => ({ lgil: id, name }))).onConflictDoUpdate({ target: interactions.lgil, set: { name: sql`excluded.name` } })
    }
  }
  await record(tx, actor, { kind: 'list imported', facts: { list: input.list, ...counts } })
  return ok(counts)
}
