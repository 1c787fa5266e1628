import type { Refusal } from './refusal'

/** What a command answers: the value, or the refusal that a person is shown. Exceptions are for faults of ours only. */
export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const refused = (refusal: Refusal): Result<never> => ({ ok: false, refusal })
