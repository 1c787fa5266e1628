import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { people } from './auth'
import { moment } from './columns'
import { organisations } from './organisations'
import { standards } from './standards'
import { versions } from './versions'

/** A consultation is about one exact text: a version and its digest. */
export const consultations = pgTable('consultations', {
  id: uuid().primaryKey().defaultRandom(),
  standardId: uuid().notNull().references(() => standards.id),
  number: integer().notNull(),
  versionId: uuid().notNull(),
  digest: text().notNull(),
  /** What those who comment should know: stands at the head of the public page. */
  introduction: text().notNull(),
  openedBy: uuid().notNull().references(() => people.id),
  openedAt: moment().notNull().defaultNow(),
  closesAt: moment().notNull(),
  /** Set once, with the closing that freezes the counts. */
  endedAt: moment(),
}, (t) => [
  unique().on(t.standardId, t.number),
  uniqueIndex('one_open_consultation').on(t.standardId).where(sql`ended_at is null`),
  foreignKey({ columns: [t.versionId, t.digest], foreignColumns: [versions.id, versions.digest] }),
])

/** The counts as they stood at closing, computed by PostgreSQL, never supplied. A late comment is in none of them. */
export const consultationClosings = pgTable('consultation_closings', {
  consultationId: uuid().primaryKey().references(() => consultations.id),
  comments: integer().notNull(),
  objections: integer().notNull(),
  organisations: integer().notNull(),
  people: integer().notNull(),
  /** Null: at its closing time, by itself. */
  closedBy: uuid().references(() => people.id),
  reason: text().notNull().default(''),
  closedAt: moment().notNull().defaultNow(),
})

/** A comment in a consultation: on a requirement (or other block) of the version, or on the whole. It never changes. */
export const consultationComments = pgTable('consultation_comments', {
  id: uuid().primaryKey().defaultRandom(),
  consultationId: uuid().notNull().references(() => consultations.id),
  /** C-1, C-2…; late ones LC-1, LC-2…, each counted by itself. */
  number: integer().notNull(),
  late: boolean().notNull(),
  blockId: text(),
  /** The ref and the words that stood there, as they were shown. */
  ref: text().notNull().default(''),
  quotation: text().notNull().default(''),
  kind: text({ enum: ['editorial', 'technical', 'general'] }).notNull(),
  body: text().notNull(),
  /** The words that the commenter would have instead. */
  proposedText: text().notNull().default(''),
  authorId: uuid().notNull().references(() => people.id),
  organisationId: uuid().references(() => organisations.id),
  constituency: text(),
  /** Written for the whole organisation, by the one person who submits for it. */
  forOrganisation: boolean().notNull().default(false),
  createdAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.consultationId, t.late, t.number), index().on(t.authorId)])

export const consultationReplies = pgTable('consultation_replies', {
  id: uuid().primaryKey().defaultRandom(),
  commentId: uuid().notNull().references(() => consultationComments.id),
  body: text().notNull(),
  authorId: uuid().notNull().references(() => people.id),
  organisationId: uuid().references(() => organisations.id),
  constituency: text(),
  asAdvisor: boolean().notNull().default(false),
  createdAt: moment().notNull().defaultNow(),
}, (t) => [index().on(t.commentId)])

/** The one person who submits for their organisation in a consultation; the newest row counts. */
export const consultationSubmitters = pgTable('consultation_submitters', {
  consultationId: uuid().notNull().references(() => consultations.id),
  organisationId: uuid().notNull().references(() => organisations.id),
  revision: integer().notNull(),
  personId: uuid().notNull().references(() => people.id),
  namedBy: uuid().notNull().references(() => people.id),
  namedAt: moment().notNull().defaultNow(),
}, (t) => [primaryKey({ columns: [t.consultationId, t.organisationId, t.revision] })])

/** What colleagues write to each other before their organisation speaks; nobody outside it ever reads it. */
export const colleagueComments = pgTable('colleague_comments', {
  id: uuid().primaryKey().defaultRandom(),
  consultationId: uuid().notNull().references(() => consultations.id),
  organisationId: uuid().notNull().references(() => organisations.id),
  blockId: text(),
  ref: text().notNull().default(''),
  body: text().notNull(),
  authorId: uuid().notNull().references(() => people.id),
  /** The comment of the organisation that it was taken into. */
  takenInto: uuid().references(() => consultationComments.id),
  createdAt: moment().notNull().defaultNow(),
}, (t) => [index().on(t.consultationId, t.organisationId)])

/** The advisor's answer to a late comment. Admitted, it is disposed of like any other, and stays out of the frozen counts. */
export const lateDecisions = pgTable('late_decisions', {
  commentId: uuid().primaryKey().references(() => consultationComments.id),
  decision: text({ enum: ['admit', 'defer', 'decline'] }).notNull(),
  reason: text().notNull(),
  /** `v1.1`: what a deferred one waits for. */
  deferredTo: text().notNull().default(''),
  decidedBy: uuid().notNull().references(() => people.id),
  decidedAt: moment().notNull().defaultNow(),
})

/** How a comment ended. A change of mind is the next revision; the newest counts. */
export const dispositions = pgTable('dispositions', {
  id: uuid().primaryKey().defaultRandom(),
  commentId: uuid().notNull().references(() => consultationComments.id),
  revision: integer().notNull(),
  outcome: text({ enum: ['accepted', 'accepted in part', 'not accepted', 'withdrawn', 'deferred'] }).notNull(),
  reason: text().notNull(),
  /** The block whose change it caused, where the text changed. */
  changedBlockId: text(),
  /** `v1.1`: what a deferred one waits for. */
  deferredTo: text().notNull().default(''),
  disposedBy: uuid().notNull().references(() => people.id),
  disposedAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.commentId, t.revision)])

/** A formal objection to a requirement as it stood in one version. What becomes of it are its steps; nothing of it changes. */
export const objections = pgTable('objections', {
  id: uuid().primaryKey().defaultRandom(),
  standardId: uuid().notNull().references(() => standards.id),
  /** FO-1, FO-2… of the standard. */
  number: integer().notNull(),
  versionId: uuid().notNull().references(() => versions.id),
  blockId: text().notNull(),
  ref: text().notNull(),
  /** version_requirements.digest of it: the words objected to. */
  requirementDigest: text().notNull(),
  reason: text().notNull(),
  /** The text, or the change, that would remove it. */
  wouldSatisfy: text().notNull(),
  objectorId: uuid().notNull().references(() => people.id),
  organisationId: uuid().notNull().references(() => organisations.id),
  constituency: text().notNull(),
  lodgedAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.standardId, t.number), index().on(t.blockId)])

/**
 * What was done about an objection, in order. `answered` and `asked` leave it open, `not resolved` too; `resolved by change`, `not upheld` and
 * `withdrawn` end it. `dissent withdrawn` may follow `not upheld`, at any time.
 */
export const objectionSteps = pgTable('objection_steps', {
  id: uuid().primaryKey().defaultRandom(),
  objectionId: uuid().notNull().references(() => objections.id),
  number: integer().notNull(),
  kind: text({ enum: ['answered', 'asked', 'not resolved', 'resolved by change', 'not upheld', 'withdrawn', 'dissent withdrawn'] }).notNull(),
  text: text().notNull().default(''),
  /** The version that it speaks of: where the words changed, or the requirement went. */
  versionId: uuid().references(() => versions.id),
  /** version_requirements.digest there; null when the requirement is gone. */
  requirementDigest: text(),
  /** Null: Accord itself asked. */
  byId: uuid().references(() => people.id),
  at: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.objectionId, t.number)])

/** What waits for a later version: deferred comments, refused errata, what a review wants revised. */
export const backlogItems = pgTable('backlog_items', {
  id: uuid().primaryKey().defaultRandom(),
  standardId: uuid().notNull().references(() => standards.id),
  title: text().notNull(),
  body: text().notNull().default(''),
  /** `v1.1` */
  forVersion: text().notNull(),
  source: text({ enum: ['late comment', 'comment', 'erratum', 'review'] }).notNull(),
  sourceId: uuid().notNull(),
  blockId: text(),
  madeBy: uuid().notNull().references(() => people.id),
  madeAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.source, t.sourceId), index().on(t.standardId)])
