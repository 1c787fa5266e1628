import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { people } from './auth'
import { moment } from './columns'
import { comments } from './comments'
import { consultationComments, objections } from './consultation'
import { organisations } from './organisations'
import { standards } from './standards'

/** A proposed change of one block, against the block as it stood. It never changes: another thought is another proposal. */
export const proposals = pgTable('proposals', {
  id: uuid().primaryKey().defaultRandom(),
  standardId: uuid().notNull().references(() => standards.id),
  /** P-1, P-2… of the standard. */
  number: integer().notNull(),
  kind: text({ enum: ['change', 'insert', 'delete', 'move', 'level', 'met-by'] }).notNull(),
  /** The block it is about; of an insertion the id that the new block is to have. */
  blockId: text().notNull(),
  /** SHA-256 of the canonical JSON of the block that it was made against; empty for an insertion. */
  baseDigest: text().notNull().default(''),
  /** The block as it stood, and as it should be, as JSON of the document's schema. */
  before: jsonb(),
  after: jsonb(),
  /** For an insertion or a move: the block that it follows; null is the beginning. */
  afterBlockId: text(),
  note: text().notNull().default(''),
  proposedBy: uuid().notNull().references(() => people.id),
  organisationId: uuid().references(() => organisations.id),
  constituency: text(),
  fromComment: uuid().references(() => comments.id),
  fromConsultationComment: uuid().references(() => consultationComments.id),
  fromObjection: uuid().references(() => objections.id),
  proposedAt: moment().notNull().defaultNow(),
}, (t) => [unique().on(t.standardId, t.number), index().on(t.standardId, t.blockId)])

export const proposalDecisions = pgTable('proposal_decisions', {
  proposalId: uuid().primaryKey().references(() => proposals.id),
  outcome: text({ enum: ['accepted', 'accepted with edits', 'rejected', 'withdrawn'] }).notNull(),
  reason: text().notNull().default(''),
  /** The block that was put in, when it was accepted with edits. */
  applied: jsonb(),
  decidedBy: uuid().notNull().references(() => people.id),
  decidedAt: moment().notNull().defaultNow(),
})
