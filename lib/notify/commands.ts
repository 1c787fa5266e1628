import { and, eq, isNull, sql } from 'drizzle-orm'
import { digestItems, notifications, people } from '@/drizzle/schema'
import { postLetter } from '../auth/mail-commands'
import type { AuthSettings } from '../auth/settings'
import type { Database, Tx } from '../db'
import type { PersonActor } from '../kernel/actor'
import { type NewsKind, newsKinds } from './kinds'
import { noticeLetter, type Ways } from './letters'
import { wishesOf } from './settings-queries'
import { stopAddress } from './unsubscribe'

/** How letters go, where their links lead, and what signs the links that need no session. */
export type Post = Pick<AuthSettings, 'publicUrl' | 'demo' | 'secret'>

export interface News {
  readonly personId: string
  readonly kind: NewsKind
  /** A whole sentence, as it stands on the desk and as the letter's subject. */
  readonly sentence: string
  /** An address of this site. */
  readonly link: string
}

export const waysFor = (post: Post, personId: string, what: 'needs me' | 'rest'): Ways =>
  ({ stop: stopAddress(post, { personId, what }), settings: `${post.publicUrl}/workspace/account#notifications` })

/**
 * Tells a person on their desk, in the transaction of what it is about; by mail at once when it needs them, else in their digest, as they wish.
 * Nobody suspended is told anything. `about` names what it is of, so that no letter of it is queued for them twice.
 */
export async function tellPerson(tx: Tx, post: Post, { personId, kind, sentence, link }: News, about?: string): Promise<void> {
  const [person] = await tx.select({ email: people.email }).from(people).where(and(eq(people.id, personId), isNull(people.suspendedAt)))
  if (!person) return
  const [told] = await tx.insert(notifications).values({ personId, kind, sentence, link, at: sql`accord_now()` }).returning({ id: notifications.id })
  const wishes = await wishesOf(tx, personId)
  if (newsKinds[kind] === 'rest') {
    if (wishes.rest !== 'off') await tx.insert(digestItems).values({ notificationId: told!.id, personId, at: sql`accord_now()` })
    return
  }
  if (wishes.needsMe === 'off') return
  const letter = noticeLetter(person.email, { sentence, address: post.publicUrl + link }, waysFor(post, personId, 'needs me'))
  await postLetter(tx, post, { ...letter, key: `${about ?? `notification ${told!.id}`} ${personId}` })
}

/** Everything on the desk so far has been looked at. */
export async function seeNews(on: Database, actor: PersonActor): Promise<void> {
  await on.update(notifications).set({ seenAt: sql`accord_now()` }).where(and(eq(notifications.personId, actor.id), isNull(notifications.seenAt)))
}
