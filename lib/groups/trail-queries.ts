import { inArray } from 'drizzle-orm'
import { standards } from '@/drizzle/schema'
import { trailChoices, type TrailFile, trailFile, type TrailFilter, type TrailPage, trailPage } from '../audit/trail-queries'
import type { Reader } from '../db'
import { ok, refused, type Result } from '../kernel/result'
import type { GroupInView } from './queries'
import { mayIn } from './standing'

export interface GroupTrail extends TrailPage {
  readonly choices: { readonly names: readonly string[]; readonly kinds: readonly string[]; readonly standards: readonly { readonly id: string; readonly title: string }[] }
}

/** A page of the group's trail and what it can be narrowed to; a refusal for those whom it is not open to. */
export async function groupTrail(on: Reader, { group, standing }: GroupInView, filter: TrailFilter, before?: number): Promise<Result<GroupTrail>> {
  const refusal = mayIn(standing, 'audit.readGroup')
  if (refusal) return refused(refusal)
  const { standardIds, ...choices } = await trailChoices(on, group.id)
  const named = standardIds.length === 0 ? []
    : await on.select({ id: standards.id, title: standards.title }).from(standards).where(inArray(standards.id, standardIds)).orderBy(standards.title)
  return ok({ ...await trailPage(on, group.id, filter, before), choices: { ...choices, standards: named } })
}

/** The group's whole trail as a file that `npm run verify` takes. */
export async function groupTrailFile(on: Reader, { group, standing }: GroupInView): Promise<Result<TrailFile>> {
  const refusal = mayIn(standing, 'audit.readGroup')
  return refusal ? refused(refusal) : ok(await trailFile(on, { id: group.id, name: group.name }))
}
