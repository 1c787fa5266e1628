import { eq } from 'drizzle-orm'
import { organisations } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Reader } from '../db'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { type Council, problemsInWords, readCouncils } from './councils'
import { mayAdminister } from './organisation'

export interface ImportCounts { readonly added: number; readonly changed: number; readonly unchanged: number }

type Row = typeof organisations.$inferSelect
interface Plan { readonly fresh: readonly Council[]; readonly changed: readonly { id: string; council: Council }[]; readonly unchanged: number }

/** What is here is found by GSS code, or by name where it was added without one. */
function planOf(councils: readonly Council[], here: readonly Row[]): Plan {
  const byCode = new Map(here.map((row) => [row.gssCode, row]))
  const byName = new Map(here.filter((row) => row.kind === 'council' && row.gssCode === null).map((row) => [row.name, row]))
  const fresh: Council[] = []
  const changed: { id: string; council: Council }[] = []
  let unchanged = 0
  for (const council of councils) {
    const row = byCode.get(council.gssCode) ?? byName.get(council.name)
    if (!row) fresh.push(council)
    else if (row.name === council.name && row.councilType === council.councilType && row.nation === council.nation && row.gssCode === council.gssCode) unchanged += 1
    else changed.push({ id: row.id, council })
  }
  return { fresh, changed, unchanged }
}

const countsOf = (plan: Plan): ImportCounts => ({ added: plan.fresh.length, changed: plan.changed.length, unchanged: plan.unchanged })

function councilsIn(csv: string): Result<readonly Council[]> {
  const { councils, problems } = readCouncils(csv)
  return problems.length > 0 ? refused(refuse('unreadable-file', problemsInWords(problems), 'file')) : ok(councils)
}

/** What an import would do, without doing it. */
export async function previewCouncils(on: Reader, actor: Actor, input: { csv: string }): Promise<Result<ImportCounts>> {
  const refusal = mayAdminister(actor)
  if (refusal) return refused(refusal)
  const read = councilsIn(input.csv)
  return read.ok ? ok(countsOf(planOf(read.value, await on.select().from(organisations)))) : read
}

/** Adds the councils of a CSV file and brings those that are here up to date: all of them or, when one line is wrong, none. */
export async function importCouncils(on: Database, actor: Actor, input: { csv: string }): Promise<Result<ImportCounts>> {
  return inTransaction(on, async (tx) => {
    const refusal = mayAdminister(actor)
    if (refusal) return refused(refusal)
    const read = councilsIn(input.csv)
    if (!read.ok) return read
    const here = await tx.select().from(organisations).for('update')
    const plan = planOf(read.value, here)
    const slugs = new Set(here.map((row) => row.slug))
    const made = plan.fresh.map(({ line: _, slug, ...council }) => ({ ...council, kind: 'council' as const, slug: freeIn(slugs, slug) }))
    if (made.length > 0) await tx.insert(organisations).values(made)
    for (const { id, council: { gssCode, name, councilType, nation } } of plan.changed) {
      await tx.update(organisations).set({ gssCode, name, councilType, nation, kind: 'council' }).where(eq(organisations.id, id))
    }
    await record(tx, actor, { kind: 'councils imported', facts: { ...countsOf(plan) } })
    return ok(countsOf(plan))
  })
}

function freeIn(taken: Set<string>, wanted: string): string {
  let slug = wanted
  for (let number = 2; taken.has(slug); number += 1) slug = `${wanted}-${number}`
  taken.add(slug)
  return slug
}
