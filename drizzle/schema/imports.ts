import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Found } from '../../lib/import/imported'
import { people } from './auth'
import { moment } from './columns'
import { workingGroups } from './groups'
import { standards } from './standards'

/** A file that was read and waits for its owner to confirm it: a day at most. It is for a new standard of a group, or for an existing draft. */
export const imports = pgTable('imports', {
  id: uuid().primaryKey().defaultRandom(),
  personId: uuid().notNull().references(() => people.id),
  groupId: uuid().references(() => workingGroups.id),
  standardId: uuid().references(() => standards.id),
  fileName: text().notNull(),
  title: text().notNull(),
  refPrefix: text().notNull(),
  /** The text as JSON. */
  content: text().notNull(),
  found: jsonb().$type<Found>().notNull(),
  proposedRefs: jsonb().$type<Record<string, string>>().notNull(),
  at: moment().notNull().defaultNow(),
}, (t) => [index().on(t.personId), index().on(t.at)])
