import { and, eq, isNull, max, sql } from 'drizzle-orm'
import { charters, groupAdvisors, groupMembers, organisationMemberships, organisations, people, seats, workingGroups } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Reader, type Tx } from '../db'
import type { Actor } from '../kernel/actor'
import { slugOf } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { type CharterInput, decideCharter, type SeatedMember } from './charter'
import { advisorIsNoMember, mayAssignAdvisor, mayCharter, mayCreateGroup } from './policy'
import type { Standing } from './standing'
import { standingIn } from './standing-queries'

/** Holds the group for the rest of the step: its roles and charters change one at a time. Null when there is none. */
export async function lockGroup(tx: Tx, groupId: string): Promise<{ id: string; name: string } | null> {
  const [group] = await tx.select({ id: workingGroups.id, name: workingGroups.name }).from(workingGroups).where(eq(workingGroups.id, groupId)).for('update')
  return group ?? null
}

/** Is this person one of an advisory body? Then they advise, and are no member of any group. */
export async function isAdvisorNow(on: Reader, personId: string): Promise<boolean> {
  const found = await on.select({ id: organisations.id }).from(organisationMemberships)
    .innerJoin(organisations, eq(organisations.id, organisationMemberships.organisationId))
    .where(and(eq(organisationMemberships.personId, personId), isNull(organisationMemberships.endedAt), eq(organisations.kind, 'advisory body')))
  return found.length > 0
}

async function freeGroupSlug(tx: Tx, name: string): Promise<string> {
  const wanted = slugOf(name)
  const taken = new Set((await tx.select({ slug: workingGroups.slug }).from(workingGroups)
    .where(sql`${workingGroups.slug} = ${wanted} or ${workingGroups.slug} like ${`${wanted}-%`}`)).map((row) => row.slug))
  if (!taken.has(wanted) && wanted !== 'new') return wanted
  for (let number = 2; ; number += 1) if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`
}

/** An advisor who creates a group is assigned to it; an administrator then assigns one. */
export async function createGroup(on: Database, actor: Actor, input: GroupInput): Promise<Result<MadeGroup>> {
  return inTransaction(on, (tx) => writeGroup(tx, actor, input))
}

export interface GroupInput { readonly name: string; readonly remit: string }
export interface MadeGroup { readonly id: string; readonly slug: string; readonly name: string }

export async function writeGroup(tx: Tx, actor: Actor, input: GroupInput): Promise<Result<MadeGroup>> {
  const standing = await standingIn(tx, actor, null)
  const refusal = mayCreateGroup(standing)
  if (refusal) return refused(refusal)
  const [name, remit] = [input.name.replace(/\s+/g, ' ').trim(), input.remit.trim()]
  if (slugOf(name) === '' || name.length > 120) return refused(refuse('invalid', 'Enter a name for the working group, in 120 characters or fewer.', 'name'))
  if (remit === '' || remit.length > 2000) return refused(refuse('invalid', 'Say what the working group is for, in 2,000 characters or fewer. The public reads this.', 'remit'))
  const slug = await freeGroupSlug(tx, name)
  const [group] = await tx.insert(workingGroups).values({ slug, name, remit }).returning({ id: workingGroups.id })
  await record(tx, actor, { kind: 'group created', groupId: group!.id, facts: { name } })
  if (standing.advisor !== 'no' && standing.personId) await tx.insert(groupAdvisors).values({ groupId: group!.id, personId: standing.personId })
  return ok({ id: group!.id, slug, name })
}

/** Members as seats need them. */
async function seatedMembers(on: Reader, groupId: string): Promise<SeatedMember[]> {
  return on.select({
    personId: groupMembers.personId, name: people.name, organisationId: groupMembers.organisationId, organisation: organisations.name, constituency: groupMembers.constituency,
  }).from(groupMembers)
    .innerJoin(people, eq(people.id, groupMembers.personId)).innerJoin(organisations, eq(organisations.id, groupMembers.organisationId))
    .where(and(eq(groupMembers.groupId, groupId), isNull(groupMembers.leftAt)))
}

/** Charters a group, or changes its charter by making the next one. */
export async function charterGroup(on: Database, actor: Actor, input: CharterInput & { groupId: string }): Promise<Result<{ id: string; number: number }>> {
  return inTransaction(on, async (tx) => {
    const group = await lockGroup(tx, input.groupId)
    return group ? writeCharter(tx, actor, group, input) : refused(refuse('not-found'))
  })
}

/** The next charter of a group that is held (lockGroup), or was made in this transaction. */
export async function writeCharter(tx: Tx, actor: Actor, group: { id: string; name: string }, input: CharterInput): Promise<Result<{ id: string; number: number }>> {
  const standing = await standingIn(tx, actor, group.id)
  const refusal = mayCharter(standing)
  if (refusal || !standing.personId) return refused(refusal ?? refuse('sign-in-needed'))
  const [newest] = await tx.select({ number: max(charters.number) }).from(charters).where(eq(charters.groupId, group.id))
  const number = (newest?.number ?? 0) + 1
  const decided = decideCharter(input, await seatedMembers(tx, group.id), number)
  if ('refusal' in decided) return refused(decided.refusal)
  const changes = number === 1 ? '' : input.changes.trim()
  const [charter] = await tx.insert(charters).values({
    groupId: group.id, number, scope: input.scope.trim(), quorum: input.quorum, reviewPeriodMonths: input.reviewPeriodMonths,
    writtenWindowDays: input.writtenWindowDays, changes, charteredBy: standing.personId,
  }).returning({ id: charters.id })
  await tx.insert(seats).values(decided.seats.map((seat) => ({ ...seat, charterId: charter!.id })))
  await record(tx, actor, { kind: 'group chartered', groupId: group.id, facts: { name: group.name, charter: number, seats: decided.seats.length } })
  if (number > 1) await record(tx, actor, { kind: 'charter changed', groupId: group.id, facts: { charter: number, changes } })
  return ok({ id: charter!.id, number })
}

async function forAssignment(tx: Tx, actor: Actor, input: { groupId: string; personId: string }): Promise<Result<{ name: string; standing: Standing }>> {
  const group = await lockGroup(tx, input.groupId)
  if (!group) return refused(refuse('not-found'))
  const standing = await standingIn(tx, actor, group.id)
  const refusal = mayAssignAdvisor(standing)
  if (refusal) return refused(refusal)
  const [person] = await tx.select({ name: people.name }).from(people).where(eq(people.id, input.personId))
  return person ? ok({ name: person.name, standing }) : refused(refuse('not-found'))
}

/** An advisor is of an advisory body, and never a member of the group that they advise. */
export async function assignAdvisor(on: Database, actor: Actor, input: { groupId: string; personId: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const found = await forAssignment(tx, actor, input)
    if (!found.ok) return found
    const { name } = found.value
    if (!await isAdvisorNow(tx, input.personId)) return refused(refuse('invalid', `${name} is not a person of an advisory body.`, 'personId'))
    const [member] = await tx.select({ id: groupMembers.id }).from(groupMembers)
      .where(and(eq(groupMembers.groupId, input.groupId), eq(groupMembers.personId, input.personId), isNull(groupMembers.leftAt)))
    if (member) return refused(advisorIsNoMember(name))
    const [made] = await tx.insert(groupAdvisors).values(input).onConflictDoNothing().returning({ id: groupAdvisors.id })
    if (!made) return refused(refuse('already-done', `${name} advises this working group already.`))
    await record(tx, actor, { kind: 'advisor assigned', groupId: input.groupId, facts: { name } })
    return ok(undefined)
  })
}

export async function unassignAdvisor(on: Database, actor: Actor, input: { groupId: string; personId: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const found = await forAssignment(tx, actor, input)
    if (!found.ok) return found
    const ended = await endAssignment(tx, input)
    if (!ended) return refused(refuse('already-done', `${found.value.name} does not advise this working group.`))
    await record(tx, actor, { kind: 'advisor unassigned', groupId: input.groupId, facts: { name: found.value.name } })
    return ok(undefined)
  })
}

export async function endAssignment(tx: Tx, input: { groupId: string; personId: string }): Promise<boolean> {
  const ended = await tx.update(groupAdvisors).set({ endedAt: sql`accord_now()` })
    .where(and(eq(groupAdvisors.groupId, input.groupId), eq(groupAdvisors.personId, input.personId), isNull(groupAdvisors.endedAt))).returning({ id: groupAdvisors.id })
  return ended.length > 0
}
