import { and, eq, isNull } from 'drizzle-orm'
import { groupAdvisors, groupMembers, organisationMemberships, organisations, standards } from '@/drizzle/schema'
import type { Reader } from '../db'
import type { Actor, PersonActor } from '../kernel/actor'
import { type Standing, stranger } from './standing'

/** Is this person of an advisory body? */
async function isAdvisor(on: Reader, personId: string): Promise<boolean> {
  const found = await on.select({ id: organisations.id }).from(organisationMemberships)
    .innerJoin(organisations, eq(organisations.id, organisationMemberships.organisationId))
    .where(and(eq(organisationMemberships.personId, personId), isNull(organisationMemberships.endedAt), eq(organisations.kind, 'advisory body')))
    .limit(1)
  return found.length > 0
}

/** What the actor is in a group, now. With no group (null): what they are outside any. */
export async function standingIn(on: Reader, actor: Actor, groupId: string | null): Promise<Standing> {
  if (actor.kind !== 'person') return stranger
  const advises = await isAdvisor(on, actor.id)
  if (!groupId) return { personId: actor.id, member: null, advisor: advises ? 'unassigned' : 'no', admin: actor.isAdmin }
  const [member] = await on
    .select({ role: groupMembers.role, constituency: groupMembers.constituency, organisationId: groupMembers.organisationId })
    .from(groupMembers)
    .where(and(eq(groupMembers.groupId, groupId), eq(groupMembers.personId, actor.id), isNull(groupMembers.leftAt)))
  const [assigned] = advises
    ? await on.select({ id: groupAdvisors.id }).from(groupAdvisors)
        .where(and(eq(groupAdvisors.groupId, groupId), eq(groupAdvisors.personId, actor.id), isNull(groupAdvisors.endedAt)))
    : []
  return {
    personId: actor.id,
    member: member ?? null,
    advisor: !advises ? 'no' : assigned ? 'assigned' : 'unassigned',
    admin: actor.isAdmin,
  }
}

/** What the actor is in the group that a standard belongs to; null when there is no such standard. */
export async function standingOnStandard(on: Reader, actor: Actor, standardId: string): Promise<Standing | null> {
  const [found] = await on.select({ groupId: standards.groupId }).from(standards).where(eq(standards.id, standardId))
  return found ? standingIn(on, actor, found.groupId) : null
}

/** What the actor is in each group that they are a member or an advisor of, by the group's id. */
export async function standingsOf(on: Reader, actor: PersonActor): Promise<Map<string, Standing>> {
  const advises = await isAdvisor(on, actor.id)
  const members = await on.select({ groupId: groupMembers.groupId, role: groupMembers.role, constituency: groupMembers.constituency, organisationId: groupMembers.organisationId })
    .from(groupMembers).where(and(eq(groupMembers.personId, actor.id), isNull(groupMembers.leftAt)))
  const assigned = advises ? await on.select({ groupId: groupAdvisors.groupId }).from(groupAdvisors)
    .where(and(eq(groupAdvisors.personId, actor.id), isNull(groupAdvisors.endedAt))) : []
  const nowhere: Standing = { personId: actor.id, member: null, advisor: advises ? 'unassigned' : 'no', admin: actor.isAdmin }
  const found = new Map<string, Standing>(members.map(({ groupId, ...member }) => [groupId, { ...nowhere, member }]))
  for (const { groupId } of assigned) found.set(groupId, { ...nowhere, member: found.get(groupId)?.member ?? null, advisor: 'assigned' })
  return found
}
