import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { charters, groupAdvisors, groupMembers, invitations, organisationMemberships, organisations, people, seats, workingGroups } from '@/drizzle/schema'
import { eventsOfGroup, type ToldEvent } from '../audit/queries'
import { hashOfToken } from '../auth/sessions'
import type { Reader } from '../db'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import type { Constituency } from './constituency'
import { type InvitationState, invitationState } from './group'
import { mayIn, type MemberRole, type Standing } from './standing'
import { standingIn } from './standing-queries'

export type Group = typeof workingGroups.$inferSelect
export interface GroupInView { readonly group: Group; readonly standing: Standing }

/** A group by its address. Name and remit are public; what else may be seen, each query asks for itself. */
export async function groupForPerson(on: Reader, actor: Actor, slug: string): Promise<Result<GroupInView>> {
  const [group] = await on.select().from(workingGroups).where(eq(workingGroups.slug, slug))
  if (!group) return refused(refuse('not-found'))
  return ok({ group, standing: await standingIn(on, actor, group.id) })
}

export interface ListedGroup { readonly id: string; readonly slug: string; readonly name: string; readonly remit: string; readonly own: 'member' | 'advisor' | null }

/** Every group by name, and what the actor is in it. */
export async function groupsFor(on: Reader, actor: Actor): Promise<ListedGroup[]> {
  const personId = actor.kind === 'person' ? actor.id : null
  const listed = await on.select({
    id: workingGroups.id, slug: workingGroups.slug, name: workingGroups.name, remit: workingGroups.remit, member: groupMembers.id, advisor: groupAdvisors.id,
  }).from(workingGroups)
    .leftJoin(groupMembers, and(eq(groupMembers.groupId, workingGroups.id), eq(groupMembers.personId, sql`${personId}::uuid`), isNull(groupMembers.leftAt)))
    .leftJoin(groupAdvisors, and(eq(groupAdvisors.groupId, workingGroups.id), eq(groupAdvisors.personId, sql`${personId}::uuid`), isNull(groupAdvisors.endedAt)))
    .orderBy(asc(workingGroups.name))
  return listed.map(({ member, advisor, ...group }) => ({ ...group, own: member ? 'member' : advisor ? 'advisor' : null }))
}

const holders = alias(people, 'holders')
const substitutes = alias(people, 'substitutes')

export interface SeatInView { readonly id: string; readonly name: string; readonly constituency: Constituency; readonly organisation: string; readonly holderId: string; readonly holder: string; readonly substituteId: string | null; readonly substitute: string | null }

export interface CharterInView { readonly charter: typeof charters.$inferSelect; readonly seats: readonly SeatInView[] }

/** The charter in force with its seats; null before the first. Names of people: for those who may read them. */
export async function charterFor(on: Reader, found: GroupInView): Promise<CharterInView | null> {
  return (await chartersFor(on, found, 1))[0] ?? null
}

/** Every charter of the group with its seats, newest first. */
export async function chartersFor(on: Reader, { group, standing }: GroupInView, most = 1000): Promise<CharterInView[]> {
  if (mayIn(standing, 'public.readMemberNames')) return []
  const found = await on.select().from(charters).where(eq(charters.groupId, group.id)).orderBy(desc(charters.number)).limit(most)
  const held = await seatsOfCharters(on, found.map((charter) => charter.id))
  return found.map((charter) => ({ charter, seats: held.filter((seat) => seat.charterId === charter.id) }))
}

async function seatsOfCharters(on: Reader, charterIds: string[]): Promise<(SeatInView & { charterId: string })[]> {
  if (charterIds.length === 0) return []
  return on.select({
    charterId: seats.charterId,
    id: seats.id, name: seats.name, constituency: seats.constituency, organisation: organisations.name,
    holderId: seats.holderId, holder: holders.name, substituteId: seats.substituteId, substitute: substitutes.name,
  }).from(seats).innerJoin(organisations, eq(organisations.id, seats.organisationId)).innerJoin(holders, eq(holders.id, seats.holderId))
    .leftJoin(substitutes, eq(substitutes.id, seats.substituteId)).where(inArray(seats.charterId, charterIds)).orderBy(asc(seats.constituency), asc(seats.name))
}

export interface MemberInView { readonly personId: string; readonly name: string; readonly organisation: string; readonly constituency: string; readonly role: MemberRole; readonly joinedAt: Date }

/** Members by name, with organisation and constituency, never with an address; empty for those who may not read names. */
export async function membersFor(on: Reader, { group, standing }: GroupInView): Promise<MemberInView[]> {
  if (mayIn(standing, 'public.readMemberNames')) return []
  return on.select({
    personId: groupMembers.personId, name: people.name, organisation: organisations.name, constituency: groupMembers.constituency, role: groupMembers.role, joinedAt: groupMembers.joinedAt,
  }).from(groupMembers).innerJoin(people, eq(people.id, groupMembers.personId)).innerJoin(organisations, eq(organisations.id, groupMembers.organisationId))
    .where(and(eq(groupMembers.groupId, group.id), isNull(groupMembers.leftAt))).orderBy(asc(people.name))
}

/** The assigned advisors, for those who may read names and for administrators, who assign them. */
export async function advisorsFor(on: Reader, { group, standing }: GroupInView): Promise<{ personId: string; name: string; organisation: string }[]> {
  if (mayIn(standing, 'public.readMemberNames') && mayIn(standing, 'groups.assignAdvisor')) return []
  return advisoryPeople(on, eq(groupAdvisors.groupId, group.id))
}

const advisoryPeople = (on: Reader, assigned: ReturnType<typeof eq>) =>
  on.selectDistinct({ personId: people.id, name: people.name, organisation: organisations.name }).from(groupAdvisors)
    .innerJoin(people, eq(people.id, groupAdvisors.personId))
    .innerJoin(organisationMemberships, and(eq(organisationMemberships.personId, people.id), isNull(organisationMemberships.endedAt)))
    .innerJoin(organisations, and(eq(organisations.id, organisationMemberships.organisationId), eq(organisations.kind, 'advisory body')))
    .where(and(assigned, isNull(groupAdvisors.endedAt))).orderBy(asc(people.name))

/** Whom an administrator could assign; nobody for anyone else. */
export async function assignable(on: Reader, { standing }: GroupInView): Promise<{ personId: string; name: string }[]> {
  if (mayIn(standing, 'groups.assignAdvisor')) return []
  return on.selectDistinct({ personId: people.id, name: people.name }).from(people)
    .innerJoin(organisationMemberships, and(eq(organisationMemberships.personId, people.id), isNull(organisationMemberships.endedAt)))
    .innerJoin(organisations, and(eq(organisations.id, organisationMemberships.organisationId), eq(organisations.kind, 'advisory body')))
    .where(isNull(people.suspendedAt)).orderBy(asc(people.name))
}

export interface InvitationInView { readonly id: string; readonly email: string; readonly role: MemberRole; readonly organisation: string; readonly constituency: string; readonly invitedBy: string; readonly expiresAt: Date }

/** Open invitations with their addresses, for those who send them. */
export async function openInvitations(on: Reader, { group, standing }: GroupInView): Promise<InvitationInView[]> {
  if (mayIn(standing, 'members.invite')) return []
  return on.select({
    id: invitations.id, email: invitations.email, role: invitations.role, organisation: organisations.name, constituency: invitations.constituency,
    invitedBy: people.name, expiresAt: invitations.expiresAt,
  }).from(invitations).innerJoin(organisations, eq(organisations.id, invitations.organisationId)).innerJoin(people, eq(people.id, invitations.invitedBy))
    .where(and(eq(invitations.groupId, group.id), isNull(invitations.acceptedAt), isNull(invitations.withdrawnAt), sql`${invitations.expiresAt} > accord_now()`))
    .orderBy(asc(invitations.invitedAt))
}

const invitationColumns = {
  invitation: invitations, groupName: workingGroups.name, groupSlug: workingGroups.slug, remit: workingGroups.remit,
  organisation: organisations.name, invitedBy: people.name, now: sql<string>`accord_now()`,
}

const invitationRows = (on: Reader) => on.select(invitationColumns).from(invitations)
  .innerJoin(workingGroups, eq(workingGroups.id, invitations.groupId)).innerJoin(organisations, eq(organisations.id, invitations.organisationId))
  .innerJoin(people, eq(people.id, invitations.invitedBy))

export interface Invited {
  readonly id: string; readonly email: string; readonly role: MemberRole; readonly constituency: string; readonly state: InvitationState; readonly expiresAt: Date
  readonly groupName: string; readonly groupSlug: string; readonly remit: string; readonly organisation: string; readonly invitedBy: string
}

type InvitationRow = Awaited<ReturnType<typeof invitationRows>>[number]

const invitedOf = ({ invitation, now, ...around }: InvitationRow): Invited => ({
  id: invitation.id, email: invitation.email, role: invitation.role, constituency: invitation.constituency, expiresAt: invitation.expiresAt,
  state: invitationState(invitation, new Date(now)), ...around,
})

/** What an invitation's link leads to, for whoever holds the link and is signed in. */
export async function invitationOfToken(on: Reader, token: string): Promise<Result<Invited>> {
  const [found] = await invitationRows(on).where(eq(invitations.tokenHash, hashOfToken(token)))
  return found ? ok(invitedOf(found)) : refused(refuse('not-found'))
}

/** Invitations that wait on the actor's own address. The link itself is only in the letter; here they accept by id. */
export async function invitationsTo(on: Reader, actor: Actor): Promise<Invited[]> {
  if (actor.kind !== 'person') return []
  const found = await invitationRows(on).where(eq(invitations.email, actor.email)).orderBy(asc(invitations.invitedAt))
  return found.map(invitedOf).filter((invited) => invited.state === 'open')
}

/** The group's audit trail as sentences; a refusal for those whom the trail is not open to. */
export async function trailFor(on: Reader, { group, standing }: GroupInView): Promise<Result<ToldEvent[]>> {
  const refusal = mayIn(standing, 'audit.readGroup')
  return refusal ? refused(refusal) : ok(await eventsOfGroup(on, group.id))
}

