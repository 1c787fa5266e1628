import { and, asc, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { mailbox, outgoingMail } from '@/drizzle/schema'
import type { Database, Reader } from '../db'
import { type Letter, linksIn, type MailRoute, MaybeSent } from './mail'

/** The channel of PostgreSQL on which the mailer hears that a letter waits. */
export const mailChannel = 'accord_mail'

/**
 * Posts a letter in the transaction of what it tells of: a step that is rolled back writes to nobody. In demo mode it is kept in the
 * mailbox; otherwise it waits for the mailer (server/jobs/mailer.ts), also while no mail server is set.
 */
export async function postLetter(on: Reader, route: MailRoute, { to, subject, text, html, unsubscribe, key }: Letter): Promise<void> {
  if (route.demo) {
    await on.insert(mailbox).values({ to, subject, text, html })
    return
  }
  await on.insert(outgoingMail).values({ to, subject, text, html, unsubscribe, key }).onConflictDoNothing({ target: outgoingMail.key })
  await on.execute(sql`select pg_notify(${mailChannel}, '')`)
}

/** Demo mode: the kept letters, newest first; all of them, or those to one address. */
export async function keptLetters(on: Reader, to?: string, limit = 100) {
  const kept = await on.select().from(mailbox).where(to === undefined ? undefined : eq(mailbox.to, to)).orderBy(desc(mailbox.id)).limit(limit)
  return kept.map(({ to: recipient, subject, text, at }) => ({ to: recipient, subject, text, links: linksIn(text), at }))
}

/** A letter on its way: `name` is the same whenever it is tried, and no other letter's. */
export type Send = (letter: Letter & { readonly name: string }) => Promise<void>

/**
 * Sends the oldest letter that is due; false when none was. It is marked as taken, and that is committed, before the mail server hears of it: so
 * it is never given out twice, whoever dies when. One of which nobody knows whether it went stays, marked, and is not tried again (docs/decisions/15).
 */
export async function sendNextLetter(on: Database, send: Send): Promise<boolean> {
  const letter = await takeLetter(on)
  if (!letter) return false
  const { id, to, subject, text, html, unsubscribe, attempts, at } = letter
  const own = and(eq(outgoingMail.id, id), isNotNull(outgoingMail.takenAt))
  try {
    await send({ to, subject, text, ...(html === null ? {} : { html }), ...(unsubscribe === null ? {} : { unsubscribe }), name: `${id}.${at.getTime()}` })
  } catch (error) {
    const lastError = String(error).slice(0, 500)
    const again = { takenAt: null, notBefore: sql`now() + make_interval(secs => ${Math.min(3600, 15 * 2 ** (attempts - 1))})` }
    await on.update(outgoingMail).set({ lastError, ...(error instanceof MaybeSent ? {} : again) }).where(own)
    return true
  }
  await on.delete(outgoingMail).where(own)
  return true
}

async function takeLetter(on: Database) {
  return on.transaction(async (tx) => {
    const [due] = await tx.select({ id: outgoingMail.id }).from(outgoingMail).where(and(lte(outgoingMail.notBefore, sql`now()`), isNull(outgoingMail.takenAt)))
      .orderBy(asc(outgoingMail.id)).limit(1).for('update', { skipLocked: true })
    if (!due) return null
    const [taken] = await tx.update(outgoingMail).set({ takenAt: sql`now()`, attempts: sql`${outgoingMail.attempts} + 1`, lastError: null })
      .where(eq(outgoingMail.id, due.id)).returning()
    return taken ?? null
  })
}

/** Minutes: longer than any mail server is waited for. */
const longestSending = 30

/** Names each letter once that was taken so long ago that whoever took it has died: it may have arrived or not, and is not sent again. */
export async function lettersLost(on: Database): Promise<number[]> {
  const lost = await on.update(outgoingMail).set({ lastError: 'Whoever was sending it ended before knowing whether it went.' })
    .where(and(isNull(outgoingMail.lastError), sql`${outgoingMail.takenAt} < now() - make_interval(mins => ${longestSending})`)).returning({ id: outgoingMail.id })
  return lost.map(({ id }) => id)
}
