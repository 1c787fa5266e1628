import { createDecoder, hasContent, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarUint8Array } from 'lib0/encoding'

/** A row of the log: one commit's updates of one draft, each behind its length as a varUint. */
export function encodeUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const encoder = createEncoder()
  for (const update of updates) writeVarUint8Array(encoder, update)
  return toUint8Array(encoder)
}

/** Throws when the row is damaged: a length that points beyond its end. */
export function decodeUpdates(row: Uint8Array): Uint8Array[] {
  const decoder = createDecoder(row)
  const updates: Uint8Array[] = []
  while (hasContent(decoder)) {
    const update = readVarUint8Array(decoder)
    if (decoder.pos > row.length) throw new RangeError('a row of the log ends in the middle of an update')
    updates.push(update)
  }
  return updates
}
