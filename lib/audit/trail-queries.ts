import { and, asc, desc, eq, gt, inArray, isNotNull, lt, lte, sql } from 'drizzle-orm'
import { auditChain, auditEvents } from '@/drizzle/schema'
import type { Reader } from '../db'
import { beginning, type ChainedEvent, type Head } from './chain'
import { type AuditKind, sentenceOf } from './event'
import type { ToldEvent } from './queries'

/** What a trail is narrowed to. */
export interface TrailFilter { readonly standardId?: string | undefined; readonly actorName?: string | undefined; readonly kind?: string | undefined }

const where = (groupId: string, { standardId, actorName, kind }: TrailFilter) => and(
  eq(auditEvents.groupId, groupId),
  standardId === undefined ? undefined : eq(auditEvents.standardId, standardId),
  actorName === undefined ? undefined : eq(auditEvents.actorName, actorName),
  kind === undefined ? undefined : eq(auditEvents.kind, kind),
)

export interface TrailPage { readonly events: readonly ToldEvent[]; /** The id that the next, older page ends before; null on the last. */ readonly older: number | null }

/** A page of a group's events, newest first, those before `before`. The caller has asked the policy (audit.readGroup). */
export async function trailPage(on: Reader, groupId: string, filter: TrailFilter, before?: number, size = 50): Promise<TrailPage> {
  const rows = await on.select().from(auditEvents).where(and(where(groupId, filter), before === undefined ? undefined : lt(auditEvents.id, before)))
    .orderBy(desc(auditEvents.id)).limit(size + 1)
  const events = rows.slice(0, size).map((event) =>
    ({ id: event.id, at: event.at, actorName: event.actorName, sentence: sentenceOf(event.kind as AuditKind, event.facts) }))
  return { events, older: rows.length > size ? events.at(-1)!.id : null }
}

/** Who and what there is to choose from. */
export async function trailChoices(on: Reader, groupId: string): Promise<{ names: string[]; kinds: string[]; standardIds: string[] }> {
  const distinct = async (column: typeof auditEvents.kind | typeof auditEvents.actorName | typeof auditEvents.standardId) =>
    (await on.selectDistinct({ value: column }).from(auditEvents).where(and(eq(auditEvents.groupId, groupId), isNotNull(column))).orderBy(asc(column))).map(({ value }) => value!)
  return { names: await distinct(auditEvents.actorName), kinds: await distinct(auditEvents.kind), standardIds: await distinct(auditEvents.standardId) }
}

/** What `npm run verify` takes. A group's holds its events, and of those between them only digests. */
export interface TrailFile {
  readonly accord: 'audit trail'
  readonly schema: 1
  /** Null: the whole trail. */
  readonly of: { readonly id: string; readonly name: string } | null
  /** The head before the first link. */
  readonly since: Head
  readonly head: Head
  /** The digests of the events at the places after `since`, up to the head. */
  readonly links: readonly string[]
  readonly events: readonly { readonly place: number; readonly sentence: string; readonly event: ChainedEvent }[]
}

/** The newest link of all: what fixes everything so far. */
export async function chainHead(on: Reader): Promise<Head> {
  const [row] = await on.select({ place: auditChain.place, hash: auditChain.hash }).from(auditChain).orderBy(desc(auditChain.place)).limit(1)
  return row ?? beginning
}

/** The trail of a group, or the whole one, as a file that can be checked. The caller has asked the policy. */
export async function trailFile(on: Reader, of: TrailFile['of']): Promise<TrailFile> {
  const head = await chainHead(on)
  const rows = await on.select({
    place: auditChain.place, id: auditEvents.id, at: sql<string>`to_char(${auditEvents.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`, kind: auditEvents.kind,
    actorId: auditEvents.actorId, actorName: auditEvents.actorName, groupId: auditEvents.groupId, standardId: auditEvents.standardId, facts: auditEvents.facts,
  }).from(auditEvents).innerJoin(auditChain, eq(auditChain.eventId, auditEvents.id))
    .where(and(of ? eq(auditEvents.groupId, of.id) : undefined, lte(auditChain.place, head.place))).orderBy(asc(auditChain.place))
  const since = await headAt(on, of ? (rows[0]?.place ?? head.place + 1) - 1 : 0)
  const links = await on.select({ digest: auditChain.digest }).from(auditChain)
    .where(and(gt(auditChain.place, since.place), lte(auditChain.place, head.place))).orderBy(asc(auditChain.place))
  return {
    accord: 'audit trail', schema: 1, of, since, head, links: links.map(({ digest }) => digest),
    events: rows.map(({ place, ...event }) => ({ place, sentence: `${event.actorName} ${sentenceOf(event.kind as AuditKind, event.facts)}`, event })),
  }
}

async function headAt(on: Reader, place: number): Promise<Head> {
  const [row] = place === 0 ? [] : await on.select({ place: auditChain.place, hash: auditChain.hash }).from(auditChain).where(eq(auditChain.place, place))
  return row ?? beginning
}

const publicSteps = ['version published', 'publication withdrawn', 'erratum published'] satisfies AuditKind[]

/**
 * The head as it stood when something of a standard, or of any, was last published or withdrawn: what public pages and feeds print. It is the same
 * until the next such step, so that the same page stays the same bytes. Null before the first.
 */
export async function publishedHead(on: Reader, standardId?: string): Promise<Head | null> {
  const [row] = await on.select({ place: auditChain.place, hash: auditChain.hash }).from(auditEvents).innerJoin(auditChain, eq(auditChain.eventId, auditEvents.id))
    .where(and(inArray(auditEvents.kind, publicSteps), standardId === undefined ? undefined : eq(auditEvents.standardId, standardId)))
    .orderBy(desc(auditChain.place)).limit(1)
  return row ?? null
}
