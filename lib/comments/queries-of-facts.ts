import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { comments, groupAdvisors, groupMembers, organisationMemberships, organisations, people, standards, threads, versions } from '@/drizzle/schema'
import type { Reader, Tx } from '../db'
import type { Standing } from '../groups/standing'
import { standingIn } from '../groups/standing-queries'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { type AuthorView, isId, type MentionablePerson } from './comment'
import { type CommentFacts, mayOpen, type StandardFacts } from './policy'

export interface OpenedStandard {
  readonly standard: StandardFacts & { readonly id: string; readonly slug: string; readonly title: string; readonly groupId: string }
  readonly standing: Standing
}

/** A standard whose draft the actor may open, with what they are in its group. */
export async function openedStandard(on: Reader, actor: Actor, standardId: string): Promise<Result<OpenedStandard>> {
  if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
  const [found] = isId(standardId) ? await on.select().from(standards).where(eq(standards.id, standardId)) : []
  const standing = found ? await standingIn(on, actor, found.groupId) : null
  const refusal = mayOpen(standing)
  if (refusal || !found || !standing) return refused(refusal ?? refuse('not-found'))
  const { id, slug, title, groupId, archivedAt } = found
  return ok({ standard: { id, slug, title, groupId, archived: archivedAt !== null }, standing })
}

/** A thread locked for a step, so that two steps at once come one after the other. */
export async function lockedThread(tx: Tx, threadId: string) {
  const [thread] = await tx.select().from(threads).where(eq(threads.id, threadId)).for('update')
  return thread ?? null
}

export async function lockedComment(tx: Tx, commentId: string) {
  const [comment] = await tx.select().from(comments).where(eq(comments.id, commentId)).for('update')
  return comment ?? null
}

/** When each version of a standard was tagged, oldest first. */
export const taggings = (on: Reader, standardId: string) =>
  on.select({ major: versions.major, minor: versions.minor, at: versions.taggedAt }).from(versions)
    .where(eq(versions.standardId, standardId)).orderBy(asc(versions.taggedAt))

export type Tagging = Awaited<ReturnType<typeof taggings>>[number]

const nameOf = (tagging: Tagging) => `v${tagging.major}.${tagging.minor}`

export const factsOf = (comment: { authorId: string; deletedAt: Date | null; createdAt: Date }, tagged: readonly Tagging[]): CommentFacts => {
  const first = tagged.find((tagging) => tagging.at >= comment.createdAt)
  return { authorId: comment.authorId, deleted: comment.deletedAt !== null, frozenIn: first ? nameOf(first) : null }
}

/** In what capacity a person writes: as a member for their organisation, else as the group's advisor for their advisory body. */
export async function capacityOf(on: Reader, standing: Standing): Promise<{ organisationId: string | null; constituency: string | null; asAdvisor: boolean }> {
  // An observer who advises the group writes as its advisor: observers do not comment.
  if (standing.member && !(standing.member.role === 'observer' && standing.advisor === 'assigned'))
    return { organisationId: standing.member.organisationId, constituency: standing.member.constituency, asAdvisor: false }
  const [body] = await on.select({ id: organisations.id }).from(organisationMemberships)
    .innerJoin(organisations, eq(organisations.id, organisationMemberships.organisationId))
    .where(and(eq(organisationMemberships.personId, standing.personId ?? sql`null`), isNull(organisationMemberships.endedAt),
      eq(organisations.kind, 'advisory body')))
    .orderBy(asc(organisations.name)).limit(1)
  return { organisationId: body?.id ?? null, constituency: null, asAdvisor: true }
}

/** The members of a group and its advisors: whom one can mention in it. */
export async function mentionable(on: Reader, groupId: string): Promise<MentionablePerson[]> {
  const members = await on
    .select({ id: people.id, name: people.name, organisation: organisations.name, constituency: groupMembers.constituency })
    .from(groupMembers).innerJoin(people, eq(people.id, groupMembers.personId))
    .innerJoin(organisations, eq(organisations.id, groupMembers.organisationId))
    .where(and(eq(groupMembers.groupId, groupId), isNull(groupMembers.leftAt), isNull(people.suspendedAt)))
  const advisors = await on.selectDistinctOn([people.id], { id: people.id, name: people.name, organisation: organisations.name })
    .from(groupAdvisors).innerJoin(people, eq(people.id, groupAdvisors.personId))
    .innerJoin(organisationMemberships, and(eq(organisationMemberships.personId, people.id), isNull(organisationMemberships.endedAt)))
    .innerJoin(organisations, and(eq(organisations.id, organisationMemberships.organisationId), eq(organisations.kind, 'advisory body')))
    .where(and(eq(groupAdvisors.groupId, groupId), isNull(groupAdvisors.endedAt), isNull(people.suspendedAt)))
    .orderBy(people.id, organisations.name)
  const once = new Map<string, MentionablePerson>(advisors.map((person) => [person.id, { ...person, constituency: 'advisor' }]))
  for (const person of members) once.set(person.id, person)
  return [...once.values()].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}

export const authorOf = (row: { name: string; organisation: string | null; constituency: string | null; asAdvisor: boolean }): AuthorView =>
  ({ name: row.name, organisation: row.organisation, constituency: row.asAdvisor ? 'advisor' : (row.constituency as AuthorView['constituency']) })
