import { mayIn, type Standing } from '../groups/standing'
import { type Refusal, refuse } from '../kernel/refusal'
import { compareNumbers, labelOf, type VersionNumber } from './version'

export interface TagState { readonly archived: boolean }

/** Source: permissions, "freeze a version". */
export function tagging(standing: Standing, how: TagState): Refusal | null {
  return mayIn(standing, 'version.tag') ?? (how.archived ? refuse('archived') : null)
}

export function numbering(chosen: VersionNumber, tagged: readonly VersionNumber[]): Refusal | null {
  if (chosen.major > 0) return refuse('invalid', 'Choose a number that begins with v0. Numbers from v1.0 on are given at publication.', 'number')
  const above = tagged.find((number) => compareNumbers(number, chosen) >= 0)
  return above ? refuse('taken', `Choose a number higher than ${labelOf(above)}, which has been used.`, 'number') : null
}

/** Source: permissions, "restore an earlier draft". */
export const restoring = (standing: Standing): Refusal | null => mayIn(standing, 'draft.restore')

/** Refs are the lead editor's to choose, as versions are theirs to tag. */
export const choosingRef = (standing: Standing): Refusal | null => mayIn(standing, 'version.tag')

export interface DiscardState { readonly discarded: boolean; readonly newest: boolean; readonly roundOpen: boolean; readonly carried: boolean }

/** The permissions are silent about discarding; the acceptance story (step 22) gives it to the assigned advisor alone. */
export function discarding(standing: Standing, how: DiscardState): Refusal | null {
  if (standing.advisor !== 'assigned') return standing.personId ? refuse('advisor-only') : refuse('sign-in-needed')
  if (how.discarded) return refuse('already-done', 'This version has been discarded already.')
  if (how.carried) return refuse('frozen', 'A version that a sign-off round carried cannot be discarded.')
  if (!how.newest) return refuse('not-newest', 'Only the newest version can be discarded.')
  if (how.roundOpen) return refuse('round-open', 'A sign-off round is open on this version. Withdraw the round first.')
  return null
}
