import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
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
  createdBy: uuid().notNull().references(() => people.id),
  createdAt: moment().notNull().defaultNow(),
  archivedAt: moment(),
}, (t) => [index().on(t.groupId)])
