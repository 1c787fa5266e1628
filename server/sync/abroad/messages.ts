import { createDecoder, type Decoder, hasContent, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, type Encoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import type { AwarenessEntry } from '../frames'

/** What one process tells the others: about a draft on its channel, about itself on the one that all hear. */
export type Item =
  /** Committed, and this is it. */
  | { kind: 'row'; seq: number; updates: readonly Uint8Array[] }
  /** Committed, but too large to be sent about: look into the database. */
  | { kind: 'look'; seq: number }
  /** States that changed; `whole`: all there are at this process. */
  | { kind: 'here'; whole: boolean; entries: readonly AwarenessEntry[] }
  /** Who says it knows nobody here yet. */
  | { kind: 'ask' }

/** Messages of one process on one channel are counted, so that a gap is seen. */
export interface Telling { readonly count: number; readonly items: readonly Item[] }

const kinds = ['row', 'look', 'here', 'ask'] as const

export function encodeTelling({ count, items }: Telling): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, count)
  for (const item of items) writeItem(encoder, item)
  return toUint8Array(encoder)
}

function writeItem(encoder: Encoder, item: Item): void {
  writeVarUint(encoder, kinds.indexOf(item.kind))
  if (item.kind === 'ask') return
  if (item.kind !== 'here') writeVarUint(encoder, item.seq)
  if (item.kind === 'row') {
    writeVarUint(encoder, item.updates.length)
    for (const update of item.updates) writeVarUint8Array(encoder, update)
  }
  if (item.kind !== 'here') return
  writeVarUint(encoder, item.whole ? 1 : 0)
  writeVarUint(encoder, item.entries.length)
  for (const { clientId, clock, json } of item.entries) {
    writeVarUint(encoder, clientId)
    writeVarUint(encoder, clock)
    writeVarString(encoder, json)
  }
}

/** Null when it cannot be read to its last byte. */
export function decodeTelling(bytes: Uint8Array): Telling | null {
  try {
    const decoder = createDecoder(bytes)
    const count = readVarUint(decoder)
    const items: Item[] = []
    while (hasContent(decoder)) items.push(readItem(decoder))
    return decoder.pos === bytes.length ? { count, items } : null
  } catch {
    return null
  }
}

function readItem(decoder: Decoder): Item {
  const kind = kinds[readVarUint(decoder)]
  switch (kind) {
    case 'row': return { kind, seq: readVarUint(decoder), updates: times(readVarUint(decoder), decoder, () => readVarUint8Array(decoder)) }
    case 'look': return { kind, seq: readVarUint(decoder) }
    case 'here': return { kind, whole: readVarUint(decoder) === 1, entries: times(readVarUint(decoder), decoder, () => readEntry(decoder)) }
    case 'ask': return { kind }
    default: throw new RangeError('a telling of another kind')
  }
}

const readEntry = (decoder: Decoder): AwarenessEntry => ({ clientId: readVarUint(decoder), clock: readVarUint(decoder), json: readVarString(decoder) })

/** A count beyond the bytes that are left is a lie. */
function times<T>(count: number, decoder: Decoder, read: () => T): T[] {
  if (count > decoder.arr.length) throw new RangeError('more than there are bytes')
  return Array.from({ length: count }, read)
}
