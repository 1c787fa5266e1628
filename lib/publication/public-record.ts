import type { DeclarationView } from '../calls/declaration'
import type { Level } from '../document/levels'

/** One seat's part in a round, as the public may read it: the seat and its organisation, never the person. */
export interface SeatPosition {
  readonly seat: string
  readonly organisation: string
  readonly constituency: string
  readonly position: 'approve' | 'dissent' | 'abstain' | null
  readonly reason: string
  readonly bySubstitute: boolean
  /** The instrument that the substitute signed under. */
  readonly delegation: string
  readonly takenAt: Date | null
  readonly minorityStatement: string | null
  /** What whoever took the position, or else holds the seat, has declared up to now. Beside the record, not of it. */
  readonly declared: readonly DeclarationView[]
}

/** How a version was signed off: the round that carried it, seat by seat. */
export interface SignOff {
  /** `v0.4`: the number that the same text carried when it was signed. */
  readonly signedAs: string
  readonly round: number
  readonly openedAt: Date
  readonly closedAt: Date
  readonly outcome: 'carried' | 'not carried' | 'not quorate'
  readonly counts: { readonly seats: number; readonly present: number; readonly approve: number; readonly dissent: number; readonly abstain: number }
  readonly certificate: { readonly statement: string; readonly at: Date } | null
  readonly positions: readonly SeatPosition[]
}

export type LevelCounts = Readonly<Partial<Record<Level, number>>>

export interface PublicGroup { readonly slug: string; readonly name: string; readonly remit: string }

/** Due through the whole of its day in London, overdue from the next. Both as `2028-01-11`. */
export const reviewOverdue = (reviewDate: string, today: string): boolean => reviewDate < today
