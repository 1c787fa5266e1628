import { eq, notExists, or, sql } from 'drizzle-orm'
import { draftSights, draftTexts } from '@/drizzle/schema'
import { type Database, inTransaction, type Tx } from '../db'
import { draftForPerson } from '../drafts/queries'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { draftText } from './since-queries'

/** Half an hour without a sight ends a visit: what was seen last in it is what the next one is told from. */
const visitOver = sql`${draftSights.at} < accord_now() - interval '30 minutes'`

const newVisit = {
  beforeDigest: sql`case when ${visitOver} then ${draftSights.digest} else ${draftSights.beforeDigest} end`,
  beforeVector: sql`case when ${visitOver} then ${draftSights.vector} else ${draftSights.beforeVector} end`,
  beforeAt: sql`case when ${visitOver} then ${draftSights.at} else ${draftSights.beforeAt} end`,
}

/** The actor sees the draft as it is durable now: what changed until here is no news to them. */
export async function noteSight(on: Database, actor: Actor, slug: string): Promise<Result<void>> {
  const found = await draftForPerson(on, actor, slug)
  if (!found.ok) return found
  const [personId, standardId] = [actor.kind === 'person' ? actor.id : '', found.value.standard.id]
  const { content, digest, vector } = await draftText(on, standardId)
  return inTransaction(on, async (tx) => {
    await keepText(tx, digest, content)
    const sight = { digest, vector, at: sql`accord_now()` }
    await tx.insert(draftSights).values({ personId, standardId, ...sight })
      .onConflictDoUpdate({ target: [draftSights.personId, draftSights.standardId], set: { ...sight, ...newVisit } })
    await dropTexts(tx)
    return ok(undefined)
  })
}

/** What a page told: the draft of this digest, and everything else until this moment. */
export interface ReadUntil { readonly digest: string; readonly at: Date }

/** The actor has read what changed since their last visit: from now on it is told from what they read. Refused when the draft says something else by now. */
export async function markCaughtUp(on: Database, actor: Actor, slug: string, read: ReadUntil): Promise<Result<{ standardId: string }>> {
  const found = await draftForPerson(on, actor, slug)
  if (!found.ok) return found
  if (Number.isNaN(read.at.getTime())) return refused(refuse('invalid'))
  const [personId, standardId] = [actor.kind === 'person' ? actor.id : '', found.value.standard.id]
  const { content, digest, vector } = await draftText(on, standardId)
  if (digest !== read.digest) return refused(refuse('stale', 'The draft changed while you were reading. Look again: what is new stands on the page then.'))
  return inTransaction(on, async (tx) => {
    await keepText(tx, digest, content)
    const at = sql`least(accord_now(), ${read.at.toISOString()}::timestamptz)`
    const mark = { digest, vector, at, beforeDigest: digest, beforeVector: vector, beforeAt: at }
    await tx.insert(draftSights).values({ personId, standardId, ...mark }).onConflictDoUpdate({ target: [draftSights.personId, draftSights.standardId], set: mark })
    await dropTexts(tx)
    return ok({ standardId })
  })
}

/** One at a time: a text must not be tidied away between being found and being pointed at. */
async function keepText(tx: Tx, digest: string, content: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('draft_texts'))`)
  await tx.insert(draftTexts).values({ digest, content }).onConflictDoNothing()
}

const dropTexts = (tx: Tx) => tx.delete(draftTexts).where(notExists(tx.select({ one: sql`1` }).from(draftSights)
  .where(or(eq(draftSights.digest, draftTexts.digest), eq(draftSights.beforeDigest, draftTexts.digest)))))
