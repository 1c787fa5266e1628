import { boolean, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { people } from './auth'
import { moment } from './columns'
import { workingGroups } from './groups'
import { organisations } from './organisations'

/** The Local Government Services List: services by their LGSL id, as imported. */
export const services = pgTable('services', {
  lgsl: integer().primaryKey(),
  name: text().notNull(),
  description: text().notNull().default(''),
})

/** The Local Government Interaction List: what a person does with a service, by its LGIL id. */
export const interactions = pgTable('interactions', {
  lgil: integer().primaryKey(),
  name: text().notNull(),
})

/** A call for collaboration never changes; it closes at its hour, or sooner by a closing. */
export const calls = pgTable('calls', {
  id: uuid().primaryKey().defaultRandom(),
  slug: text().notNull().unique(),
  title: text().notNull(),
  lgsl: integer().notNull().references(() => services.lgsl),
  lgil: integer().notNull().references(() => interactions.lgil),
  /** What shows that the task is done badly today. */
  evidence: text().notNull(),
  /** What is asked of those who answer. */
  asks: text().notNull(),
  publishedBy: uuid().notNull().references(() => people.id),
  publishedAt: moment().notNull().defaultNow(),
  closesAt: moment().notNull(),
}, (t) => [index().on(t.closesAt)])

/** A call that an advisor closed before its time. */
export const callClosings = pgTable('call_closings', {
  callId: uuid().primaryKey().references(() => calls.id),
  reason: text().notNull(),
  closedBy: uuid().notNull().references(() => people.id),
  closedAt: moment().notNull().defaultNow(),
})

/** An expression of interest: one a person and call, numbered in the order they came. */
export const expressions = pgTable('expressions_of_interest', {
  id: uuid().primaryKey().defaultRandom(),
  callId: uuid().notNull().references(() => calls.id),
  number: integer().notNull(),
  personId: uuid().notNull().references(() => people.id),
  organisationId: uuid().notNull().references(() => organisations.id),
  constituency: text({ enum: ['service team', 'digital team', 'supplier'] }).notNull(),
  offers: text().notNull(),
  expressedAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.callId, t.personId), unique().on(t.callId, t.number)])

/** What became of an expression of interest when the group was chartered. */
export const expressionAnswers = pgTable('expression_answers', {
  expressionId: uuid().primaryKey().references(() => expressions.id),
  answer: text({ enum: ['seat', 'member', 'declined'] }).notNull(),
  reason: text().notNull().default(''),
  answeredBy: uuid().notNull().references(() => people.id),
  answeredAt: moment().notNull().defaultNow(),
})

/** What a person declared; shown beside their name ever after, newest first. "Nothing to declare" is a declaration too. */
export const declarations = pgTable('declarations_of_interest', {
  id: uuid().primaryKey().defaultRandom(),
  personId: uuid().notNull().references(() => people.id),
  expressionId: uuid().references(() => expressions.id),
  /** The group that it was made in, when it was not made with an expression of interest. */
  groupId: uuid().references(() => workingGroups.id),
  nothing: boolean().notNull().default(false),
  text: text().notNull(),
  declaredAt: moment().notNull().defaultNow(),
}, (t) => [index().on(t.personId)])

/** The working group that came of a call. */
export const callGroups = pgTable('call_groups', {
  callId: uuid().primaryKey().references(() => calls.id),
  groupId: uuid().notNull().unique().references(() => workingGroups.id),
  at: moment().notNull().defaultNow(),
})
