import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { people } from './auth'
import { bytes, moment } from './columns'
import { standards } from './standards'

/**
 * The draft: an append-only log of Yjs updates. A row holds one commit's updates of one draft, each behind its length as a varUint. The newest
 * compaction stands in place of the rows that it holds, which stay until the next one is made from it: a compaction that turns out to be
 * damaged is made good from them. What is damaged is marked and never deleted. No foreign key: one commit carries all drafts, and a lock on one
 * standard's row would hold them all up. A standard is never deleted.
 */
export const draftLog = pgTable('draft_log', {
  standardId: uuid().notNull(),
  seq: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
  updates: bytes().notNull(),
  /** lib/drafts/digest.ts */
  digest: bytes().notNull(),
  /** The generation of the compaction that holds it. */
  heldBy: integer(),
  damage: text(),
  damagedAt: moment(),
  at: moment().notNull().defaultNow(),
}, (t) => [primaryKey({ columns: [t.standardId, t.seq] }), index('draft_log_tail').on(t.standardId, t.seq).where(sql`${t.heldBy} is null`)])

/** The newest two of a draft. `vector`, `formatted` and `depth` spare the reader the decoding of `state`; an empty vector is not known. */
export const draftCompactions = pgTable('draft_compactions', {
  standardId: uuid().notNull().references(() => standards.id),
  generation: integer().notNull(),
  madeFrom: integer().notNull(),
  uptoSeq: bigint({ mode: 'number' }).notNull(),
  state: bytes().notNull(),
  vector: bytes().notNull(),
  formatted: boolean().notNull(),
  /** How deep its items stand at most; null where that is not known. */
  depth: integer(),
  digest: bytes().notNull(),
  schemaVersion: integer().notNull(),
  damage: text(),
  damagedAt: moment(),
  at: moment().notNull().defaultNow(),
}, (t) => [primaryKey({ columns: [t.standardId, t.generation] })])

/** Which person a Yjs client id belongs to in a draft: edits under another's id are refused, and authorship is known. */
export const draftClients = pgTable('draft_clients', {
  standardId: uuid().notNull().references(() => standards.id),
  clientId: bigint({ mode: 'number' }).notNull(),
  personId: uuid().notNull().references(() => people.id),
  at: moment().notNull().defaultNow(),
}, (t) => [primaryKey({ columns: [t.standardId, t.clientId] })])

/** What a draft said when somebody saw it: one row for all who saw the same, gone when nobody's last sight is of it. */
export const draftTexts = pgTable('draft_texts', {
  /** Lower-case hex SHA-256 of `content` in UTF-8. */
  digest: text().primaryKey(),
  content: text().notNull(),
})

/**
 * What a person last saw of a draft; and, once they are back, what their visit before this one had ended with: a visit ends when half an hour goes
 * by without a sight. Null in their first one.
 */
export const draftSights = pgTable('draft_sights', {
  personId: uuid().notNull().references(() => people.id),
  standardId: uuid().notNull().references(() => standards.id),
  digest: text().notNull().references(() => draftTexts.digest),
  /** The Yjs state vector of it, to tell who wrote what came after. */
  vector: bytes().notNull(),
  at: moment().notNull().defaultNow(),
  beforeDigest: text().references(() => draftTexts.digest),
  beforeVector: bytes(),
  beforeAt: moment(),
}, (t) => [primaryKey({ columns: [t.personId, t.standardId] }), index().on(t.digest), index().on(t.beforeDigest)])
