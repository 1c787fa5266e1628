import { date, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { people } from './auth'
import { moment } from './columns'
import { publications } from './publication'

/** A proposed erratum: one block of a published text as it should read. Its class is computed; 3 and 4 are refused and kept as such. */
export const errata = pgTable('errata', {
  id: uuid().primaryKey().defaultRandom(),
  publicationId: uuid().notNull().references(() => publications.id),
  blockId: text().notNull(),
  /** What the reader is told: what was wrong, and what is right. */
  explanation: text().notNull(),
  /** The whole corrected text in canonical JSON, and its SHA-256 (lower-case hex). */
  corrected: text().notNull(),
  correctedDigest: text().notNull(),
  /** 1 no change of text · 2 no effect on conformance · 3 may affect conformance · 4 new requirement. */
  class: integer().notNull(),
  /** The comparison in words: why it is of this class. */
  why: text().notNull(),
  proposedBy: uuid().notNull().references(() => people.id),
  proposedAt: moment().notNull().defaultNow(),
}, (t) => [index().on(t.publicationId)])

/** An erratum that stands on the published page: E1, E2… Only of class 1 or 2. */
export const erratumPublications = pgTable('erratum_publications', {
  erratumId: uuid().primaryKey().references(() => errata.id),
  publicationId: uuid().notNull().references(() => publications.id),
  number: integer().notNull(),
  publishedBy: uuid().notNull().references(() => people.id),
  publishedAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.publicationId, t.number)])

/** A proposed erratum that was refused: its class is 3 or 4, or the advisor says why not. */
export const erratumRefusals = pgTable('erratum_refusals', {
  erratumId: uuid().primaryKey().references(() => errata.id),
  reason: text().notNull(),
  /** Null: by its class, by Accord itself. */
  refusedBy: uuid().references(() => people.id),
  refusedAt: moment().notNull().defaultNow(),
})

/** What a review of a published version came to. */
export const reviews = pgTable('reviews', {
  id: uuid().primaryKey().defaultRandom(),
  publicationId: uuid().notNull().references(() => publications.id),
  number: integer().notNull(),
  outcome: text({ enum: ['confirm', 'revise', 'withdraw'] }).notNull(),
  reason: text().notNull(),
  nextReviewDate: date({ mode: 'string' }),
  recordedBy: uuid().notNull().references(() => people.id),
  recordedAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.publicationId, t.number)])

/** A review was opened: from then until its outcome the advisor reads what the adopters measured. Its number is the review's that will be recorded. */
export const reviewOpenings = pgTable('review_openings', {
  id: uuid().primaryKey().defaultRandom(),
  publicationId: uuid().notNull().references(() => publications.id),
  number: integer().notNull(),
  openedBy: uuid().notNull().references(() => people.id),
  openedAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.publicationId, t.number)])

/** A reminder that was given: once a review date, never daily. */
export const reviewReminders = pgTable('review_reminders', {
  id: uuid().primaryKey().defaultRandom(),
  publicationId: uuid().notNull().references(() => publications.id),
  reviewDate: date({ mode: 'string' }).notNull(),
  remindedAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.publicationId, t.reviewDate)])
