import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { people } from './auth'
import { moment } from './columns'

export const organisations = pgTable('organisations', {
  id: uuid().primaryKey().defaultRandom(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  kind: text({ enum: ['council', 'supplier', 'advisory body', 'other'] }).notNull(),
  /** ONS nine-character code, councils only. */
  gssCode: text().unique(),
  /** `county`, `unitary`, `london borough`… as the list it came from names it; councils only. */
  councilType: text(),
  nation: text({ enum: ['England', 'Scotland', 'Wales', 'Northern Ireland'] }),
  /** E-mail domains that people of this organisation write from. */
  domains: text().array().notNull().default([]),
  createdAt: moment().notNull().defaultNow(),
})

/** A person belongs to one or more organisations. */
export const organisationMemberships = pgTable('organisation_memberships', {
  organisationId: uuid().notNull().references(() => organisations.id),
  personId: uuid().notNull().references(() => people.id),
  constituency: text({ enum: ['service team', 'digital team', 'supplier'] }),
  createdAt: moment().notNull().defaultNow(),
  endedAt: moment(),
}, (t) => [primaryKey({ columns: [t.organisationId, t.personId] })])
