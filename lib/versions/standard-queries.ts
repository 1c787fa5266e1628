import { eq } from 'drizzle-orm'
import { standards, workingGroups } from '@/drizzle/schema'
import type { Reader, Tx } from '../db'
import type { Action } from '../groups/permissions'
import { mayIn, type Standing } from '../groups/standing'
import { standingIn } from '../groups/standing-queries'
import type { Actor } from '../kernel/actor'
import { isUuid } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'

/** A standard as someone stands to it. */
export interface StandardInView {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly refPrefix: string
  readonly groupId: string
  readonly groupName: string
  readonly groupSlug: string
  readonly archivedAt: Date | null
}

const columns = {
  id: standards.id, slug: standards.slug, title: standards.title, refPrefix: standards.refPrefix, groupId: standards.groupId,
  groupName: workingGroups.name, groupSlug: workingGroups.slug, archivedAt: standards.archivedAt,
}

type Found = Result<{ standard: StandardInView; standing: Standing }>

async function seenBy(on: Reader, actor: Actor, standard: StandardInView | undefined, action: Action): Promise<Found> {
  if (!standard) return refused(refuse('not-found'))
  const standing = await standingIn(on, actor, standard.groupId)
  if (mayIn(standing, 'draft.open')) return refused(refuse('not-found'))
  const refusal = mayIn(standing, action)
  return refusal ? refused(refusal) : ok({ standard, standing })
}

/** The standard under this address, for one who may do `action` with it. Unknown, or not theirs to know: not-found. */
export async function standardFor(on: Reader, actor: Actor, slug: string, action: Action = 'version.read'): Promise<Found> {
  const [standard] = await on.select(columns).from(standards)
    .innerJoin(workingGroups, eq(workingGroups.id, standards.groupId)).where(eq(standards.slug, slug))
  return seenBy(on, actor, standard, action)
}

/** The same by its id, with its row locked until the transaction ends: the first lock of every step about versions and rounds. */
export async function lockStandard(tx: Tx, actor: Actor, standardId: string): Promise<Found> {
  if (!isUuid(standardId)) return refused(refuse('not-found'))
  const [standard] = await tx.select(columns).from(standards)
    .innerJoin(workingGroups, eq(workingGroups.id, standards.groupId)).where(eq(standards.id, standardId))
    .for('no key update', { of: standards })
  return seenBy(tx, actor, standard, 'draft.open')
}
