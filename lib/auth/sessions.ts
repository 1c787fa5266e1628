import { createHash } from 'node:crypto'
import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { people, sessions } from '@/drizzle/schema'
import type { Reader } from '../db'
import { type Actor, anonymous } from '../kernel/actor'

/** `__Secure-` where the public address is https (RFC 6265bis, 4.1.3.1). */
export const sessionCookie = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Secure-next-auth.session-token' : 'next-auth.session-token'

/** A session unused for `idle` days ends; none lives longer than `most`, however much it is used. The cookie lasts as long as that. */
export const sessionDays = { idle: 14, most: 90 } as const

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Whose session a cookie's token is; anonymous when it is unknown, ended, expired, or its person is suspended. */
export async function actorOfToken(on: Reader, token: string | undefined): Promise<Actor> {
  if (!token) return anonymous
  const [found] = await on
    .select({ id: people.id, name: people.name, email: people.email, isAdmin: people.isAdmin })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.tokenHash, hashOfToken(token)), gt(sessions.expires, sql`now()`), isNull(people.suspendedAt)))
  return found ? { kind: 'person', ...found } : anonymous
}

/** Which of these sessions (by the hash of their token) are still good, in one question for all open sockets. */
export async function goodSessions(on: Reader, hashes: readonly string[]): Promise<Set<string>> {
  const found = await on.select({ hash: sessions.tokenHash }).from(sessions).innerJoin(people, eq(people.id, sessions.personId))
    .where(and(inArray(sessions.tokenHash, [...hashes]), gt(sessions.expires, sql`now()`), isNull(people.suspendedAt)))
  return new Set(found.map((row) => row.hash))
}
