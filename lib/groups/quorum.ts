import type { Constituency } from './constituency'

/** A charter's rule for when a sign-off round counts and when it is carried; held as data, computed again by PostgreSQL. */
export interface QuorumRule {
  /** Seats that took a position ÷ all seats. `over` 0.6 is not met by exactly 60 %. */
  readonly present: { readonly comparison: 'over' | 'at least'; readonly share: number }
  /** Seats present that each of these constituencies must have. */
  readonly eachConstituency: Partial<Record<Constituency, number>>
  /** Approvals ÷ (approvals + dissents); abstentions do not count. */
  readonly carried: { readonly comparison: 'over' | 'at least'; readonly share: number }
}
