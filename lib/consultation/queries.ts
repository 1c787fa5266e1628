import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import {
  consultationClosings, consultationComments, consultationReplies, consultations, lateDecisions, organisations, people, standards, versions, workingGroups,
} from '@/drizzle/schema'
import type { DeclarationView } from '../calls/declaration'
import { declarationsOf } from '../calls/declaration-queries'
import { clockOf, type Reader } from '../db'
import type { Actor } from '../kernel/actor'
import { isUuid } from '../kernel/ids'
import { ok, type Result } from '../kernel/result'
import { newestVersion, type OnStandard } from '../versions/queries'
import { standardFor } from '../versions/standard-queries'
import { labelOf } from '../versions/version'
import { type ConsultationComment, labelOfComment, type Reply } from './comment'
import { type Consultation, stateOf } from './consultation'
import type { OpeningState } from './policy'

const [opener, closer, answerer] = [alias(people, 'opener'), alias(people, 'closer'), alias(people, 'answerer')]

/** Consultations with what is shown of them, newest first. Checks nobody: a consultation and its version are public from its opening. */
const selecting = (on: Reader) => on.select({
  consultation: consultations, slug: standards.slug, groupId: standards.groupId, groupName: workingGroups.name, major: versions.major, minor: versions.minor,
  title: versions.title, openedByName: opener.name, closing: consultationClosings, closedByName: closer.name,
}).from(consultations)
  .innerJoin(standards, eq(standards.id, consultations.standardId)).innerJoin(workingGroups, eq(workingGroups.id, standards.groupId))
  .innerJoin(versions, eq(versions.id, consultations.versionId)).innerJoin(opener, eq(opener.id, consultations.openedBy))
  .leftJoin(consultationClosings, eq(consultationClosings.consultationId, consultations.id)).leftJoin(closer, eq(closer.id, consultationClosings.closedBy))
  .orderBy(desc(consultations.openedAt), desc(consultations.number)).$dynamic()

function inFull({ consultation, closing, closedByName, major, minor, ...row }: Awaited<ReturnType<typeof selecting>>[number]): Consultation {
  const { id, standardId, number, versionId, digest, introduction, openedAt, closesAt } = consultation
  return {
    ...row, id, standardId, number, versionId, digest, introduction, openedAt, closesAt, versionLabel: labelOf({ major, minor }),
    state: stateOf(closing && { ...closing, closedByName }),
  }
}

export const consultationsOfStandard = async (on: Reader, standardId: string): Promise<Consultation[]> =>
  (await selecting(on).where(eq(consultations.standardId, standardId))).map(inFull)

export async function consultationById(on: Reader, consultationId: string): Promise<Consultation | null> {
  if (!isUuid(consultationId)) return null
  return (await selecting(on).where(eq(consultations.id, consultationId))).map(inFull)[0] ?? null
}

/** The consultation of this number of the standard under `slug`; without a number, its newest. */
export async function consultationAt(on: Reader, slug: string, number?: number): Promise<Consultation | null> {
  const ofNumber = number === undefined ? undefined : eq(consultations.number, number)
  return (await selecting(on).where(and(eq(standards.slug, slug), ofNumber)).limit(1)).map(inFull)[0] ?? null
}

export const everyConsultation = async (on: Reader): Promise<Consultation[]> => (await selecting(on)).map(inFull)

const authored = (on: Reader) => on.select({
  comment: consultationComments, authorName: people.name, organisation: organisations.name, answer: lateDecisions, decidedByName: answerer.name,
}).from(consultationComments)
  .innerJoin(people, eq(people.id, consultationComments.authorId)).leftJoin(organisations, eq(organisations.id, consultationComments.organisationId))
  .leftJoin(lateDecisions, eq(lateDecisions.commentId, consultationComments.id)).leftJoin(answerer, eq(answerer.id, lateDecisions.decidedBy))
  .orderBy(asc(consultationComments.late), asc(consultationComments.number)).$dynamic()

type Row = Awaited<ReturnType<typeof authored>>[number]

type Declared = ReadonlyMap<string, readonly DeclarationView[]>

/** Who has declared an interest, with all that they declared. Beside a comment, nothing to declare is nothing to show. */
const interestsOf = async (on: Reader, personIds: readonly string[]): Promise<Declared> =>
  new Map([...await declarationsOf(on, personIds)].filter(([, all]) => all.some((one) => !one.nothing)))

function commentOf({ comment, authorName, organisation, answer, decidedByName }: Row, replies: readonly Reply[], declared: Declared): ConsultationComment {
  const { createdAt, ...rest } = comment
  return {
    ...rest, at: createdAt, label: labelOfComment(comment), authorName, organisation, answer: answer && { ...answer, decidedByName: decidedByName ?? '' },
    declared: declared.get(comment.authorId) ?? [], replies: replies.filter((reply) => reply.commentId === comment.id),
  }
}

const repliesTo = (on: Reader, consultationId: string): Promise<Omit<Reply, 'declared'>[]> => on.select({
  id: consultationReplies.id, commentId: consultationReplies.commentId, body: consultationReplies.body, authorId: consultationReplies.authorId,
  authorName: people.name, organisation: organisations.name, constituency: consultationReplies.constituency, asAdvisor: consultationReplies.asAdvisor,
  at: consultationReplies.createdAt,
}).from(consultationReplies).innerJoin(people, eq(people.id, consultationReplies.authorId))
  .innerJoin(consultationComments, eq(consultationComments.id, consultationReplies.commentId))
  .leftJoin(organisations, eq(organisations.id, consultationReplies.organisationId))
  .where(eq(consultationComments.consultationId, consultationId)).orderBy(asc(consultationReplies.createdAt))

async function inWhole(on: Reader, consultationId: string, rows: readonly Row[]): Promise<ConsultationComment[]> {
  const replies = await repliesTo(on, consultationId)
  const declared = await interestsOf(on, [...rows.map(({ comment }) => comment.authorId), ...replies.map((reply) => reply.authorId)])
  const answered = replies.map((reply): Reply => ({ ...reply, declared: declared.get(reply.authorId) ?? [] }))
  return rows.map((row) => commentOf(row, answered, declared))
}

/** Every comment of a consultation with its replies, those on time first, by number. Checks nobody: for commands and for pages that have asked. */
export async function commentsOf(on: Reader, consultationId: string): Promise<ConsultationComment[]> {
  return inWhole(on, consultationId, await authored(on).where(eq(consultationComments.consultationId, consultationId)))
}

export async function commentById(on: Reader, commentId: string): Promise<ConsultationComment | null> {
  if (!isUuid(commentId)) return null
  const [row] = await authored(on).where(eq(consultationComments.id, commentId))
  return row ? (await inWhole(on, row.comment.consultationId, [row]))[0]! : null
}

/** What `openConsultation` will ask, for its page to ask beforehand. */
export async function openingState(on: Reader, standard: { readonly id: string; readonly archivedAt: Date | null }): Promise<OpeningState> {
  const newest = await newestVersion(on, standard.id)
  const [open] = await on.select({ id: consultations.id }).from(consultations)
    .where(and(eq(consultations.standardId, standard.id), sql`${consultations.endedAt} is null`)).limit(1)
  return { newestVersionId: newest?.id ?? null, newestLabel: newest?.label ?? null, consultationOpen: open !== undefined, archived: standard.archivedAt !== null }
}

export interface ConsultationsInView extends OnStandard {
  readonly consultations: readonly Consultation[]
  readonly opening: OpeningState
  readonly now: Date
}

/** The consultations of the standard under `slug`, newest first, for those who may read its versions. */
export async function consultationsOf(on: Reader, actor: Actor, slug: string): Promise<Result<ConsultationsInView>> {
  const found = await standardFor(on, actor, slug)
  if (!found.ok) return found
  const { standard } = found.value
  return ok({ ...found.value, consultations: await consultationsOfStandard(on, standard.id), opening: await openingState(on, standard), now: await clockOf(on) })
}
