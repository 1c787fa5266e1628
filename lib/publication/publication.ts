/** Where a publication stands. Its text never changes; what changes is what came after it. */
export type PublicationState =
  | { readonly kind: 'current' }
  | { readonly kind: 'superseded'; readonly by: string }
  | { readonly kind: 'withdrawn'; readonly reason: string; readonly at: Date; readonly hidesText: boolean }

interface Withdrawal { readonly reason: string; readonly at: Date; readonly hidesText: boolean }

/** `newer` is the label of the publication in force above this one, if there is one. */
export function stateOf(withdrawal: Withdrawal | null, newer: string | null): PublicationState {
  if (withdrawal) return { kind: 'withdrawn', ...withdrawal }
  return newer ? { kind: 'superseded', by: newer } : { kind: 'current' }
}

/** No review lies further ahead than this. */
export const longestReviewYears = 3

/** A date of the calendar, `2028-01-11`; null for what is none (30 February). */
export function parseDate(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const at = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? null : text
}
