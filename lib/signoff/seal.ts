import type { positions } from '@/drizzle/schema'
import { canonicalJson, digestOf } from '../document/canonical'

/**
 * What the audit trail keeps of a position: the digest of all of it, so that one that was changed behind Accord's back is found. Its id, which
 * nobody is shown, keeps it from being guessed. `verify/verify.mjs` computes the same.
 */
export const sealOf = (row: typeof positions.$inferSelect): Promise<string> => digestOf(canonicalJson({
  id: row.id, roundId: row.roundId, electorId: row.electorId, digest: row.digest, revision: row.revision, position: row.position, reason: row.reason,
  authority: row.authority, delegation: row.delegation, carriedFrom: row.carriedFrom, takenBy: row.takenBy, takenAt: row.takenAt.toISOString(),
}))
