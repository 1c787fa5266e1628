import { and, asc, desc, eq, lte, sql } from 'drizzle-orm'
import { mailbox, outgoingMail } from '@/drizzle/schema'
import type { Database, Reader } from '../db'
import { type Letter, linksIn, type MailRoute } from './mail'

/** The channel of PostgreSQL on which the mailer hears that a letter waits. */
export const mailChannel = 'accord_mail'

/**
 * Posts a letter in the transaction of what it tells of: a step that is rolled back writes to nobody. In demo mode it is kept in the
 * mailbox; otherwise it waits for the mailer (server/jobs/mailer.ts), also while no mail server is set.
 */
export async function postLetter(on: Reader, route: MailRoute, letter: Letter): Promise<void> {
  if (route.demo) {
    await on.insert(mailbox).values(letter)
    return
  }
  await on.insert(outgoingMail).values(letter)
  await on.execute(sql`select pg_notify(${mailChannel}, '')`)
}

/** Demo mode: the kept letters, newest first; all of them, or those to one address. */
export async function keptLetters(on: Reader, to?: string, limit = 100) {
  const kept = await on.select().from(mailbox).where(to === undefined ? undefined : eq(mailbox.to, to)).orderBy(desc(mailbox.id)).limit(limit)
  return kept.map(({ to: recipient, subject, text, at }) => ({ to: recipient, subject, text, links: linksIn(text), at }))
}

export type Send = (letter: Letter) => Promise<void>

/** Sends the oldest letter that is due. Several processes never send one twice at a time. False when none was due. */
export async function sendNextLetter(on: Database, send: Send): Promise<boolean> {
  return on.transaction(async (tx) => {
    const [letter] = await tx.select().from(outgoingMail).where(lte(outgoingMail.notBefore, sql`now()`))
      .orderBy(asc(outgoingMail.id)).limit(1).for('update', { skipLocked: true })
    if (!letter) return false
    try {
      await send({ to: letter.to, subject: letter.subject, text: letter.text })
      await tx.delete(outgoingMail).where(eq(outgoingMail.id, letter.id))
    } catch (error) {
      const seconds = Math.min(3600, 15 * 2 ** letter.attempts)
      await tx.update(outgoingMail).set({
        attempts: letter.attempts + 1, lastError: String(error).slice(0, 500), notBefore: sql`now() + make_interval(secs => ${seconds})`,
      }).where(and(eq(outgoingMail.id, letter.id)))
    }
    return true
  })
}
