import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from './columns'

/** What happened. Append only: triggers refuse UPDATE, DELETE and TRUNCATE. No foreign keys, so that it outlives what it tells of. */
export const auditEvents = pgTable('audit_events', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  at: moment().notNull().defaultNow(),
  kind: text().notNull(),
  actorId: uuid(),
  actorName: text().notNull(),
  groupId: uuid(),
  standardId: uuid(),
  /** The event's own facts, shaped by its kind (lib/audit/event.ts). */
  facts: jsonb().notNull(),
}, (t) => [index().on(t.groupId, t.id), index().on(t.standardId, t.id)])

/**
 * The hash chain over the audit trail: one link an event, made when its transaction commits, in the order of the commits. `digest` is the
 * SHA-256 (lower-case hex) of the event as it stands, `hash` that of the hash before it and the digest (lib/audit/chain.ts; the trigger in the
 * migrations computes the same).
 */
export const auditChain = pgTable('audit_chain', {
  place: bigint({ mode: 'number' }).primaryKey(),
  eventId: bigint({ mode: 'number' }).notNull().unique(),
  digest: text().notNull(),
  hash: text().notNull(),
})
