import { eq } from 'drizzle-orm'
import { roundOutcomes, signOffRounds } from '@/drizzle/schema'
import type { Reader } from '../db'
import { canonicalText, digestOf } from '../document/canonical'
import { withUniqueIds } from '../document/ids'
import { plainTextOf } from '../document/plain-text'
import { type RequirementView, requirementsOf } from '../document/requirements'
import { checkStructure } from '../document/structure'
import type { DocumentJson } from '../document/types'
import { draftContent } from '../drafts/queries'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import type { DiscardState } from './policy'
import { givenRefs, newestVersion, type VersionListed } from './queries'
import { numbersFor, refOf, withRefs } from './refs'
import type { StandardInView } from './standard-queries'

/** The draft as it would be tagged now: whole, checked, each requirement under its ref. */
export interface Candidate {
  readonly content: DocumentJson
  readonly canonical: string
  readonly digest: string
  readonly requirements: readonly RequirementView[]
  readonly numbers: ReadonlyMap<string, number>
}

/** Reads what is durable of the draft, through the same transaction as everything else that the tag depends on. */
export async function candidateOf(on: Reader, standard: Pick<StandardInView, 'id' | 'title' | 'refPrefix'>): Promise<Result<Candidate>> {
  const checked = checkStructure(withUniqueIds(await draftContent(on, standard.id)))
  if (!checked.ok) return checked
  if (!plainTextOf(checked.value.content).trim()) return refused(refuse('invalid', 'The draft is empty. Write something before tagging a version.'))
  const numbers = numbersFor(requirementsOf(checked.value).map((view) => view.id), await givenRefs(on, standard.id))
  const content = withRefs(checked.value, new Map([...numbers].map(([id, number]) => [id, refOf(standard.refPrefix, number)])))
  const canonical = canonicalText({ title: standard.title, content: content.content })
  return ok({ content, canonical, digest: await digestOf(canonical), requirements: requirementsOf(content), numbers })
}

/** What `discardVersion` will ask, for its page to ask beforehand. */
export async function discardState(on: Reader, version: VersionListed): Promise<DiscardState> {
  const newest = await newestVersion(on, version.standardId)
  const rounds = await on.select({ endedAt: signOffRounds.endedAt, outcome: roundOutcomes.outcome }).from(signOffRounds)
    .leftJoin(roundOutcomes, eq(roundOutcomes.roundId, signOffRounds.id)).where(eq(signOffRounds.versionId, version.id))
  return {
    discarded: version.discarded !== null, newest: newest?.id === version.id,
    roundOpen: rounds.some((round) => round.endedAt === null), carried: rounds.some((round) => round.outcome === 'carried'),
  }
}
