import { and, asc, eq, isNull, like, or } from 'drizzle-orm'
import { standards } from '@/drizzle/schema'
import type { Reader } from '../db'
import { standingIn } from '../groups/standing-queries'
import { mayIn } from '../groups/standing'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'

export type Standard = typeof standards.$inferSelect

/** For callers that decide themselves what the actor may see. */
export async function standardBySlug(on: Reader, slug: string): Promise<Standard | null> {
  const [found] = await on.select().from(standards).where(eq(standards.slug, slug))
  return found ?? null
}

/** For callers that decide themselves what the actor may see. */
export async function standardById(on: Reader, id: string): Promise<Standard | null> {
  const [found] = await on.select().from(standards).where(eq(standards.id, id))
  return found ?? null
}

/** The standards that a group works on, by title; archived ones are left out unless asked for. */
export async function standardsOfGroup(on: Reader, actor: Actor, groupId: string, archivedToo = false): Promise<Result<Standard[]>> {
  if (mayIn(await standingIn(on, actor, groupId), 'draft.open')) return refused(refuse('not-found'))
  const ofGroup = eq(standards.groupId, groupId)
  return ok(await on.select().from(standards)
    .where(archivedToo ? ofGroup : and(ofGroup, isNull(standards.archivedAt)))
    .orderBy(asc(standards.title), asc(standards.id)))
}

/** `base`, or `base-2`, `base-3`…: the first that is not taken. */
export async function freeSlug(on: Reader, base: string): Promise<string> {
  const rows = await on.select({ slug: standards.slug }).from(standards).where(or(eq(standards.slug, base), like(standards.slug, `${base}-%`)))
  const taken = new Set(rows.map((row) => row.slug))
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? base : `${base}-${n}`
    if (!taken.has(slug)) return slug
  }
}
