import { bigint, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { people } from './auth'
import { bytes, moment } from './columns'
import { standards } from './standards'

/**
 * The draft: an append-only log of Yjs updates. A row holds one commit's updates of one draft, each behind its length as a varUint;
 * a compaction replaces the rows that it holds. No foreign key: one commit carries all drafts, and a lock on one standard's row would hold
 * them all up. A standard is never deleted.
 */
export const draftLog = pgTable('draft_log', {
  standardId: uuid().notNull(),
  seq: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
  updates: bytes().notNull(),
  at: moment().notNull().defaultNow(),
}, (t) => [primaryKey({ columns: [t.standardId, t.seq] })])

export const draftCompactions = pgTable('draft_compactions', {
  standardId: uuid().primaryKey().references(() => standards.id),
  uptoSeq: bigint({ mode: 'number' }).notNull(),
  state: bytes().notNull(),
  digest: text().notNull(),
  schemaVersion: integer().notNull(),
  at: moment().notNull().defaultNow(),
})

/** Which person a Yjs client id belongs to in a draft: edits under another's id are refused, and authorship is known. */
export const draftClients = pgTable('draft_clients', {
  standardId: uuid().notNull().references(() => standards.id),
  clientId: bigint({ mode: 'number' }).notNull(),
  personId: uuid().notNull().references(() => people.id),
  at: moment().notNull().defaultNow(),
}, (t) => [primaryKey({ columns: [t.standardId, t.clientId] })])
