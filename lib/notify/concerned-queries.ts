import { and, desc, eq, isNull, inArray, sql } from 'drizzle-orm'
import { consultationComments, consultations, dispositions, groupAdvisors, groupMembers, lateDecisions, proposals } from '@/drizzle/schema'
import type { Reader } from '../db'
import type { MemberRole } from '../groups/standing'

/** The group's advisors. */
export async function advisorsOf(on: Reader, groupId: string): Promise<string[]> {
  const rows = await on.select({ personId: groupAdvisors.personId }).from(groupAdvisors).where(and(eq(groupAdvisors.groupId, groupId), isNull(groupAdvisors.endedAt)))
  return rows.map((row) => row.personId)
}

/** Its members of these roles; all of them without. */
export async function membersOf(on: Reader, groupId: string, roles?: readonly MemberRole[]): Promise<string[]> {
  const rows = await on.select({ personId: groupMembers.personId }).from(groupMembers)
    .where(and(eq(groupMembers.groupId, groupId), isNull(groupMembers.leftAt), roles ? inArray(groupMembers.role, [...roles]) : undefined))
  return rows.map((row) => row.personId)
}

interface Labelled { readonly personId: string; readonly consultation: number }

const labelled = (label: string) => {
  const [, late, number] = /^(L?)C-(\d+)$/.exec(label) ?? []
  return and(eq(consultationComments.late, late === 'L'), eq(consultationComments.number, Number(number ?? 0)))
}

/** Who wrote the comment that was disposed of just now as the trail says; its label alone is one of each consultation. */
export async function authorOfDisposed(on: Reader, standardId: string, facts: { comment: string; reason: string; revision: number }): Promise<Labelled | null> {
  const [row] = await on.select({ personId: consultationComments.authorId, consultation: consultations.number }).from(dispositions)
    .innerJoin(consultationComments, eq(consultationComments.id, dispositions.commentId)).innerJoin(consultations, eq(consultations.id, consultationComments.consultationId))
    .where(and(eq(consultations.standardId, standardId), labelled(facts.comment), eq(dispositions.revision, facts.revision), eq(dispositions.reason, facts.reason)))
    .orderBy(desc(dispositions.disposedAt)).limit(1)
  return row ?? null
}

export async function authorOfLate(on: Reader, standardId: string, facts: { comment: string; reason: string }): Promise<Labelled | null> {
  const [row] = await on.select({ personId: consultationComments.authorId, consultation: consultations.number }).from(lateDecisions)
    .innerJoin(consultationComments, eq(consultationComments.id, lateDecisions.commentId)).innerJoin(consultations, eq(consultations.id, consultationComments.consultationId))
    .where(and(eq(consultations.standardId, standardId), labelled(facts.comment), eq(lateDecisions.reason, facts.reason)))
    .orderBy(desc(lateDecisions.decidedAt)).limit(1)
  return row ?? null
}

export async function proposerOf(on: Reader, standardId: string, name: string): Promise<string[]> {
  const rows = await on.select({ personId: proposals.proposedBy }).from(proposals)
    .where(and(eq(proposals.standardId, standardId), sql`'P-' || ${proposals.number} = ${name}`))
  return rows.map((row) => row.personId)
}
