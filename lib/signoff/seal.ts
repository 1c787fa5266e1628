import { canonicalJson, digestOf } from '../document/canonical'

/** A row of positions. */
interface Taken {
  readonly id: string; readonly roundId: string; readonly electorId: string; readonly digest: string; readonly revision: number; readonly position: string
  readonly reason: string; readonly authority: string; readonly delegation: string; readonly carriedFrom: string | null; readonly takenBy: string; readonly takenAt: Date
}

/**
 * What the audit trail keeps of a position: the digest of all of it, so that one that was changed behind Accord's back is found. Its id, which
 * nobody is shown, keeps it from being guessed. `verify/verify.mjs` computes the same.
 */
export const sealOf = ({ id, roundId, electorId, digest, revision, position, reason, authority, delegation, carriedFrom, takenBy, takenAt }: Taken): Promise<string> =>
  digestOf(canonicalJson({ id, roundId, electorId, digest, revision, position, reason, authority, delegation, carriedFrom, takenBy, takenAt: takenAt.toISOString() }))
