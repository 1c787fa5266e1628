export const reviewOutcomes = ['confirm', 'revise', 'withdraw'] as const

export type ReviewOutcome = (typeof reviewOutcomes)[number]

/** What a review of a published version came to. */
export interface Review {
  readonly id: string
  readonly number: number
  readonly outcome: ReviewOutcome
  readonly reason: string
  /** `2029-01-11`; null where the version was withdrawn. */
  readonly nextReviewDate: string | null
  readonly byName: string
  readonly at: Date
  /** `v2.0`, where it is to be revised. */
  readonly forVersion: string | null
}

export const outcomeInWords: Record<ReviewOutcome, string> = { confirm: 'Confirmed as it stands', revise: 'To be revised', withdraw: 'Withdrawn' }

/** Days before the review date on which the owner's group is reminded. */
export const reminderDays = 28
