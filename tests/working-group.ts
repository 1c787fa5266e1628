import { eq, sql } from 'drizzle-orm'
import { charters, draftCompactions, draftLog, groupMembers, organisationMemberships, organisations, seats, standards } from '../drizzle/schema'
import { record } from '../lib/audit/record'
import type { Database, Sql, Tx } from '../lib/db'
import type { DocumentJson } from '../lib/document/types'
import { rowOfLog, startDraft } from '../lib/drafts/commands'
import { firstUpdate } from '../lib/drafts/text'
import type { Constituency } from '../lib/groups/constituency'
import type { QuorumRule } from '../lib/groups/quorum'
import type { PersonActor } from '../lib/kernel/actor'
import type { Refusal } from '../lib/kernel/refusal'
import type { Result } from '../lib/kernel/result'
import { makeGroup, makePerson } from './group'
import { documentOf, heading, requirement } from './texts'

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`)
  return result.value
}

export const refusalOf = (result: Result<unknown>): Refusal | null => (result.ok ? null : result.refusal)
export const codeOf = (result: Result<unknown>): string | null => refusalOf(result)?.code ?? null

const sixSeats: [organisation: string, kind: 'council' | 'supplier', constituency: Constituency, holder: string][] = [
  ['Wexshire', 'council', 'service team', 'Priya Nair'], ['Wexshire', 'council', 'digital team', 'Ravi Menon'],
  ['Aberwen', 'council', 'service team', 'Sian Pritchard'], ['Aberwen', 'council', 'digital team', 'Gethin Rowlands'],
  ['Keystone', 'supplier', 'supplier', 'Marcus Webb'], ['Formwise', 'supplier', 'supplier', 'Leah Okafor'],
]

export const overSixty: QuorumRule = {
  present: { comparison: 'over', share: 0.6 }, eachConstituency: { 'service team': 1, 'digital team': 1, supplier: 1 },
  carried: { comparison: 'over', share: 0.5 },
}

/** A group with six seats (the first has a substitute), its charter (none without seats), and a standard with a proposed owner and a draft of two requirements. */
export async function makeWorkingGroup(db: Database, rule: QuorumRule = overSixty, count = 6) {
  const group = await makeGroup(db)
  const tail = group.group.id.slice(0, 8)
  const join = async (name: string, organisationId: string, constituency: Constituency, role: 'reviewer' | 'observer' = 'reviewer') => {
    const person = await makePerson(db, name)
    await db.insert(organisationMemberships).values({ organisationId, personId: person.id, constituency })
    await db.insert(groupMembers).values({ groupId: group.group.id, personId: person.id, organisationId, constituency, role })
    return person
  }
  const holders: PersonActor[] = []
  const sitting: Omit<typeof seats.$inferInsert, 'charterId'>[] = []
  const substitute = await join('Tom Hale', group.council.id, 'service team')
  for (const [organisation, kind, constituency, name] of sixSeats.slice(0, count)) {
    const slug = `${organisation.toLowerCase()}-${tail}`
    await db.insert(organisations).values({ slug, name: organisation, kind }).onConflictDoNothing()
    const [own] = await db.select().from(organisations).where(eq(organisations.slug, slug))
    const holder = await join(name, own!.id, constituency)
    sitting.push({ name: `${organisation} ${constituency}`, constituency, organisationId: own!.id, holderId: holder.id, substituteId: holders.length === 0 ? substitute.id : null })
    holders.push(holder)
  }
  // A charter and its seats are made in one transaction; without seats there is none.
  const charter = sitting.length === 0 ? undefined : await db.transaction(async (tx) => {
    const [made] = await tx.insert(charters)
      .values({ groupId: group.group.id, number: 1, scope: 'Applying', quorum: rule, reviewPeriodMonths: 12, charteredBy: group.advisor.id }).returning()
    await tx.insert(seats).values(sitting.map((seat) => ({ ...seat, charterId: made!.id })))
    await record(tx as Tx, group.advisor, { kind: 'group chartered', groupId: group.group.id, facts: { name: group.group.name, charter: 1, seats: sitting.length } })
    return made
  })
  const content = documentOf(heading('hhhhhhhhhhhh', 'Form design'), requirement('a', 'MUST', 'It works on a phone.'), requirement('b', 'SHOULD', 'It is quick.'))
  const standard = valueOf(await startDraft(db, group.lead, { groupId: group.group.id, title: `Free school meals ${tail}`, refPrefix: 'FSM', content }))
  await db.update(standards).set({ ownerPost: 'Head of Digital Standards', reviewDate: '2099-01-11' }).where(eq(standards.id, standard.id))
  return { ...group, charter: charter!, holders, substitute, standard, content, join }
}

export type WorkingGroup = Awaited<ReturnType<typeof makeWorkingGroup>>

/** Makes a draft's durable text this one, as if it had been written by hand. */
export async function writeDraft(db: Database, standardId: string, content: DocumentJson): Promise<void> {
  await db.delete(draftCompactions).where(eq(draftCompactions.standardId, standardId))
  await db.delete(draftLog).where(eq(draftLog.standardId, standardId))
  await db.insert(draftLog).values(rowOfLog(standardId, [firstUpdate(content).update]))
}

/** Stands this database's clock still at a moment; without one it runs again. */
export async function standAt(sql: Sql, moment?: string): Promise<void> {
  const body = moment ? `SELECT timestamptz '${moment}'` : 'SELECT clock_timestamp()'
  await sql.unsafe(`create or replace function accord_now() returns timestamptz language sql volatile as $$ ${body} $$`)
}

export const inAWeek = (): Date => new Date(Date.now() + 7 * 24 * 3600 * 1000)

/** What PostgreSQL says when a statement is refused; fails when it is not. */
export async function refusedBy(statement: PromiseLike<unknown>): Promise<string> {
  try {
    await statement
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('PostgreSQL let it through')
}

export const rowsOf = async (db: Database, table: string): Promise<number> =>
  Number((await db.execute<{ n: string }>(sql.raw(`select count(*) as n from ${table}`)))[0]!.n)
