// The hash chain over the audit trail, followed from link to link. Needs Node and nothing else.
import { createHash } from 'node:crypto'

export const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex')

/** RFC 8785 for what an event holds: text, whole numbers, true, false, null, lists and objects; keys in order of their UTF-8 bytes. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(Object.is(value, -0) ? 0 : value)
  const keys = Object.keys(value).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

/** The digest of an event is that of these of its facts, and of no others. */
export const digestOfEvent = ({ id, at, kind, actorId, actorName, groupId, standardId, facts }) =>
  sha256(canonical({ id, at, kind, actorId, actorName, groupId, standardId, facts }))

export const beginning = { place: 0, hash: '0'.repeat(64) }

/** Every `HASH@PLACE` that stands in a text: a page, a feed, the file beside a backup, or the words themselves. */
export const headsIn = (text) => [...text.matchAll(/(?<![0-9a-f])([0-9a-f]{64})@(\d+)/g)].map(([, hash, place]) => ({ hash, place: Number(place) }))

/** Goes along the chain and holds it against heads that were printed once. Each method answers what is wrong, or null. */
export class Walk {
  constructor(from, heads) {
    this.head = from
    this.heads = heads
  }

  step(digest) {
    const place = this.head.place + 1
    this.head = { place, hash: sha256(this.head.hash + digest) }
    const printed = this.heads.find((one) => one.place === place && one.hash !== this.head.hash)
    return printed ? `The chain was rewritten at place ${place} or before it: the head printed of that place is ${printed.hash}, this chain has ${this.head.hash} there.` : null
  }

  end() {
    const later = this.heads.find((one) => one.place > this.head.place)
    return later ? `The tail of the chain is cut: it ends at place ${this.head.place}, and a head of place ${later.place} was printed.` : null
  }
}

export const inWords = ({ place, hash }) => `${hash}@${place}`
