import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { digestItems, digests, notifications, people } from '@/drizzle/schema'
import { postLetter } from '../auth/mail-commands'
import { clockOf, type Database, inTransaction, type Tx } from '../db'
import { ok } from '../kernel/result'
import { type Post, waysFor } from './commands'
import { digestLetter } from './letters'
import { dailyPeriod, type Period, weeklyPeriod } from './period'
import { wishesOf } from './settings-queries'

/**
 * Sends every digest that is due, each once, also when several processes run this or one ends amid it: the row of `digests` is committed with the
 * letter. Nobody gets a digest of nothing. Answers how many were sent.
 */
export async function sendDueDigests(on: Database, post: Post): Promise<number> {
  const now = await clockOf(on)
  const due = { daily: dailyPeriod(now), weekly: weeklyPeriod(now) }
  const waiting = await on.selectDistinct({ personId: digestItems.personId }).from(digestItems)
  let sent = 0
  for (const { personId } of waiting) {
    const done = await inTransaction(on, async (tx) => ok(await sendDigest(tx, post, personId, due)))
    if (done.ok && done.value) sent += 1
  }
  return sent
}

async function sendDigest(tx: Tx, post: Post, personId: string, due: { daily: Period; weekly: Period }): Promise<boolean> {
  const [person] = await tx.select({ email: people.email }).from(people).where(and(eq(people.id, personId), isNull(people.suspendedAt)))
  const { rest } = await wishesOf(tx, personId)
  if (!person || rest === 'off') {
    await tx.delete(digestItems).where(eq(digestItems.personId, personId))
    return false
  }
  const period = due[rest]
  const items = await tx.select({ id: notifications.id, sentence: notifications.sentence, link: notifications.link, at: notifications.at }).from(digestItems)
    .innerJoin(notifications, eq(notifications.id, digestItems.notificationId))
    .where(and(eq(digestItems.personId, personId), sql`${digestItems.at} < ${period.due.toISOString()}::timestamptz`)).orderBy(asc(notifications.at))
  if (items.length === 0) return false
  const [first] = await tx.insert(digests).values({ personId, period: period.name, items: items.length, at: sql`accord_now()` }).onConflictDoNothing().returning({ period: digests.period })
  if (!first) return false
  await tx.delete(digestItems).where(inArray(digestItems.notificationId, items.map((item) => item.id)))
  const letter = digestLetter(person.email, items.map((item) => ({ sentence: item.sentence, address: post.publicUrl + item.link, at: item.at })), rest, waysFor(post, personId, 'rest'))
  await postLetter(tx, post, { ...letter, key: `digest ${period.name} ${personId}` })
  return true
}
