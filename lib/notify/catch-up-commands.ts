import type { Database } from '../db'
import type { PersonActor } from '../kernel/actor'
import { ok, type Result } from '../kernel/result'
import { markCaughtUp, type ReadUntil } from '../versions/since-commands'
import { recordVisit } from './desk-queries'

/** The actor has read the news of a standard: the next is told from there, and it leaves their desk. */
export async function catchUp(on: Database, actor: PersonActor, slug: string, read: ReadUntil): Promise<Result<void>> {
  const marked = await markCaughtUp(on, actor, slug, read)
  if (!marked.ok) return marked
  await recordVisit(on, actor, marked.value.standardId)
  return ok(undefined)
}
