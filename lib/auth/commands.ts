import { randomBytes } from 'node:crypto'
import { and, eq, lt, sql } from 'drizzle-orm'
import { sessions } from '@/drizzle/schema'
import type { Database, Reader } from '../db'
import { hashOfToken, sessionDays } from './sessions'

const sliding = sql`least(now() + ${`${sessionDays.idle} days`}::interval, created_at + ${`${sessionDays.most} days`}::interval)`

/** Starts a session and answers its token, which is kept nowhere but in the person's cookie. */
export async function startSession(on: Reader, personId: string, userAgent: string | null): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await on.insert(sessions).values({
    tokenHash: hashOfToken(token), personId, userAgent: userAgent?.slice(0, 300) ?? null,
    expires: sql`now() + ${`${sessionDays.idle} days`}::interval`,
  })
  return token
}

/** Pushes a session's end ahead of its use, at most once in five minutes and never past its longest life. */
export async function touchSession(on: Database, token: string): Promise<void> {
  await on.update(sessions).set({ lastSeenAt: sql`now()`, expires: sliding })
    .where(and(eq(sessions.tokenHash, hashOfToken(token)), lt(sessions.lastSeenAt, sql`now() - interval '5 minutes'`)))
}

/** Signing out: the session ends in the database, so that a copied cookie ends with it. */
export async function endSessionOfToken(on: Database, token: string): Promise<void> {
  await on.delete(sessions).where(eq(sessions.tokenHash, hashOfToken(token)))
}
