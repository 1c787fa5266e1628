import { sql } from 'drizzle-orm'
import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { QuorumRule } from '@/lib/groups/quorum'
import { people } from './auth'
import { moment } from './columns'
import { charters, seats } from './groups'
import { organisations } from './organisations'
import { standards } from './standards'
import { versions } from './versions'

/** A sign-off round is about one exact text: a version and its digest. */
export const signOffRounds = pgTable('sign_off_rounds', {
  id: uuid().primaryKey().defaultRandom(),
  standardId: uuid().notNull().references(() => standards.id),
  number: integer().notNull(),
  versionId: uuid().notNull(),
  digest: text().notNull(),
  charterId: uuid().notNull().references(() => charters.id),
  /** The charter's rule as it stood at opening. */
  quorum: jsonb().$type<QuorumRule>().notNull(),
  openedBy: uuid().notNull().references(() => people.id),
  openedAt: moment().notNull().defaultNow(),
  closesAt: moment().notNull(),
  /** When its seats meet. Null: it has no meeting, and its closing time alone ends it. */
  meetsAt: moment(),
  /** Set once, with the outcome or the withdrawal; the same trigger that stamps it computes the outcome. */
  endedAt: moment(),
}, (t) => [
  unique().on(t.standardId, t.number),
  unique().on(t.id, t.digest),
  uniqueIndex('one_open_round').on(t.standardId).where(sql`ended_at is null`),
  foreignKey({ columns: [t.versionId, t.digest], foreignColumns: [versions.id, versions.digest] }),
])

/** The seats of a round, fixed at opening. */
export const electors = pgTable('electors', {
  id: uuid().primaryKey().defaultRandom(),
  roundId: uuid().notNull().references(() => signOffRounds.id),
  seatId: uuid().notNull().references(() => seats.id),
  seatName: text().notNull(),
  constituency: text({ enum: ['service team', 'digital team', 'supplier'] }).notNull(),
  organisationId: uuid().notNull().references(() => organisations.id),
  organisationName: text().notNull(),
  holderId: uuid().notNull().references(() => people.id),
  substituteId: uuid().references(() => people.id),
}, (t) => [unique().on(t.roundId, t.seatId), unique().on(t.id, t.roundId)])

/** A position of a seat on the digest that was shown. Revisions are kept; the newest counts. */
export const positions = pgTable('positions', {
  id: uuid().primaryKey().defaultRandom(),
  roundId: uuid().notNull(),
  electorId: uuid().notNull(),
  digest: text().notNull(),
  revision: integer().notNull(),
  position: text({ enum: ['approve', 'dissent', 'abstain'] }).notNull(),
  reason: text().notNull().default(''),
  /** By whose authority, when not the holder: `substitute for Priya Nair`. */
  authority: text().notNull().default(''),
  /** The instrument that a substitute signs under, in their words: `delegation 4.2, until 12 May`. */
  delegation: text().notNull().default(''),
  /** The position in an earlier round that this one confirms or changes, after the seat was shown what changed since. */
  carriedFrom: uuid(),
  takenBy: uuid().notNull().references(() => people.id),
  takenByName: text().notNull(),
  takenAt: moment().notNull().defaultNow(),
}, (t) => [
  unique().on(t.electorId, t.revision),
  foreignKey({ columns: [t.electorId, t.roundId], foreignColumns: [electors.id, electors.roundId] }),
  foreignKey({ columns: [t.roundId, t.digest], foreignColumns: [signOffRounds.id, signOffRounds.digest] }),
])

/**
 * The end of a round's meeting. Not quorate: it was adjourned, the round ends with nothing recorded. Quorate: seats that were absent may still sign
 * in writing until `writtenUntil`, which then is the round's closing time. The counts are computed by PostgreSQL, never supplied.
 */
export const roundMeetings = pgTable('round_meetings', {
  roundId: uuid().primaryKey().references(() => signOffRounds.id),
  seats: integer().notNull(),
  present: integer().notNull(),
  quorate: boolean().notNull(),
  adjournedTo: moment(),
  writtenUntil: moment(),
  endedBy: uuid().notNull().references(() => people.id),
  endedAt: moment().notNull().defaultNow(),
})

/** How a round ended. The counts and the outcome are computed by PostgreSQL from the positions, never supplied. */
export const roundOutcomes = pgTable('round_outcomes', {
  roundId: uuid().primaryKey().references(() => signOffRounds.id),
  outcome: text({ enum: ['carried', 'not carried', 'not quorate'] }).notNull(),
  seats: integer().notNull(),
  present: integer().notNull(),
  approve: integer().notNull(),
  dissent: integer().notNull(),
  abstain: integer().notNull(),
  closedBy: uuid().references(() => people.id),
  closedAt: moment().notNull().defaultNow(),
})

export const roundWithdrawals = pgTable('round_withdrawals', {
  roundId: uuid().primaryKey().references(() => signOffRounds.id),
  reason: text().notNull(),
  withdrawnBy: uuid().notNull().references(() => people.id),
  withdrawnAt: moment().notNull().defaultNow(),
})

/** The advisor's certificate of due process: by an advisor of the group, no elector, not the one who tagged the version. */
export const certifications = pgTable('certifications', {
  roundId: uuid().primaryKey().references(() => signOffRounds.id),
  statement: text().notNull(),
  certifiedBy: uuid().notNull().references(() => people.id),
  certifiedAt: moment().notNull().defaultNow(),
})

/** A dissenting seat's own words, at most 200 of them, published with the version. */
export const minorityStatements = pgTable('minority_statements', {
  electorId: uuid().primaryKey().references(() => electors.id),
  text: text().notNull(),
  writtenBy: uuid().notNull().references(() => people.id),
  writtenAt: moment().notNull().defaultNow(),
})

/** A reminder that a position is due was given: once an elector, closing time and lead time. */
export const roundReminders = pgTable('round_reminders', {
  electorId: uuid().notNull().references(() => electors.id),
  ahead: text({ enum: ['2 days', '2 hours'] }).notNull(),
  closesAt: moment().notNull(),
  remindedAt: moment().notNull().defaultNow(),
}, (t) => [primaryKey({ columns: [t.electorId, t.ahead, t.closesAt] })])
