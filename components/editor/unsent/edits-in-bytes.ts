import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Edit } from '../sync/edits'

/** For each edit whether it begins a change, then its update behind its length. */
export function bytesOf(edits: readonly Edit[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const { update, fresh } of edits) {
    encoding.writeUint8(encoder, fresh ? 1 : 0)
    encoding.writeVarUint8Array(encoder, update)
  }
  return encoding.toUint8Array(encoder)
}

export function editsIn(bytes: Uint8Array): Edit[] {
  const decoder = decoding.createDecoder(bytes)
  const edits: Edit[] = []
  while (decoding.hasContent(decoder)) edits.push({ fresh: decoding.readUint8(decoder) === 1, update: decoding.readVarUint8Array(decoder) })
  return edits
}
