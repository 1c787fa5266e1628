import { createHash } from 'node:crypto'

/** An event as the chain holds it. `at` is in UTC, to the millisecond: `2027-01-07T17:00:00.000Z`. */
export interface ChainedEvent {
  readonly id: number
  readonly at: string
  readonly kind: string
  readonly actorId: string | null
  readonly actorName: string
  readonly groupId: string | null
  readonly standardId: string | null
  readonly facts: unknown
}

/** A place in the chain, counted from 1, and the hash there: it fixes every event up to that place. */
export interface Head { readonly place: number; readonly hash: string }

/** Before the first event. */
export const beginning: Head = { place: 0, hash: '0'.repeat(64) }

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

const inBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** RFC 8785 for what facts hold, with keys in order of their bytes; canonical_json in the migrations gives the same. */
export function canonicalOfFacts(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalOfFacts).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(Object.is(value, -0) ? 0 : value)
  const entries = Object.entries(value).sort(([a], [b]) => inBytes(a, b))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalOfFacts(inner)}`).join(',')}}`
}

export const digestOfEvent = ({ id, at, kind, actorId, actorName, groupId, standardId, facts }: ChainedEvent): string =>
  sha256(canonicalOfFacts({ id, at, kind, actorId, actorName, groupId, standardId, facts }))

/** The place after this one, once an event of this digest was linked. */
export const linked = ({ place, hash }: Head, digest: string): Head => ({ place: place + 1, hash: sha256(hash + digest) })

/** As it is printed on pages, in feeds and beside backups, and as `npm run verify` takes it. */
export const headInWords = ({ place, hash }: Head): string => `${hash}@${place}`
