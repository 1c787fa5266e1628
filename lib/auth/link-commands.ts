import { randomBytes } from 'node:crypto'
import { and, count, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import { people, verificationTokens } from '@/drizzle/schema'
import { type Database, inTransaction, type Reader } from '../db'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { addressOf } from './address'
import { signInLetter } from './mail'
import { postLetter } from './mail-commands'
import { personName } from './person'
import { hashOfToken } from './sessions'
import type { AuthSettings } from './settings'

/** Links that one address may be sent within their lifetime. */
const mostLinks = 5

/**
 * Mails a link to sign in. The answer and the work are the same whether the address is known, unknown or suspended, so that nobody
 * learns who is here by asking.
 */
export async function requestLink(on: Database, settings: AuthSettings, input: { email: string; next: string }): Promise<Result<{ email: string }>> {
  const address = addressOf(input.email)
  if (!address.ok) return address
  return inTransaction(on, async (tx) => {
    await tx.delete(verificationTokens).where(lt(verificationTokens.expires, sql`now()`))
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${address.value}, 7243))`)
    const [sent] = await tx.select({ links: count() }).from(verificationTokens).where(eq(verificationTokens.identifier, address.value))
    if (sent && sent.links >= mostLinks) {
      return refused(refuse('too-fast', 'Several links were sent to this address within the last hour. Use the newest of them, or wait a while.', 'email'))
    }
    const token = randomBytes(32).toString('base64url')
    await tx.insert(verificationTokens).values({ identifier: address.value, token: hashOfToken(token), expires: sql`now() + interval '1 hour'` })
    const link = `${settings.publicUrl}/sign-in/link?token=${token}&next=${encodeURIComponent(input.next)}`
    await postLetter(tx, settings, signInLetter(address.value, link))
    return ok({ email: address.value })
  })
}

const live = (token: string) => and(eq(verificationTokens.token, hashOfToken(token)), gt(verificationTokens.expires, sql`now()`))
const spent = refuse('expired', 'This link has been used or has expired. Ask for a new one.')

/** What a link is good for. Reading it, as link scanners do, uses nothing up. */
export async function linkAsRead(on: Reader, token: string): Promise<Result<{ email: string; known: boolean }>> {
  const [found] = await on.select({ email: verificationTokens.identifier, personId: people.id }).from(verificationTokens)
    .leftJoin(people, eq(people.email, verificationTokens.identifier)).where(live(token))
  return found ? ok({ email: found.email, known: found.personId !== null }) : refused(spent)
}

/** Uses a link up and answers whose it is. Someone new gives their name, and joins as a person outside every group. */
export async function redeemLink(on: Database, input: { token: string; name: string }): Promise<Result<{ personId: string }>> {
  return inTransaction(on, async (tx) => {
    const [used] = await tx.delete(verificationTokens).where(live(input.token)).returning({ email: verificationTokens.identifier })
    if (!used) return refused(spent)
    const [known] = await tx.select({ id: people.id, suspendedAt: people.suspendedAt }).from(people).where(eq(people.email, used.email))
    if (known?.suspendedAt) return refused(refuse('suspended'))
    if (known) {
      await tx.update(people).set({ emailVerified: sql`now()` }).where(and(eq(people.id, known.id), isNull(people.emailVerified)))
      return ok({ personId: known.id })
    }
    const name = personName(input.name)
    if (!name.ok) return name
    const [made] = await tx.insert(people).values({ name: name.value, email: used.email, emailVerified: sql`now()` }).returning({ id: people.id })
    return ok({ personId: made!.id })
  })
}
