/** Lengths in UTF-16 units, as the browser counts them. */
export const limits = { body: 5_000, reason: 500, quotation: 2_000, before: 1_000, after: 64, position: 512 } as const
