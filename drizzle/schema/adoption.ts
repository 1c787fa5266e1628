import { date, foreignKey, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { people } from './auth'
import { moment } from './columns'
import { organisations } from './organisations'
import { publications } from './publication'
import { standards } from './standards'
import { versions } from './versions'

/** A council took on one published version. It never changes; moving to a newer version is another adoption, and this one stays. */
export const adoptions = pgTable('adoptions', {
  id: uuid().primaryKey().defaultRandom(),
  organisationId: uuid().notNull().references(() => organisations.id),
  publicationId: uuid().notNull().references(() => publications.id),
  /** By the trigger, from the publication. */
  standardId: uuid().notNull().references(() => standards.id),
  versionId: uuid().notNull(),
  /** SHA-256 of the text that the adopter was shown: it pins the version. */
  digest: text().notNull(),
  /** The day on which the council decided. */
  adoptedOn: date({ mode: 'string' }).notNull(),
  /** The post (not the person) that answers for it in the council. */
  ownerPost: text().notNull(),
  recordedBy: uuid().notNull().references(() => people.id),
  recordedAt: moment().notNull().defaultNow(),
}, (t) => [
  unique().on(t.organisationId, t.publicationId), index().on(t.standardId),
  foreignKey({ columns: [t.versionId, t.digest], foreignColumns: [versions.id, versions.digest] }),
])

/** What a council measured before: so many of so many in a period. A corrected one is another revision. */
export const adoptionBaselines = pgTable('adoption_baselines', {
  id: uuid().primaryKey().defaultRandom(),
  adoptionId: uuid().notNull().references(() => adoptions.id),
  revision: integer().notNull(),
  /** In words: `Applications made digitally`. */
  measure: text().notNull(),
  numerator: integer().notNull(),
  denominator: integer().notNull(),
  periodFrom: date({ mode: 'string' }).notNull(),
  periodTo: date({ mode: 'string' }).notNull(),
  recordedBy: uuid().notNull().references(() => people.id),
  recordedAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.adoptionId, t.revision)])

/** One requirement that a council does not meet yet, why, whose it is, and until when. */
export const adoptionExemptions = pgTable('adoption_exemptions', {
  id: uuid().primaryKey().defaultRandom(),
  adoptionId: uuid().notNull().references(() => adoptions.id),
  blockId: text().notNull(),
  /** By the trigger, as the version has it. */
  ref: text().notNull(),
  reason: text().notNull(),
  ownerPost: text().notNull(),
  /** The last day on which it holds. */
  expiresOn: date({ mode: 'string' }).notNull(),
  recordedBy: uuid().notNull().references(() => people.id),
  recordedAt: moment().notNull().defaultNow(),
}, (t) => [index().on(t.adoptionId)])
