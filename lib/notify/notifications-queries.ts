import { and, count, desc, eq, isNull } from 'drizzle-orm'
import { notifications } from '@/drizzle/schema'
import type { Reader } from '../db'
import type { PersonActor } from '../kernel/actor'
import type { DeskNews } from './desk'

export interface ListedNews extends DeskNews { readonly id: string; readonly seen: boolean }

/** What the actor was told, newest first. */
export async function notificationsOf(on: Reader, actor: PersonActor, limit = 100): Promise<ListedNews[]> {
  const rows = await on.select({ id: notifications.id, sentence: notifications.sentence, link: notifications.link, at: notifications.at, seenAt: notifications.seenAt })
    .from(notifications).where(eq(notifications.personId, actor.id)).orderBy(desc(notifications.at), desc(notifications.id)).limit(limit)
  return rows.map(({ seenAt, ...row }) => ({ ...row, seen: seenAt !== null }))
}

export async function unseenCount(on: Reader, personId: string): Promise<number> {
  const [row] = await on.select({ unseen: count() }).from(notifications).where(and(eq(notifications.personId, personId), isNull(notifications.seenAt)))
  return row?.unseen ?? 0
}
