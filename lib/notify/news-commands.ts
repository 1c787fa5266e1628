import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { auditEvents, comments, electors, signOffRounds, standards, toldEvents, workingGroups } from '@/drizzle/schema'
import type { AuditEvent } from '../audit/event'
import { mentionsOfComment } from '../comments/queries'
import { type Database, inTransaction, type Tx } from '../db'
import { dateInWords, momentInWords } from '../kernel/clock'
import { ok } from '../kernel/result'
import { newsForAdopters } from './adopting-news-queries'
import { type News, type Post, tellPerson } from './commands'
import { advisorsOf, membersOf } from './concerned-queries'
import { consultingKinds, isAboutConsulting, newsOfConsulting } from './consulting-news-queries'
import { groupKinds, isAboutGroup, newsOfGroup } from './group-news-queries'
import type { NewsKind } from './kinds'

/** The channel of PostgreSQL on which a committed audit event is heard of. */
export const newsChannel = 'accord_news'

const kinds = [
  'thread started', 'comment written', 'round opened', 'round closed', 'meeting ended', 'round certified', 'version published', 'review reminded',
  'erratum published', 'publication withdrawn', ...consultingKinds, ...groupKinds,
] as const satisfies readonly AuditEvent['kind'][]

type Told = Extract<AuditEvent, { kind: (typeof kinds)[number] }>
type StandardTold = Exclude<Told, { kind: (typeof groupKinds)[number] }>
type GroupTold = Parameters<typeof newsOfGroup>[1]
type Standard = typeof standards.$inferSelect

/**
 * Tells people of the next audit event that concerns them; false when none was left. The trail is the list of what is to be told, so no
 * step of a lower room need know of letters, and each event is told once however many processes run this.
 */
export async function tellNextNews(on: Database, post: Post): Promise<boolean> {
  const done = await inTransaction(on, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7243002)`)
    const [found] = await tx.select({ row: auditEvents, standard: standards, group: workingGroups }).from(auditEvents)
      .innerJoin(workingGroups, eq(workingGroups.id, auditEvents.groupId)).leftJoin(standards, eq(standards.id, auditEvents.standardId))
      .where(and(inArray(auditEvents.kind, [...kinds]), gt(auditEvents.at, sql`now() - interval '7 days'`),
        sql`not exists (select from told_events t where t.event_id = ${auditEvents.id})`))
      .orderBy(asc(auditEvents.id)).limit(1)
    if (!found) return ok(false)
    const { row, standard, group } = found
    await tx.insert(toldEvents).values({ eventId: row.id }).onConflictDoNothing()
    const news = isAboutGroup(row) ? await newsOfGroup(tx, row as unknown as GroupTold, group, standard)
      : standard ? await newsOf(tx, row as unknown as StandardTold, standard) : []
    for (const one of news) if (one.personId !== row.actorId) await tellPerson(tx, post, one, `event ${row.id}`)
    return ok(true)
  })
  return done.ok && done.value
}

async function newsOf(tx: Tx, event: StandardTold, standard: Standard): Promise<News[]> {
  if (isAboutConsulting(event)) return newsOfConsulting(tx, event, standard)
  const [place, title] = [`/workspace/standards/${standard.slug}`, `“${standard.title}”`]
  const advisors = async (kind: NewsKind, sentence: string, link: string) => to(await advisorsOf(tx, standard.groupId), kind, sentence, link)
  switch (event.kind) {
    case 'thread started': return mentionNews(tx, await firstComment(tx, event.facts.threadId), place)
    case 'comment written': return mentionNews(tx, event.facts.commentId, place)
    case 'round opened': return roundNews(tx, standard, event.facts.round)
    case 'round closed': return closedNews(tx, standard, event.facts)
    case 'meeting ended': return everyone(tx, standard, 'outcome', meetingNews(standard.title, event.facts), `${place}/sign-off`)
    case 'round certified': return advisors('certificate', `${title} ${event.facts.version} is certified and waits to be published`, `${place}/publish`)
    case 'version published': return publicationNews(tx, event, standard)
    case 'erratum published': case 'publication withdrawn': return newsForAdopters(tx, event, standard)
    case 'review reminded': return answerable(tx, standard, 'review',
      `The review of ${title} ${event.facts.number} is due on ${dateInWords(new Date(`${event.facts.reviewDate}T12:00:00Z`))}`, `${place}/maintenance`)
  }
}

const to = (people: readonly string[], kind: NewsKind, sentence: string, link: string): News[] =>
  [...new Set(people)].map((personId) => ({ personId, kind, sentence, link }))

/** Who has adopted an earlier version is asked to move; the rest of the group merely hears of the new one. */
async function publicationNews(tx: Tx, event: Extract<Told, { kind: 'version published' }>, standard: Standard): Promise<News[]> {
  const { number } = event.facts
  const asked = await newsForAdopters(tx, event, standard)
  const heard = await everyone(tx, standard, 'publication', `“${standard.title}” ${number} is published`, `/standards/${standard.slug}/${number}`)
  return [...asked, ...heard.filter((one) => !asked.some((other) => other.personId === one.personId))]
}

/** An outcome is news to the group. Where the round was carried, certifying waits on its advisors. */
async function closedNews(tx: Tx, standard: Standard, { round, version, outcome }: Extract<Told, { kind: 'round closed' }>['facts']): Promise<News[]> {
  const link = `/workspace/standards/${standard.slug}/sign-off`
  const news = await everyone(tx, standard, 'outcome', `Sign-off round ${round} on “${standard.title}” closed: ${outcome}`, link)
  if (outcome !== 'carried') return news
  const asked = to(await advisorsOf(tx, standard.groupId), 'certificate', `Sign-off round ${round} carried “${standard.title}” ${version}: certify due process`, link)
  return [...news, ...asked]
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
  const people = seats.flatMap(({ holderId, substituteId }) => [holderId, substituteId].filter((id) => id !== null))
  const sentence = seats[0] ? `A position on “${standard.title}” is due by ${momentInWords(seats[0].closesAt)}` : ''
  return to(people, 'round', sentence, `/workspace/standards/${standard.slug}/sign-off`)
}

const everyone = async (tx: Tx, standard: Standard, kind: NewsKind, sentence: string, link: string): Promise<News[]> =>
  to([...await membersOf(tx, standard.groupId), ...await advisorsOf(tx, standard.groupId)], kind, sentence, link)

/** A post owns a standard, not a person: its group's advisors and lead editors answer for it here. */
const answerable = async (tx: Tx, standard: Standard, kind: NewsKind, sentence: string, link: string): Promise<News[]> =>
  to([...await membersOf(tx, standard.groupId, ['lead']), ...await advisorsOf(tx, standard.groupId)], kind, sentence, link)
