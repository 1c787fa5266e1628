import * as Y from 'yjs'
import type { CloseReason } from '@/lib/drafts/close-codes'
import type { Limits } from './limits'

/** The numbers by which Yjs's update format (version 1) names what a struct holds. */
export const contentRef = { gone: 0, deleted: 1, json: 2, binary: 3, text: 4, embed: 5, format: 6, type: 7, any: 8, doc: 9, skip: 10 } as const

type Decoded = ReturnType<typeof Y.decodeUpdate>

/** What vetting has to know of the document that the update is meant for. */
export interface Known {
  /** How far the structs of a client are there: the next clock. */
  upto(clientId: number): number
  /** How deep the struct at this id stands; the root is 0, its children 1. Only asked below `upto`. */
  depthOf(clientId: number, clock: number): number
  /** Not less than `depthOf`, and cheap; Infinity where nothing is known. */
  depthAtMost(clientId: number, clock: number): number
}

export interface Span { readonly start: number; end: number }

/** What an update is, seen from its structure alone. */
export interface Sound {
  readonly kind: 'sound'
  /** The clients of which it brings something new. */
  readonly writers: readonly number[]
  /** The clocks that it brings of each client. */
  readonly spans: ReadonlyMap<number, Span>
  readonly deletes: boolean
  /**
   * Text, blocks and attributes by one client, all of it new, each leaning only on what stands before it: such an update can be applied at any later
   * time without fail, and leaves Yjs nothing to tidy (tried with 300,000 updates with bits flipped: of what is not so shaped some throw).
   */
  readonly plain: boolean
  /** How deep its new items stand at most. */
  readonly depths: ReadonlyMap<Y.Item, number>
}

export type Vetted =
  | Sound
  /** It depends on something that is not here: it would be invisible, and kept for ever. */
  | { kind: 'missing' }
  | { kind: 'refused'; reason: CloseReason; why: string }

const refused = (reason: CloseReason, why: string): Vetted => ({ kind: 'refused', reason, why })

/**
 * Looks at an update without applying it. Decoding costs 2 µs for a keystroke and refuses in a millisecond what would hold
 * `Y.applyUpdate` for 0.2 s; a throwing update may already be half applied.
 */
export function vet(update: Uint8Array, known: Known, limits: Limits['update']): Vetted {
  let decoded: Decoded
  try {
    decoded = Y.decodeUpdate(update)
  } catch {
    return refused('not allowed', 'an update that cannot be read')
  }
  const spans = spansOf(decoded)
  if (!spans) return { kind: 'missing' }
  const beyond = overLimits(decoded, spans, limits)
  if (beyond) return refused('too large', beyond)
  if (decoded.structs.some(isForeign)) return refused('not allowed', 'something that no editor writes')
  const reach = (clientId: number) => Math.max(known.upto(clientId), spans.get(clientId)?.end ?? 0)
  if (leansOnMissing(decoded, spans, known, reach)) return { kind: 'missing' }
  const depths = depthsOf(decoded, known, limits.depth)
  if (!depths) return refused('too large', `nested deeper than ${limits.depth}`)
  const writers: number[] = []
  for (const [clientId, span] of spans) if (span.end > known.upto(clientId)) writers.push(clientId)
  return { kind: 'sound', writers, spans, deletes: decoded.ds.clients.size > 0, plain: isPlain(decoded, spans, known), depths }
}

/** Shared types that the text has no place for, and documents within it: every reader of the draft would stumble over them. */
function isForeign(struct: Y.AbstractStruct): boolean {
  if (!(struct instanceof Y.Item)) return false
  const { content } = struct
  return content instanceof Y.ContentDoc || (content instanceof Y.ContentType && content.type.constructor !== Y.XmlElement && content.type.constructor !== Y.XmlText)
}

function isPlain({ structs }: Decoded, spans: Map<number, Span>, known: Known): boolean {
  if (spans.size > 1) return false
  for (const [clientId, { start }] of spans) if (start !== known.upto(clientId)) return false
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || struct.length === 0) return false
    const { content, id, origin, rightOrigin, parent } = struct
    if (!(content instanceof Y.ContentString || content instanceof Y.ContentType || content instanceof Y.ContentAny)) return false
    if (!standsBefore(origin, id, known) || !standsBefore(rightOrigin, id, known) || (parent instanceof Y.ID && !standsBefore(parent, id, known))) return false
  }
  return true
}

const standsBefore = (other: Y.ID | null, id: Y.ID, known: Known): boolean =>
  other === null || other.clock < (other.client === id.client ? id.clock : known.upto(other.client))

/** The clocks that an update brings of each client; null when there is a gap among them. */
function spansOf({ structs }: Decoded): Map<number, Span> | null {
  const spans = new Map<number, Span>()
  for (const struct of structs) {
    const { client, clock } = struct.id
    const span = spans.get(client)
    if (struct instanceof Y.Skip || (span && span.end !== clock)) return null
    if (span) span.end += struct.length
    else spans.set(client, { start: clock, end: clock + struct.length })
  }
  return spans
}

function overLimits({ structs, ds }: Decoded, spans: Map<number, Span>, limits: Limits['update']): string | null {
  if (structs.length > limits.structs) return `more than ${limits.structs} structs`
  if (spans.size > limits.clients || ds.clients.size > limits.clients) return `more than ${limits.clients} clients`
  let [deletions, length] = [0, 0]
  for (const ranges of ds.clients.values()) deletions += ranges.length
  if (deletions > limits.deletions) return `more than ${limits.deletions} deletions`
  for (const span of spans.values()) length += span.end - span.start
  return length > limits.length ? 'longer than a document may be' : null
}

function leansOnMissing({ structs, ds }: Decoded, spans: Map<number, Span>, known: Known, reach: (clientId: number) => number): boolean {
  for (const [clientId, span] of spans) if (span.start > known.upto(clientId)) return true
  const missing = (id: Y.ID | null) => id !== null && id.clock >= reach(id.client)
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue
    if (missing(struct.origin) || missing(struct.rightOrigin) || (struct.parent instanceof Y.ID && missing(struct.parent))) return true
  }
  for (const [clientId, ranges] of ds.clients) for (const range of ranges) if (range.clock + range.len > reach(clientId)) return true
  return false
}

const none: ReadonlyMap<Y.Item, number> = new Map()

/** How deep new items stand, at most; null when that is deeper than `most`. Exactly is asked only where the cheap bound does not do. */
function depthsOf({ structs }: Decoded, known: Known, most: number): ReadonlyMap<Y.Item, number> | null {
  if (!structs.some((struct) => struct instanceof Y.Item && struct.content instanceof Y.ContentType)) return none
  const byClient = new Map<number, Y.AbstractStruct[]>()
  for (const struct of structs) {
    const list = byClient.get(struct.id.client)
    if (list) list.push(struct)
    else byClient.set(struct.id.client, [struct])
  }
  const within = (depthAt: Known['depthOf']) => {
    const depths = new Map<Y.Item, number>()
    return structs.some((struct) => struct instanceof Y.Item && depthOf(struct, byClient, depths, known, depthAt) > most) ? null : depths
  }
  return within((clientId, clock) => known.depthAtMost(clientId, clock)) ?? within((clientId, clock) => known.depthOf(clientId, clock))
}

/** Where an item hangs: in its parent, one deeper, or, without a parent of its own, beside its neighbour. Null at the root. */
function linkOf(item: Y.Item): { id: Y.ID; deeper: number } | null {
  if (item.parent instanceof Y.ID) return { id: item.parent, deeper: 1 }
  const neighbour = typeof item.parent === 'string' ? null : item.origin ?? item.rightOrigin
  return neighbour && { id: neighbour, deeper: 0 }
}

/** Follows the links without recursion: a chain of 20,000 must not overflow our stack, nor a circle hold us for ever. */
function depthOf(item: Y.Item, byClient: Map<number, Y.AbstractStruct[]>, depths: Map<Y.Item, number>, known: Known, depthAt: Known['depthOf']): number {
  const chain: { item: Y.Item; deeper: number }[] = []
  const met = new Set<Y.Item>()
  let depth = 0
  for (let at: Y.Item | null = item; at;) {
    const settled = depths.get(at)
    if (settled !== undefined) { depth = settled; break }
    if (met.has(at)) return Infinity
    met.add(at)
    const link = linkOf(at)
    chain.push({ item: at, deeper: link ? link.deeper : 1 })
    if (link && link.id.clock < known.upto(link.id.client)) { depth = depthAt(link.id.client, link.id.clock); break }
    at = link && find(byClient.get(link.id.client) ?? [], link.id.clock)
  }
  for (const { item: each, deeper } of chain.reverse()) depths.set(each, depth += deeper)
  return depth
}

/** The item that covers a clock; structs of one client lie in the order of their clocks. */
function find(structs: readonly Y.AbstractStruct[], clock: number): Y.Item | null {
  let [low, high] = [0, structs.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const struct = structs[middle]!
    if (clock < struct.id.clock) high = middle - 1
    else if (clock >= struct.id.clock + struct.length) low = middle + 1
    else return struct instanceof Y.Item ? struct : null
  }
  return null
}
