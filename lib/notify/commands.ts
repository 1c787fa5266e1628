import { and, eq, isNull, sql } from 'drizzle-orm'
import { notifications, people } from '@/drizzle/schema'
import { letterOf } from '../auth/mail'
import { postLetter } from '../auth/mail-commands'
import type { AuthSettings } from '../auth/settings'
import type { Database, Tx } from '../db'
import type { PersonActor } from '../kernel/actor'

/** How letters go and where their links lead. */
export type Post = Pick<AuthSettings, 'publicUrl' | 'demo'>

export interface News {
  readonly personId: string
  readonly kind: string
  /** A whole sentence, as it stands on the desk and as the letter's subject. */
  readonly sentence: string
  /** An address of this site. */
  readonly link: string
}

/** Tells a person on their desk and by mail, in the transaction of what it is about. Nobody suspended is told anything. */
export async function tellPerson(tx: Tx, post: Post, { personId, kind, sentence, link }: News): Promise<void> {
  const [person] = await tx.select({ email: people.email, name: people.name }).from(people).where(and(eq(people.id, personId), isNull(people.suspendedAt)))
  if (!person) return
  await tx.insert(notifications).values({ personId, kind, sentence, link })
  await postLetter(tx, post, letterOf(person.email, sentence, `${sentence}\n\n${post.publicUrl}${link}`))
}

/** Everything on the desk so far has been looked at. */
export async function seeNews(on: Database, actor: PersonActor): Promise<void> {
  await on.update(notifications).set({ seenAt: sql`accord_now()` }).where(and(eq(notifications.personId, actor.id), isNull(notifications.seenAt)))
}
