import { and, asc, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { auditEvents } from '@/drizzle/schema'
import type { Reader } from '../db'
import { type AuditKind, sentenceOf } from './event'

export interface ToldEvent { readonly id: number; readonly at: Date; readonly actorName: string; readonly sentence: string }

const told = (event: typeof auditEvents.$inferSelect): ToldEvent =>
  ({ id: event.id, at: event.at, actorName: event.actorName, sentence: sentenceOf(event.kind as AuditKind, event.facts) })

/** A group's events, newest first. The caller has asked the policy (audit.readGroup). */
export async function eventsOfGroup(on: Reader, groupId: string, limit = 50): Promise<ToldEvent[]> {
  return (await on.select().from(auditEvents).where(eq(auditEvents.groupId, groupId)).orderBy(desc(auditEvents.id)).limit(limit)).map(told)
}

/** Events of no group, newest first. The caller has asked the policy and records the reading (audit.readPlatform). */
export async function eventsOfPlatform(on: Reader, limit = 200): Promise<ToldEvent[]> {
  return (await on.select().from(auditEvents).where(isNull(auditEvents.groupId)).orderBy(desc(auditEvents.id)).limit(limit)).map(told)
}

/** A standard's events of these kinds after a moment, oldest first, but those of one person. The caller decided that the kinds may be told. */
export async function eventsOfStandard(on: Reader, standardId: string, kinds: readonly AuditKind[], after: Date, notBy: string | null): Promise<ToldEvent[]> {
  const others = notBy === null ? undefined : sql`${auditEvents.actorId} is distinct from ${notBy}::uuid`
  return (await on.select().from(auditEvents)
    .where(and(eq(auditEvents.standardId, standardId), inArray(auditEvents.kind, [...kinds]), gt(auditEvents.at, after), others)).orderBy(asc(auditEvents.id))).map(told)
}
