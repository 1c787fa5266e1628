import { date, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { people } from './auth'
import { moment } from './columns'
import { workingGroups } from './groups'

export const standards = pgTable('standards', {
  id: uuid().primaryKey().defaultRandom(),
  slug: text().notNull().unique(),
  groupId: uuid().notNull().references(() => workingGroups.id),
  title: text().notNull(),
  /** `FSM`: what refs begin with (FSM-09). */
  refPrefix: text().notNull(),
  /** The post that is to own it and the date of its first review, as proposed when a round was opened; a publication takes its own. */
  ownerPost: text().notNull().default(''),
  reviewDate: date({ mode: 'string' }),
  createdBy: uuid().notNull().references(() => people.id),
  createdAt: moment().notNull().defaultNow(),
  archivedAt: moment(),
}, (t) => [index().on(t.groupId)])
