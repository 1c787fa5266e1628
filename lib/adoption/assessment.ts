import { type Refusal, refuse } from '../kernel/refusal'
import type { Level } from '../document/levels'
import { parseDate } from '../publication/publication'
import { type Exemption, exemptionHolds } from './adoption'
import type { Applicability } from './applicability'

export const findingResults = ['met', 'partly met', 'not met', 'not applicable', 'not assessed'] as const

export type FindingResult = (typeof findingResults)[number]

/** How one requirement is met, as the council last found it. */
export interface Finding {
  readonly blockId: string
  readonly result: FindingResult
  readonly note: string
  readonly evidence: string
  /** The last day on which the evidence counts. */
  readonly evidenceExpiresOn: string | null
  /** The saving that it is of; null where an earlier version's counts on, its words being the same. */
  readonly revision: number | null
  readonly recordedByName: string
  readonly recordedAt: Date
}

/** How a requirement stands today. The last two are the clock's to say, and are never kept. */
export const requirementStates = ['met', 'partly met', 'not met', 'evidence out of date', 'exempt', 'not applicable', 'not assessed'] as const

export type RequirementState = (typeof requirementStates)[number]

interface Known { readonly applicability: Applicability; readonly finding: Finding | undefined; readonly exemptions: readonly Exemption[]; readonly today: string }

/**
 * What does not apply is not applicable. An exemption that holds covers what is not met; one that has lapsed leaves the requirement not met until the
 * council has found otherwise since it was recorded. Evidence counts through its last day in London.
 */
export function stateOfRequirement({ applicability, finding, exemptions, today }: Known): RequirementState {
  if (applicability === 'does not apply') return 'not applicable'
  const found = finding?.result ?? 'not assessed'
  if (found === 'not applicable') return found
  const newest = [...exemptions].sort((a, b) => b.expiresOn.localeCompare(a.expiresOn))[0]
  const outOfDate = Boolean(finding?.evidenceExpiresOn && finding.evidenceExpiresOn < today) && (found === 'met' || found === 'partly met')
  const state: RequirementState = outOfDate ? 'evidence out of date' : found
  if (!newest || state === 'met') return state
  if (exemptionHolds(newest, today)) return 'exempt'
  return state === 'not assessed' || finding!.recordedAt <= newest.recordedAt ? 'not met' : state
}

/** A MAY that is not met is a choice: it is not taken up. */
export const stateInWords = (state: RequirementState, level: Level): string => (state === 'not met' && level === 'MAY' ? 'not taken up' : state)

export interface FindingGiven { readonly blockId: string; readonly result: string; readonly note: string; readonly evidence: string; readonly evidenceExpiresOn: string }

type Said = Pick<Finding, 'result' | 'note' | 'evidence' | 'evidenceExpiresOn'>

const nothing: Said = { result: 'not assessed', note: '', evidence: '', evidenceExpiresOn: null }

/** Whether it says anything else than was found. */
export const differs = (given: FindingGiven, found: Said = nothing): boolean =>
  given.result !== found.result || given.note.trim() !== found.note || given.evidence.trim() !== found.evidence || given.evidenceExpiresOn !== (found.evidenceExpiresOn ?? '')

export const longestNote = 2000
export const longestEvidence = 1000

/** A form has these fields for each requirement. */
export const fieldOf = (field: 'result' | 'note' | 'evidence' | 'expires', blockId: string): string => `${field}-${blockId}`

/** Whether a reason has to be given. */
export function reasonNeeded(result: string, level: Level): boolean {
  if (result === 'not applicable') return true
  return (level === 'SHOULD' || level === 'SHOULD NOT') && (result === 'partly met' || result === 'not met')
}

export function finding(given: FindingGiven, { ref, level }: { ref: string | null; level: Level }, today: string): Refusal | null {
  const wrong = (message: string, field: 'result' | 'note' | 'evidence' | 'expires') => refuse('invalid', `${ref}: ${message}`, fieldOf(field, given.blockId))
  const { note, evidence, evidenceExpiresOn } = { ...given, note: given.note.trim(), evidence: given.evidence.trim() }
  if (!findingResults.includes(given.result as FindingResult)) return wrong('choose how it is met.', 'result')
  if (!note && reasonNeeded(given.result, level)) return wrong(given.result === 'not applicable' ? 'say why it is not applicable to your council.' : `say why. A ${level} may be ${given.result} for a reason.`, 'note')
  if (note.length > longestNote) return wrong(`the note must be ${longestNote} characters or fewer.`, 'note')
  if (evidence.length > longestEvidence) return wrong(`the evidence must be ${longestEvidence} characters or fewer.`, 'evidence')
  if (evidenceExpiresOn === '') return null
  if (!evidence) return wrong('say what the evidence is that lasts until then.', 'evidence')
  if (!parseDate(evidenceExpiresOn)) return wrong('enter the last day of the evidence, or nothing.', 'expires')
  return evidenceExpiresOn < today ? wrong('the evidence is out of date already. Its last day must be today or later.', 'expires') : null
}
