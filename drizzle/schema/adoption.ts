import { bigint, date, foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
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

/** What a council measured over a period. A corrected one is another revision that says which it corrects; the shares are computed. */
export const adoptionMeasures = pgTable('adoption_measures', {
  id: uuid().primaryKey().defaultRandom(),
  adoptionId: uuid().notNull().references(() => adoptions.id),
  revision: integer().notNull(),
  /** The revision in place of which this one counts. */
  corrects: integer(),
  periodFrom: date({ mode: 'string' }).notNull(),
  periodTo: date({ mode: 'string' }).notNull(),
  /** By all channels. */
  completed: integer(),
  /** On line, without help. */
  completedOnline: integer(),
  startedOnline: integer(),
  /** Of everything completed, in pence. */
  cost: bigint({ mode: 'number' }),
  /** In tenths of one per cent. */
  satisfaction: integer(),
  /** How it was counted, in words; may be empty. */
  note: text().notNull(),
  recordedBy: uuid().notNull().references(() => people.id),
  recordedAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.adoptionId, t.revision), unique().on(t.adoptionId, t.corrects)])

/** One saving of a council's self-assessment: who, and when. What it found stands in its findings; an earlier finding counts until a later one. */
export const adoptionAssessments = pgTable('adoption_assessments', {
  id: uuid().primaryKey().defaultRandom(),
  adoptionId: uuid().notNull().references(() => adoptions.id),
  revision: integer().notNull(),
  recordedBy: uuid().notNull().references(() => people.id),
  recordedAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.adoptionId, t.revision)])

/** How one requirement is met, as one saving found it. Whether its evidence is out of date is the clock's to say, and is not kept. */
export const adoptionFindings = pgTable('adoption_findings', {
  assessmentId: uuid().notNull().references(() => adoptionAssessments.id),
  blockId: text().notNull(),
  /** By the trigger, as the version has it. */
  ref: text().notNull(),
  result: text({ enum: ['met', 'partly met', 'not met', 'not applicable', 'not assessed'] }).notNull(),
  note: text().notNull(),
  /** A link or words; may be empty. */
  evidence: text().notNull(),
  /** The last day on which the evidence counts. */
  evidenceExpiresOn: date({ mode: 'string' }),
}, (t) => [primaryKey({ columns: [t.assessmentId, t.blockId] })])

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
