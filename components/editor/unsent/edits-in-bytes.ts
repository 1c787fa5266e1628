import type { Edit } from '../sync/edits'

/** For each edit whether it begins a change (1 byte), the length of its update (4) and the update. No library: this is fetched while people begin to type. */
export function bytesOf(edits: readonly Edit[]): Uint8Array {
  const bytes = new Uint8Array(edits.reduce((sum, { update }) => sum + 5 + update.length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const { update, fresh } of edits) {
    view.setUint8(at, fresh ? 1 : 0)
    view.setUint32(at + 1, update.length)
    bytes.set(update, at + 5)
    at += 5 + update.length
  }
  return bytes
}

export function editsIn(bytes: Uint8Array): Edit[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const edits: Edit[] = []
  for (let at = 0; at < bytes.length;) {
    const length = view.getUint32(at + 1)
    edits.push({ fresh: view.getUint8(at) === 1, update: bytes.slice(at + 5, at + 5 + length) })
    at += 5 + length
  }
  return edits
}
