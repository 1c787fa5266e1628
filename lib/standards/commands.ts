import { eq, sql } from 'drizzle-orm'
import { standards } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Tx } from '../db'
import { mayIn } from '../groups/standing'
import { standingIn } from '../groups/standing-queries'
import type { Actor } from '../kernel/actor'
import { slugOf } from '../kernel/ids'
import { type Refusal, refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { mayArchive, mayRename, mayStart, refuseRefPrefix, refuseTitle } from './policy'
import { freeSlug, type Standard } from './queries'
import { tidyTitle } from './standard'

export interface NewStandard { readonly groupId: string; readonly title: string; readonly refPrefix: string }

/** The standard's own row, in the transaction that also writes its first text (lib/drafts startDraft). */
export async function addStandard(tx: Tx, actor: Actor, input: NewStandard): Promise<Result<Standard>> {
  if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
  const standing = await standingIn(tx, actor, input.groupId)
  const refusal = mayStart(standing) ?? refuseTitle(input.title) ?? refuseRefPrefix(input.refPrefix)
  if (refusal) return refused(refusal)
  // Two standards of one title that start together must not race for the slug.
  await tx.execute(sql`select pg_advisory_xact_lock(7243002)`)
  const title = tidyTitle(input.title)
  const [standard] = await tx.insert(standards).values({
    slug: await freeSlug(tx, slugOf(title) || 'standard'), groupId: input.groupId, title, refPrefix: input.refPrefix, createdBy: actor.id,
  }).returning()
  await record(tx, actor, { kind: 'standard created', groupId: standard!.groupId, standardId: standard!.id, facts: { title } })
  return ok(standard!)
}

type Policy = (standing: Awaited<ReturnType<typeof standingIn>>, standard: Standard) => Refusal | null

/** Loads and locks a standard for a change by this actor; not-found also where it is not theirs to know. */
async function lockFor(tx: Tx, actor: Actor, standardId: string, policy: Policy): Promise<Result<Standard>> {
  const [standard] = await tx.select().from(standards).where(eq(standards.id, standardId)).for('no key update')
  if (!standard) return refused(refuse('not-found'))
  const standing = await standingIn(tx, actor, standard.groupId)
  if (mayIn(standing, 'draft.open')) return refused(refuse('not-found'))
  const refusal = policy(standing, standard)
  return refusal ? refused(refusal) : ok(standard)
}

/** The slug stays: addresses that people kept go on working. */
export async function renameStandard(on: Database, actor: Actor, input: { standardId: string; title: string }): Promise<Result<Standard>> {
  return inTransaction(on, async (tx) => {
    const found = await lockFor(tx, actor, input.standardId, (standing, standard) => mayRename(standing, standard) ?? refuseTitle(input.title))
    if (!found.ok) return found
    const title = tidyTitle(input.title)
    const [renamed] = await tx.update(standards).set({ title }).where(eq(standards.id, input.standardId)).returning()
    await record(tx, actor, {
      kind: 'standard renamed', groupId: found.value.groupId, standardId: found.value.id, facts: { from: found.value.title, to: title },
    })
    return ok(renamed!)
  })
}

/** Its draft can then be read and no longer changed. */
export async function archiveStandard(on: Database, actor: Actor, input: { standardId: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const found = await lockFor(tx, actor, input.standardId, mayArchive)
    if (!found.ok) return found
    await tx.update(standards).set({ archivedAt: sql`accord_now()` }).where(eq(standards.id, input.standardId))
    await record(tx, actor, { kind: 'standard archived', groupId: found.value.groupId, standardId: found.value.id, facts: { title: found.value.title } })
    return ok(undefined)
  })
}
