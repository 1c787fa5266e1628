import { desc, eq } from 'drizzle-orm'
import { backlogItems, people } from '@/drizzle/schema'
import type { Reader } from '../db'
import type { Actor } from '../kernel/actor'
import { ok, type Result } from '../kernel/result'
import type { OnStandard } from '../versions/queries'
import { standardFor } from '../versions/standard-queries'

export interface BacklogItem {
  readonly id: string
  readonly title: string
  readonly body: string
  /** `v1.1` */
  readonly forVersion: string
  readonly source: 'late comment' | 'comment' | 'erratum' | 'review'
  readonly sourceId: string
  readonly madeByName: string
  readonly madeAt: Date
}

/** What waits for later versions of a standard, newest first. */
export async function backlogOf(on: Reader, actor: Actor, slug: string): Promise<Result<OnStandard & { items: BacklogItem[] }>> {
  const found = await standardFor(on, actor, slug)
  if (!found.ok) return found
  const { id, title, body, forVersion, source, sourceId, madeAt } = backlogItems
  const items = await on.select({ id, title, body, forVersion, source, sourceId, madeAt, madeByName: people.name }).from(backlogItems)
    .innerJoin(people, eq(people.id, backlogItems.madeBy)).where(eq(backlogItems.standardId, found.value.standard.id)).orderBy(desc(madeAt))
  return ok({ ...found.value, items })
}
