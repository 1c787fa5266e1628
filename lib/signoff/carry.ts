import type { Comparison, RequirementChange } from '../versions/compare'
import type { Position } from './round'

/** What a seat is shown of its earlier position when a newer candidate is put to it. The position itself never moves. */
export interface CarriedForward {
  readonly electorId: string
  readonly earlier: Position
  readonly round: number
  readonly versionLabel: string
  /** Requirements whose meaning changed: class 3 or 4, added and removed ones too. */
  readonly changes: readonly RequirementChange[]
  readonly requirements: number
}

/** From class 3 a change may affect conformance: the words bind otherwise than those that the seat decided on. */
export const changedInMeaning = (comparison: Comparison): RequirementChange[] => comparison.requirements.filter((change) => change.class >= 3)

/** `2 of 41 requirements changed in meaning since you took your position` */
export const carriedInWords = ({ changes, requirements }: Pick<CarriedForward, 'changes' | 'requirements'>): string => changes.length === 0
  ? `None of ${requirements} requirements changed in meaning since you took your position`
  : `${changes.length} of ${requirements} requirements changed in meaning since you took your position`
