import { asc, eq } from 'drizzle-orm'
import { backlogItems, people } from '@/drizzle/schema'
import type { Reader } from '../db'

/** Something that waits for a later version. */
export interface BacklogItem {
  readonly id: string
  readonly title: string
  readonly body: string
  /** `v1.1` */
  readonly forVersion: string
  readonly source: 'late comment' | 'comment' | 'erratum' | 'review'
  readonly sourceId: string
  readonly blockId: string | null
  readonly madeByName: string
  readonly madeAt: Date
}

/** What waits for later versions of a standard, oldest first. Checks nobody: for pages that have asked. */
export const backlogOf = (on: Reader, standardId: string): Promise<BacklogItem[]> => on.select({
  id: backlogItems.id, title: backlogItems.title, body: backlogItems.body, forVersion: backlogItems.forVersion, source: backlogItems.source,
  sourceId: backlogItems.sourceId, blockId: backlogItems.blockId, madeByName: people.name, madeAt: backlogItems.madeAt,
}).from(backlogItems).innerJoin(people, eq(people.id, backlogItems.madeBy)).where(eq(backlogItems.standardId, standardId)).orderBy(asc(backlogItems.madeAt))
