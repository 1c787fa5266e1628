import { type BacklogItem, backlogOf as itemsOf } from '../consultation/late-queries'
import type { Reader } from '../db'
import type { Actor } from '../kernel/actor'
import { ok, type Result } from '../kernel/result'
import type { OnStandard } from '../versions/queries'
import { standardFor } from '../versions/standard-queries'

/** What waits for later versions of a standard, newest first. */
export async function backlogOf(on: Reader, actor: Actor, slug: string): Promise<Result<OnStandard & { items: BacklogItem[] }>> {
  const found = await standardFor(on, actor, slug)
  return found.ok ? ok({ ...found.value, items: (await itemsOf(on, found.value.standard.id)).reverse() }) : found
}
