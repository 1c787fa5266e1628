import { and, asc, eq, isNull, like, sql } from 'drizzle-orm'
import { groupMembers, groupAdvisors, organisationMemberships, organisations, people } from '@/drizzle/schema'
import type { Reader } from '../db'

/** Demo mode: the invented people, whom anyone may sign in as. Their addresses end in `.example`, which no mail can reach (RFC 2606). */
export async function demoPeople(on: Reader) {
  return on.select({
    email: people.email, name: people.name, isAdmin: people.isAdmin,
    organisation: sql<string>`coalesce(string_agg(distinct ${organisations.name}, ', '), '')`,
    role: sql<string | null>`max(${groupMembers.role})`,
    constituency: sql<string | null>`max(${groupMembers.constituency})`,
    advises: sql<boolean>`count(${groupAdvisors.id}) > 0`,
  }).from(people)
    .leftJoin(organisationMemberships, and(eq(organisationMemberships.personId, people.id), isNull(organisationMemberships.endedAt)))
    .leftJoin(organisations, eq(organisations.id, organisationMemberships.organisationId))
    .leftJoin(groupMembers, and(eq(groupMembers.personId, people.id), isNull(groupMembers.leftAt)))
    .leftJoin(groupAdvisors, and(eq(groupAdvisors.personId, people.id), isNull(groupAdvisors.endedAt)))
    .where(and(like(people.email, '%.example'), isNull(people.suspendedAt)))
    .groupBy(people.id).orderBy(asc(people.createdAt), asc(people.name)).limit(60)
}

/** Only an invented person can be signed in as without proof, also in demo mode. */
export async function demoPerson(on: Reader, email: string): Promise<{ id: string; name: string } | null> {
  const [found] = await on.select({ id: people.id, name: people.name }).from(people)
    .where(and(eq(people.email, email.trim().toLowerCase()), like(people.email, '%.example'), isNull(people.suspendedAt)))
  return found ?? null
}
