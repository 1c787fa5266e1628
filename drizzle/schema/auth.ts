import { bigint, boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from './columns'

/** People. The e-mail address is stored in lower case and shown to nobody but its owner and administrators. */
export const people = pgTable('people', {
  id: uuid().primaryKey().defaultRandom(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: moment(),
  image: text(),
  isAdmin: boolean().notNull().default(false),
  suspendedAt: moment(),
  createdAt: moment().notNull().defaultNow(),
})

/** Identities at an OIDC issuer. */
export const accounts = pgTable('accounts', {
  provider: text().notNull(),
  providerAccountId: text().notNull(),
  personId: uuid().notNull().references(() => people.id),
  type: text().notNull(),
}, (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] })])

/** Sessions, keyed by the SHA-256 of their cookie, so that a read of this table signs nobody in. */
export const sessions = pgTable('sessions', {
  id: uuid().primaryKey().defaultRandom(),
  tokenHash: text().notNull().unique(),
  personId: uuid().notNull().references(() => people.id),
  expires: moment().notNull(),
  createdAt: moment().notNull().defaultNow(),
  lastSeenAt: moment().notNull().defaultNow(),
  userAgent: text(),
}, (t) => [index().on(t.personId)])

export const verificationTokens = pgTable('verification_tokens', {
  identifier: text().notNull(),
  token: text().notNull(),
  expires: moment().notNull(),
}, (t) => [primaryKey({ columns: [t.identifier, t.token] })])

/** Mail kept instead of sent, in demo mode only. */
export const mailbox = pgTable('mailbox', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  to: text().notNull(),
  subject: text().notNull(),
  text: text().notNull(),
  html: text(),
  at: moment().notNull().defaultNow(),
}, (t) => [index().on(t.to, t.id)])

/** Mail waiting to be sent; a row is written in the transaction of what it tells of, and goes when the mail server has taken it. */
export const outgoingMail = pgTable('outgoing_mail', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  to: text().notNull(),
  subject: text().notNull(),
  text: text().notNull(),
  html: text(),
  /** The address that ends this kind of letter in one click (RFC 8058). */
  unsubscribe: text(),
  /** What makes it this letter and no other: a letter with a key is queued once, also when the first has gone long since (`posted_letters`). */
  key: text().unique(),
  at: moment().notNull().defaultNow(),
  attempts: integer().notNull().default(0),
  notBefore: moment().notNull().defaultNow(),
  /** Given to a mailer. It is given to no other: whether it went is known from its being gone, or its being free again. */
  takenAt: moment(),
  lastError: text(),
}, (t) => [index().on(t.notBefore)])

/** The keys of letters that were queued, written by PostgreSQL as they are. They outlive their letters by 90 days and are then forgotten. */
export const postedLetters = pgTable('posted_letters', {
  key: text().primaryKey(),
  at: moment().notNull().defaultNow(),
}, (t) => [index().on(t.at)])
