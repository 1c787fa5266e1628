import { sql } from 'drizzle-orm'
import { customType, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { people } from './auth'
import { moment } from './columns'
import { standards } from './standards'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/** A version: canonical JSON and its SHA-256. Triggers check the digest and refuse UPDATE, DELETE and TRUNCATE. */
export const versions = pgTable('versions', {
  id: uuid().primaryKey().defaultRandom(),
  standardId: uuid().notNull().references(() => standards.id),
  /** `v0.3` is major 0, minor 3. */
  major: integer().notNull(),
  minor: integer().notNull(),
  title: text().notNull(),
  /** Canonical JSON, UTF-8; its bytes are what is signed and published. */
  canonical: text().notNull(),
  /** Lower-case hex SHA-256 of `canonical` in UTF-8. */
  digest: text().notNull(),
  schemaVersion: integer().notNull(),
  note: text().notNull(),
  taggedBy: uuid().notNull().references(() => people.id),
  taggedAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.standardId, t.major, t.minor), unique().on(t.id, t.digest)])

/** The requirements of a version, laid out for search, counting and comparison; derived from the canonical text. */
export const versionRequirements = pgTable('version_requirements', {
  versionId: uuid().notNull().references(() => versions.id),
  blockId: text().notNull(),
  position: integer().notNull(),
  ref: text().notNull(),
  level: text().notNull(),
  section: text().notNull(),
  text: text().notNull(),
  digest: text().notNull(),
  search: tsvector().generatedAlwaysAs(sql`to_tsvector('english', coalesce(ref, '') || ' ' || coalesce(text, ''))`),
}, (t) => [primaryKey({ columns: [t.versionId, t.blockId] }), index().using('gin', t.search)])

/** A version that the group set aside: it stays readable, and the one before it counts as the newest again. */
export const versionDiscards = pgTable('version_discards', {
  versionId: uuid().primaryKey().references(() => versions.id),
  reason: text().notNull(),
  discardedBy: uuid().notNull().references(() => people.id),
  discardedAt: moment().notNull().defaultNow(),
})

/** Refs of requirements. One that has stood in a version (stoodIn) never changes and is never given to another. */
export const requirementRefs = pgTable('requirement_refs', {
  standardId: uuid().notNull().references(() => standards.id),
  blockId: text().notNull(),
  number: integer().notNull(),
  stoodIn: uuid().references(() => versions.id),
}, (t) => [primaryKey({ columns: [t.standardId, t.blockId] }), unique().on(t.standardId, t.number)])
