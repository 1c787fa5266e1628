import type { Decision } from '@/lib/consultation/disposition'

/** One key an outcome; also what the keyboard help lists. */
export const outcomeKeys: Readonly<Record<string, Decision>> = { 1: 'accepted', 2: 'accepted in part', 3: 'not accepted', 4: 'deferred' }
