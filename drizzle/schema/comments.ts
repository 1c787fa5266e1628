import { boolean, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { people } from './auth'
import { bytes, moment } from './columns'
import { organisations } from './organisations'
import { standards } from './standards'

/** A thread hangs on a selection, on a block, or (no block) on the whole; its quotation stays when its place is lost. */
export const threads = pgTable('threads', {
  id: uuid().primaryKey().defaultRandom(),
  standardId: uuid().notNull().references(() => standards.id),
  blockId: text(),
  /** Encoded Yjs relative positions of a selection's two ends; null for a whole block. */
  anchorStart: bytes(),
  anchorEnd: bytes(),
  quotation: text().notNull().default(''),
  /** The words around a selection, to tell it from the same words elsewhere (lib/comments/anchor.ts). */
  wordsBefore: text().notNull().default(''),
  wordsAfter: text().notNull().default(''),
  createdBy: uuid().notNull().references(() => people.id),
  createdAt: moment().notNull().defaultNow(),
  resolvedBy: uuid().references(() => people.id),
  resolvedAt: moment(),
}, (t) => [index().on(t.standardId)])

/** A comment carries its author's organisation and constituency as they stood when it was written. */
export const comments = pgTable('comments', {
  id: uuid().primaryKey().defaultRandom(),
  threadId: uuid().notNull().references(() => threads.id),
  body: text().notNull(),
  authorId: uuid().notNull().references(() => people.id),
  organisationId: uuid().references(() => organisations.id),
  constituency: text(),
  asAdvisor: boolean().notNull().default(false),
  createdAt: moment().notNull().defaultNow(),
  editedAt: moment(),
  deletedAt: moment(),
  deletedBy: uuid().references(() => people.id),
  deletionReason: text(),
}, (t) => [index().on(t.threadId)])

export const mentions = pgTable('mentions', {
  commentId: uuid().notNull().references(() => comments.id),
  personId: uuid().notNull().references(() => people.id),
  seenAt: moment(),
}, (t) => [primaryKey({ columns: [t.commentId, t.personId] }), index().on(t.personId)])
