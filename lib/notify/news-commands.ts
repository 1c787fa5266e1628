import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { auditEvents, comments, electors, groupAdvisors, groupMembers, signOffRounds, standards, toldEvents } from '@/drizzle/schema'
import type { AuditEvent } from '../audit/event'
import { mentionsOfComment } from '../comments/queries'
import { parseObjection } from '../consultation/objection'
import { peopleOfObjection } from '../consultation/objection-desk-queries'
import { type Database, inTransaction, type Tx } from '../db'
import { dateInWords, momentInWords } from '../kernel/clock'
import { ok } from '../kernel/result'
import { type News, type Post, tellPerson } from './commands'

/** The channel of PostgreSQL on which a committed audit event is heard of. */
export const newsChannel = 'accord_news'

const kinds = ['thread started', 'comment written', 'round opened', 'round closed', 'meeting ended', 'version published', 'review reminded', 'objection lodged',
  'objector asked', 'objection answered', 'objection not upheld', 'objection resolved', 'objection withdrawn', 'objection not resolved'] as const satisfies
  readonly AuditEvent['kind'][]

type Told = Extract<AuditEvent, { kind: (typeof kinds)[number] }>
type Standard = typeof standards.$inferSelect

/**
 * Tells people of the next audit event that concerns them; false when none was left. The trail is the list of what is to be told, so no
 * step of a lower room need know of letters, and each event is told once however many processes run this.
 */
export async function tellNextNews(on: Database, post: Post): Promise<boolean> {
  const done = await inTransaction(on, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7243002)`)
    const [found] = await tx.select({ row: auditEvents, standard: standards }).from(auditEvents)
      .innerJoin(standards, eq(standards.id, auditEvents.standardId))
      .where(and(inArray(auditEvents.kind, [...kinds]), gt(auditEvents.at, sql`now() - interval '7 days'`),
        sql`not exists (select from told_events t where t.event_id = ${auditEvents.id})`))
      .orderBy(asc(auditEvents.id)).limit(1)
    if (!found) return ok(false)
    const { row, standard } = found
    await tx.insert(toldEvents).values({ eventId: row.id }).onConflictDoNothing()
    for (const news of await newsOf(tx, row as unknown as Told, standard)) if (news.personId !== row.actorId) await tellPerson(tx, post, news)
    return ok(true)
  })
  return done.ok && done.value
}

async function newsOf(tx: Tx, event: Told, standard: Standard): Promise<News[]> {
  const place = `/workspace/standards/${standard.slug}`
  switch (event.kind) {
    case 'thread started': return mentionNews(tx, await firstComment(tx, event.facts.threadId), place)
    case 'comment written': return mentionNews(tx, event.facts.commentId, place)
    case 'round opened': return roundNews(tx, standard, event.facts.round)
    case 'round closed': return everyone(tx, standard, 'outcome', `Sign-off round ${event.facts.round} on “${standard.title}” closed: ${event.facts.outcome}`, `${place}/sign-off`)
    case 'meeting ended': return everyone(tx, standard, 'outcome', meetingNews(standard.title, event.facts), `${place}/sign-off`)
    case 'version published': return everyone(tx, standard, 'publication', `“${standard.title}” ${event.facts.number} is published`, `/standards/${standard.slug}/${event.facts.number}`)
    case 'review reminded': return answerable(tx, standard, 'review',
      `The review of “${standard.title}” ${event.facts.number} is due on ${dateInWords(new Date(`${event.facts.reviewDate}T12:00:00Z`))}`, `${place}/maintenance`)
    default: return objectionNews(tx, event, standard)
  }
}

const objectionSentences = {
  'objection lodged': 'was lodged: it blocks sign-off until it has ended', 'objector asked': 'is yours: does the change resolve it?', 'objection answered': 'was answered',
  'objection not upheld': 'is not upheld, the dissent recorded', 'objection resolved': 'is resolved by change', 'objection withdrawn': 'is withdrawn',
  'objection not resolved': 'stays open: the change does not resolve it',
} as const

/** The objector hears what others do, those who answer what the objector does. */
async function objectionNews(tx: Tx, event: Extract<Told, { facts: { objection: string } }>, standard: Standard): Promise<News[]> {
  const { objection } = event.facts
  const concerned = await peopleOfObjection(tx, standard.id, parseObjection(objection) ?? 0)
  if (!concerned) return []
  const toObjector = event.kind === 'objector asked' || event.kind === 'objection answered' || event.kind === 'objection not upheld'
  const sentence = `${objection} to “${standard.title}” ${objectionSentences[event.kind]}`
  return (toObjector ? [concerned.objector] : concerned.answering)
    .map((personId) => ({ personId, kind: 'objection', sentence, link: `/workspace/standards/${standard.slug}/objections/${objection}` }))
}

function meetingNews(title: string, { round, adjournedTo, writtenUntil }: Extract<Told, { kind: 'meeting ended' }>['facts']): string {
  const said = adjournedTo ? `was not quorate and is adjourned to ${momentInWords(new Date(adjournedTo))}`
    : `was quorate; seats that were absent may sign in writing until ${momentInWords(new Date(writtenUntil!))}`
  return `The meeting of sign-off round ${round} on “${title}” ${said}`
}

async function firstComment(tx: Tx, threadId: string): Promise<string | null> {
  const [first] = await tx.select({ id: comments.id }).from(comments).where(eq(comments.threadId, threadId)).orderBy(asc(comments.createdAt)).limit(1)
  return first?.id ?? null
}

async function mentionNews(tx: Tx, commentId: string | null, place: string): Promise<News[]> {
  const mentioned = commentId ? await mentionsOfComment(tx, commentId) : []
  return mentioned.map(({ personId, author, title, threadId }) =>
    ({ personId, kind: 'mention', sentence: `${author} mentioned you in “${title}”`, link: `${place}#thread-${threadId}` }))
}

/** The holders of seats and their substitutes: a position waits on them. */
async function roundNews(tx: Tx, standard: Standard, number: number): Promise<News[]> {
  const seats = await tx.select({ holderId: electors.holderId, substituteId: electors.substituteId, closesAt: signOffRounds.closesAt }).from(electors)
    .innerJoin(signOffRounds, eq(signOffRounds.id, electors.roundId))
    .where(and(eq(signOffRounds.standardId, standard.id), eq(signOffRounds.number, number), isNull(signOffRounds.endedAt)))
  const link = `/workspace/standards/${standard.slug}/sign-off`
  return seats.flatMap(({ holderId, substituteId, closesAt }) => [holderId, substituteId].filter((id) => id !== null)
    .map((personId) => ({ personId, kind: 'round', sentence: `A position on “${standard.title}” is due by ${momentInWords(closesAt)}`, link })))
}

async function everyone(tx: Tx, standard: Standard, kind: string, sentence: string, link: string): Promise<News[]> {
  const members = await tx.select({ personId: groupMembers.personId }).from(groupMembers).where(and(eq(groupMembers.groupId, standard.groupId), isNull(groupMembers.leftAt)))
  const advisors = await tx.select({ personId: groupAdvisors.personId }).from(groupAdvisors).where(and(eq(groupAdvisors.groupId, standard.groupId), isNull(groupAdvisors.endedAt)))
  return [...new Set([...members, ...advisors].map((one) => one.personId))].map((personId) => ({ personId, kind, sentence, link }))
}

/** A post owns a standard, not a person: its group's advisors and lead editors answer for it here. */
async function answerable(tx: Tx, standard: Standard, kind: string, sentence: string, link: string): Promise<News[]> {
  const leads = await tx.select({ personId: groupMembers.personId }).from(groupMembers)
    .where(and(eq(groupMembers.groupId, standard.groupId), isNull(groupMembers.leftAt), eq(groupMembers.role, 'lead')))
  const advisors = await tx.select({ personId: groupAdvisors.personId }).from(groupAdvisors).where(and(eq(groupAdvisors.groupId, standard.groupId), isNull(groupAdvisors.endedAt)))
  return [...new Set([...leads, ...advisors].map((one) => one.personId))].map((personId) => ({ personId, kind, sentence, link }))
}
