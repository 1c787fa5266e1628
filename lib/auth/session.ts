import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { db } from '../db'
import type { Actor, PersonActor } from '../kernel/actor'
import { actorOfToken, sessionCookie } from './sessions'

/** Who is asking, read once a request. The only file of lib that knows Next. */
export const currentActor = cache(async (): Promise<Actor> =>
  actorOfToken(db(), (await cookies()).get(sessionCookie(process.env.NEXTAUTH_URL ?? ''))?.value))

/** The signed-in person, or off to sign in and back to `next`, an address of this site. */
export async function requirePerson(next: string): Promise<PersonActor> {
  const actor = await currentActor()
  if (actor.kind !== 'person') redirect(`/sign-in?next=${encodeURIComponent(next)}`)
  return actor
}
