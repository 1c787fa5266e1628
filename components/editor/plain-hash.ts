/**
 * In place of lib0's SHA-256 (next.config.mjs): the binding hashes only marks that may overlap themselves, of which the schema has none. 32 bytes, the
 * same on every machine.
 */
export function digest(bytes: Uint8Array): Uint8Array {
  const hash = new Uint8Array(32)
  let state = 2166136261
  for (let at = 0; at < Math.max(bytes.length, 32); at += 1) {
    state = Math.imul(state ^ (bytes[at] ?? at), 16777619)
    hash[at % 32]! ^= state >>> 24
  }
  return hash
}
