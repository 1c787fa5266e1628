import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { QuorumRule } from '@/lib/groups/quorum'
import { people } from './auth'
import { moment } from './columns'
import { organisations } from './organisations'

const constituency = () => text({ enum: ['service team', 'digital team', 'supplier'] })

export const workingGroups = pgTable('working_groups', {
  id: uuid().primaryKey().defaultRandom(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  /** Shown to the public. */
  remit: text().notNull(),
  createdAt: moment().notNull().defaultNow(),
})

/** Advisors assigned to a group. They have no vote. */
export const groupAdvisors = pgTable('group_advisors', {
  id: uuid().primaryKey().defaultRandom(),
  groupId: uuid().notNull().references(() => workingGroups.id),
  personId: uuid().notNull().references(() => people.id),
  assignedAt: moment().notNull().defaultNow(),
  endedAt: moment(),
}, (t) => [uniqueIndex().on(t.groupId, t.personId).where(sql`ended_at is null`)])

/** A charter never changes; changing one makes a new charter with the next number. */
export const charters = pgTable('charters', {
  id: uuid().primaryKey().defaultRandom(),
  groupId: uuid().notNull().references(() => workingGroups.id),
  number: integer().notNull(),
  scope: text().notNull(),
  quorum: jsonb().$type<QuorumRule>().notNull(),
  reviewPeriodMonths: integer().notNull(),
  /** Working days after a sign-off meeting in which a seat may still sign in writing. */
  writtenWindowDays: integer().notNull().default(5),
  /** What this charter changes against the one before it; empty for the first. */
  changes: text().notNull().default(''),
  charteredBy: uuid().notNull().references(() => people.id),
  charteredAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.groupId, t.number)])

/** One vote, held by a named person with a named substitute, in one constituency, for one organisation. */
export const seats = pgTable('seats', {
  id: uuid().primaryKey().defaultRandom(),
  charterId: uuid().notNull().references(() => charters.id),
  /** `Wexshire service team`: what the seat is called in records. */
  name: text().notNull(),
  constituency: constituency().notNull(),
  organisationId: uuid().notNull().references(() => organisations.id),
  holderId: uuid().notNull().references(() => people.id),
  substituteId: uuid().references(() => people.id),
}, (t) => [unique().on(t.charterId, t.holderId)])

/** Members of a group; a row ends (leftAt) and is never deleted. The role is that of permissions: the lead is the lead editor. */
export const groupMembers = pgTable('group_members', {
  id: uuid().primaryKey().defaultRandom(),
  groupId: uuid().notNull().references(() => workingGroups.id),
  personId: uuid().notNull().references(() => people.id),
  organisationId: uuid().notNull().references(() => organisations.id),
  constituency: constituency().notNull(),
  role: text({ enum: ['observer', 'reviewer', 'editor', 'lead'] }).notNull(),
  joinedAt: moment().notNull().defaultNow(),
  leftAt: moment(),
}, (t) => [uniqueIndex().on(t.groupId, t.personId).where(sql`left_at is null`), index().on(t.personId)])

/** An invitation is accepted by the invited address only. */
export const invitations = pgTable('invitations', {
  id: uuid().primaryKey().defaultRandom(),
  groupId: uuid().notNull().references(() => workingGroups.id),
  email: text().notNull(),
  organisationId: uuid().notNull().references(() => organisations.id),
  constituency: constituency().notNull(),
  role: text({ enum: ['observer', 'reviewer', 'editor', 'lead'] }).notNull(),
  tokenHash: text().notNull().unique(),
  invitedBy: uuid().notNull().references(() => people.id),
  invitedAt: moment().notNull().defaultNow(),
  expiresAt: moment().notNull(),
  acceptedAt: moment(),
  withdrawnAt: moment(),
}, (t) => [index().on(t.groupId), index().on(t.email)])

/** What a person last saw of a standard, for "changed since you looked". */
export const visits = pgTable('visits', {
  personId: uuid().notNull().references(() => people.id),
  standardId: uuid().notNull(),
  at: moment().notNull().defaultNow(),
}, (t) => [primaryKey({ columns: [t.personId, t.standardId] })])
