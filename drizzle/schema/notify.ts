import { bigint, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
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
