import { desc, eq, isNull } from 'drizzle-orm'
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
