import { bigint, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { people } from './auth'
import { moment } from './columns'

/** What a person is told inside Accord; mail for the same thing goes out at once. */
export const notifications = pgTable('notifications', {
  id: uuid().primaryKey().defaultRandom(),
  personId: uuid().notNull().references(() => people.id),
  kind: text().notNull(),
  sentence: text().notNull(),
  link: text().notNull(),
  at: moment().notNull().defaultNow(),
  seenAt: moment(),
}, (t) => [index().on(t.personId, t.at)])

/** Audit events that people have been told of. Ids are given before commits, so a highest id would pass over slow ones. */
export const toldEvents = pgTable('told_events', {
  eventId: bigint({ mode: 'number' }).primaryKey(),
  at: moment().notNull().defaultNow(),
})

/** How a person wants to be told of what does not need them at once. No row: daily. */
export const notificationSettings = pgTable('notification_settings', {
  personId: uuid().primaryKey().references(() => people.id),
  /** What needs me: at once, or never by mail (it stays on the desk). */
  needsMe: text({ enum: ['at once', 'off'] }).notNull().default('at once'),
  rest: text({ enum: ['daily', 'weekly', 'off'] }).notNull().default('daily'),
  changedAt: moment().notNull().defaultNow(),
})

/** What waits for a person's next digest; gone into `digests` with the letter that told it. */
export const digestItems = pgTable('digest_items', {
  notificationId: uuid().primaryKey().references(() => notifications.id),
  personId: uuid().notNull().references(() => people.id),
  at: moment().notNull().defaultNow(),
}, (t) => [index().on(t.personId)])

/** A digest that was sent: one a person and period, so that no restart sends it twice. */
export const digests = pgTable('digests', {
  personId: uuid().notNull().references(() => people.id),
  /** `2026-11-23` or `2026-W48` */
  period: text().notNull(),
  items: bigint({ mode: 'number' }).notNull(),
  at: moment().notNull().defaultNow(),
}, (t) => [primaryKey({ columns: [t.personId, t.period] })])
