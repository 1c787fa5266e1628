import type { Reader } from '../db'
import type { DocumentJson } from '../document/types'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { candidateOf } from './candidate-queries'
import { compareVersions, type Comparison } from './compare'
import { type OnStandard, versionByNumber, versionInFull, versionsOfStandard } from './queries'
import { redline, type RedlineNode } from './redline'
import { standardFor } from './standard-queries'

/** One side of a comparison: a version, or the draft as it is durable now. */
export interface Side { readonly label: string; readonly title: string; readonly content: DocumentJson; readonly taggedAt: Date | null }

export interface ComparedInFull extends OnStandard {
  readonly before: Side
  readonly after: Side
  readonly comparison: Comparison
  readonly redline: readonly RedlineNode[]
}

export const draftLabel = 'draft'

async function sideOf(on: Reader, actor: Actor, slug: string, label: string): Promise<Result<OnStandard & { side: Side }>> {
  if (label !== draftLabel) {
    const found = await versionByNumber(on, actor, slug, label)
    return found.ok ? ok({ ...found.value, side: found.value.version }) : found
  }
  const found = await standardFor(on, actor, slug, 'draft.readHistory')
  if (!found.ok) return found
  const candidate = await candidateOf(on, found.value.standard)
  if (!candidate.ok) return candidate
  return ok({ ...found.value, side: { label: draftLabel, title: found.value.standard.title, content: candidate.value.content, taggedAt: null } })
}

/** Any two versions, or a version and the `draft`, compared: in sentences by requirement, and as one text with both. */
export async function comparisonOf(on: Reader, actor: Actor, slug: string, a: string, b: string): Promise<Result<ComparedInFull>> {
  if (a === b) return refused(refuse('not-found', 'A version does not differ from itself.'))
  const before = await sideOf(on, actor, slug, a)
  if (!before.ok) return before
  const after = await sideOf(on, actor, slug, b)
  if (!after.ok) return after
  const sides = [{ ...before.value.side, content: before.value.side.content.content }, { ...after.value.side, content: after.value.side.content.content }] as const
  return ok({
    standard: before.value.standard, standing: before.value.standing, before: before.value.side, after: after.value.side,
    comparison: compareVersions(...sides), redline: redline(sides[0].content, sides[1].content),
  })
}

/** What differs between two versions of one standard, by their ids. Checks nobody. */
export async function changesBetween(on: Reader, standardId: string, fromId: string, toId: string): Promise<Comparison | null> {
  const all = await versionsOfStandard(on, standardId)
  const [from, to] = [all.find((version) => version.id === fromId), all.find((version) => version.id === toId)]
  if (!from || !to) return null
  const [before, after] = [await versionInFull(on, from), await versionInFull(on, to)]
  return compareVersions({ title: before.title, content: before.content.content }, { title: after.title, content: after.content.content })
}
