import { eq, notExists, sql } from 'drizzle-orm'
import * as Y from 'yjs'
import { draftSights, draftTexts } from '@/drizzle/schema'
import { type Database, inTransaction } from '../db'
import { digestOf } from '../document/canonical'
import { draftForPerson, storedDraft } from '../drafts/queries'
import { replay } from '../drafts/replay'
import { textOf } from '../drafts/text'
import type { Actor } from '../kernel/actor'
import { ok, type Result } from '../kernel/result'

/** The actor sees the draft as it is durable now: what changed until here is no news to them. */
export async function noteSight(on: Database, actor: Actor, slug: string): Promise<Result<void>> {
  const found = await draftForPerson(on, actor, slug)
  if (!found.ok) return found
  const [personId, standardId] = [actor.kind === 'person' ? actor.id : '', found.value.standard.id]
  const doc = replay(await storedDraft(on, standardId))
  const [content, vector] = [JSON.stringify(textOf(doc)), Y.encodeStateVector(doc)]
  doc.destroy()
  const digest = await digestOf(content)
  await inTransaction(on, async (tx) => {
    // One at a time: a text must not be tidied away between being found and being pointed at.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('draft_texts'))`)
    await tx.insert(draftTexts).values({ digest, content }).onConflictDoNothing()
    await tx.insert(draftSights).values({ personId, standardId, digest, vector })
      .onConflictDoUpdate({ target: [draftSights.personId, draftSights.standardId], set: { digest, vector, at: sql`now()` } })
    await tx.delete(draftTexts).where(notExists(tx.select({ one: sql`1` }).from(draftSights).where(eq(draftSights.digest, draftTexts.digest))))
    return ok(undefined)
  })
  return ok(undefined)
}
