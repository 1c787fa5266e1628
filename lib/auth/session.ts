import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { db } from '../db'
import type { Actor, PersonActor } from '../kernel/actor'
import { endSessionOfToken, startSession, touchSession } from './commands'
import { actorOfToken, sessionCookie, sessionDays } from './sessions'

const cookieName = () => sessionCookie(process.env.NEXTAUTH_URL ?? '')

/** The token of the request's session cookie, to mark and end it. Shown to nobody. */
export const currentToken = async (): Promise<string | undefined> => (await cookies()).get(cookieName())?.value

/** Who is asking, read once a request. The only file of lib that knows Next. */
export const currentActor = cache(async (): Promise<Actor> => {
  const token = await currentToken()
  const actor = await actorOfToken(db(), token)
  if (token && actor.kind === 'person') await touchSession(db(), token)
  return actor
})

/** Signs a person in: a session row, and its token in a cookie that no script reads and no other site sends along with a POST. */
export async function signInAs(personId: string): Promise<void> {
  const token = await startSession(db(), personId, (await headers()).get('user-agent'))
  ;(await cookies()).set(cookieName(), token, sessionCookieOptions())
}

export const sessionCookieOptions = () => ({
  httpOnly: true, sameSite: 'lax', path: '/', secure: cookieName().startsWith('__Secure-'), maxAge: sessionDays.most * 86_400,
}) as const

export async function signOutHere(): Promise<void> {
  const token = await currentToken()
  if (token) await endSessionOfToken(db(), token)
  ;(await cookies()).delete({ name: cookieName(), path: '/', secure: cookieName().startsWith('__Secure-') })
}

/** The signed-in person, or off to sign in and back to `next`, an address of this site. */
export async function requirePerson(next: string): Promise<PersonActor> {
  const actor = await currentActor()
  if (actor.kind !== 'person') redirect(`/sign-in?next=${encodeURIComponent(next)}`)
  return actor
}
