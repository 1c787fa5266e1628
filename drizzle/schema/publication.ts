import { boolean, index, integer, pgTable, text, unique, uuid, date } from 'drizzle-orm/pg-core'
import { people } from './auth'
import { moment } from './columns'
import { signOffRounds } from './signoff'
import { standards } from './standards'
import { versions } from './versions'

/** A publication gives a signed version its public number; the text stays the version's, byte for byte. */
export const publications = pgTable('publications', {
  id: uuid().primaryKey().defaultRandom(),
  standardId: uuid().notNull().references(() => standards.id),
  versionId: uuid().notNull().unique().references(() => versions.id),
  roundId: uuid().notNull().unique().references(() => signOffRounds.id),
  /** `v1.0` is major 1, minor 0. */
  major: integer().notNull(),
  minor: integer().notNull(),
  /** The post (not the person) that answers for the standard. */
  ownerPost: text().notNull(),
  reviewDate: date({ mode: 'string' }).notNull(),
  /** The sign-off record as published: canonical JSON, checked by `npm run verify`. */
  record: text().notNull(),
  recordDigest: text().notNull(),
  /** The disposition report as published: canonical JSON. Empty in what was published before it was kept. */
  report: text().notNull().default(''),
  reportDigest: text().notNull().default(''),
  publishedBy: uuid().notNull().references(() => people.id),
  publishedAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.standardId, t.major, t.minor), index().on(t.standardId)])

export const publicationWithdrawals = pgTable('publication_withdrawals', {
  publicationId: uuid().primaryKey().references(() => publications.id),
  reason: text().notNull(),
  /** Withdrawn for legal reasons: the text is hidden too. */
  hidesText: boolean().notNull().default(false),
  withdrawnBy: uuid().notNull().references(() => people.id),
  withdrawnAt: moment().notNull().defaultNow(),
})
