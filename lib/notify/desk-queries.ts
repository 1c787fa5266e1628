import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { notifications, signOffRounds, standards, visits } from '@/drizzle/schema'
import { clockOf, type Database, type Reader } from '../db'
import { draftsFor, type ListedDraft } from '../drafts/queries'
import { groupsFor } from '../groups/queries'
import type { PersonActor } from '../kernel/actor'
import { publishedStandards } from '../publication/queries'
import { changeInWords, type ChangeFacts, type Changed, type Desk, type DeskNews, inOrderOfHarm, type OwnGroup } from './desk'
import { waitingOn } from './waiting-queries'

export async function deskFor(on: Reader, actor: PersonActor): Promise<Desk> {
  const [drafts, now] = [await draftsFor(on, actor), await clockOf(on)]
  const waits = inOrderOfHarm(await waitingOn(on, actor), now)
  return { waits, news: await newsFor(on, actor), changed: await changedFor(on, actor, drafts), groups: await ownGroups(on, actor, drafts), now }
}

/** Positions due and mentions are not among these: they wait on the person, as long as they do. */
async function newsFor(on: Reader, actor: PersonActor): Promise<DeskNews[]> {
  return on.select({ sentence: notifications.sentence, link: notifications.link, at: notifications.at }).from(notifications)
    .where(and(eq(notifications.personId, actor.id), isNull(notifications.seenAt), inArray(notifications.kind, ['outcome', 'publication', 'review'])))
    .orderBy(desc(notifications.at)).limit(10)
}

async function changedFor(on: Reader, actor: PersonActor, drafts: readonly ListedDraft[]): Promise<Changed[]> {
  const seen = new Map(drafts.length === 0 ? [] : (await on.select().from(visits)
    .where(and(eq(visits.personId, actor.id), inArray(visits.standardId, drafts.map((draft) => draft.id))))).map((visit) => [visit.standardId, visit.at]))
  const changes = await Promise.all(drafts.map(async ({ id, slug, title }): Promise<Changed> => {
    const since = seen.get(id) ?? null
    return { slug, title, since, facts: since ? await changesSince(on, actor, id, since) : { versions: [], comments: 0, text: false } }
  }))
  return changes.filter((change) => change.since === null || changeInWords(change.facts) !== null)
}

/** Text counts as changed by others when updates came after the visit and somebody else was writing then or shortly before. */
async function changesSince(on: Reader, actor: PersonActor, standardId: string, since: Date): Promise<ChangeFacts> {
  const after = since.toISOString()
  const [found] = await on.execute<{ versions: string[] | null; comments: number; text: boolean }>(sql`select
    (select array_agg('v' || v.major || '.' || v.minor order by v.tagged_at) from versions v
      where v.standard_id = ${standardId} and v.tagged_at > ${after}::timestamptz and v.tagged_by <> ${actor.id}) as versions,
    (select count(*)::int from comments c join threads t on t.id = c.thread_id
      where t.standard_id = ${standardId} and c.created_at > ${after}::timestamptz and c.author_id <> ${actor.id} and c.deleted_at is null) as comments,
    (exists (select from draft_log l where l.standard_id = ${standardId} and l.at > ${after}::timestamptz)
      and exists (select from draft_clients d where d.standard_id = ${standardId} and d.person_id <> ${actor.id}
        and d.at > ${after}::timestamptz - interval '12 hours')) as text`)
  return { versions: found?.versions ?? [], comments: found?.comments ?? 0, text: found?.text ?? false }
}

async function ownGroups(on: Reader, actor: PersonActor, drafts: readonly ListedDraft[]): Promise<OwnGroup[]> {
  const groups = (await groupsFor(on, actor)).filter((group) => group.own)
  const open = drafts.length === 0 ? [] : await on.select({ slug: standards.slug, closesAt: signOffRounds.closesAt }).from(signOffRounds)
    .innerJoin(standards, eq(standards.id, signOffRounds.standardId))
    .where(and(isNull(signOffRounds.endedAt), inArray(standards.id, drafts.map((draft) => draft.id)))).orderBy(asc(signOffRounds.closesAt))
  const published = await publishedStandards(on)
  return groups.map(({ slug, name }) => {
    const own = new Set(drafts.filter((draft) => draft.group === slug).map((draft) => draft.slug))
    const round = open.find((one) => own.has(one.slug))
    if (round) return { slug, name, next: { what: 'Sign-off round closes', at: round.closesAt, dayOnly: false } }
    const review = published.filter((one) => own.has(one.slug) && one.state.kind === 'current').map((one) => one.reviewDate).sort()[0]
    return { slug, name, next: review ? { what: 'Review due', at: new Date(`${review}T12:00:00Z`), dayOnly: true } : null }
  })
}

/** The person looks at a standard now: what changed until here is no news any more. */
export async function recordVisit(on: Database, actor: PersonActor, standardId: string): Promise<void> {
  await on.insert(visits).values({ personId: actor.id, standardId })
    .onConflictDoUpdate({ target: [visits.personId, visits.standardId], set: { at: sql`now()` } })
}
