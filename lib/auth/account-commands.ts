import { and, desc, eq, gt, ne, sql } from 'drizzle-orm'
import { people, sessions } from '@/drizzle/schema'
import type { Database, Reader } from '../db'
import type { PersonActor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { personName } from './person'
import { hashOfToken } from './sessions'

export interface OwnSession { readonly id: string; readonly device: string | null; readonly createdAt: Date; readonly lastSeenAt: Date; readonly expires: Date; readonly isThis: boolean }

/** The actor's own live sessions, the last used first. `token` is the request's own, to mark its session. */
export async function ownSessions(on: Reader, actor: PersonActor, token: string | undefined): Promise<OwnSession[]> {
  const hash = token ? hashOfToken(token) : ''
  const found = await on.select().from(sessions).where(and(eq(sessions.personId, actor.id), gt(sessions.expires, sql`now()`))).orderBy(desc(sessions.lastSeenAt))
  return found.map((session) => ({
    id: session.id, device: session.userAgent, createdAt: session.createdAt, lastSeenAt: session.lastSeenAt, expires: session.expires, isThis: session.tokenHash === hash,
  }))
}

/** Ends one of the actor's own sessions; anybody else's is as if it were not there. */
export async function endOwnSession(on: Database, actor: PersonActor, input: { sessionId: string }): Promise<Result<void>> {
  const ended = await on.delete(sessions).where(and(eq(sessions.id, input.sessionId), eq(sessions.personId, actor.id))).returning({ id: sessions.id })
  return ended.length > 0 ? ok(undefined) : refused(refuse('not-found', 'This session has ended already.'))
}

export async function endOtherSessions(on: Database, actor: PersonActor, token: string): Promise<Result<{ ended: number }>> {
  const ended = await on.delete(sessions).where(and(eq(sessions.personId, actor.id), ne(sessions.tokenHash, hashOfToken(token)))).returning({ id: sessions.id })
  return ok({ ended: ended.length })
}

/** What was signed or written before keeps the name it was signed with. */
export async function changeOwnName(on: Database, actor: PersonActor, input: { name: string }): Promise<Result<void>> {
  const name = personName(input.name)
  if (!name.ok) return name
  await on.update(people).set({ name: name.value }).where(eq(people.id, actor.id))
  return ok(undefined)
}
