import { createEncoder, toUint8Array, writeUint8, writeVarString, writeVarUint } from 'lib0/encoding'

/** One letter each behind the last, as a writer makes them; written by hand, since Yjs would take longer to make than a server to take them. */
export function* tinyUpdates(client: number, count: number): Generator<Uint8Array> {
  for (let clock = 0; clock < count; clock += 1) {
    const encoder = createEncoder()
    for (const number of [1, 1, client, clock]) writeVarUint(encoder, number)
    // A string; from the second on it names the letter that it follows, else the text that it stands in.
    writeUint8(encoder, clock === 0 ? 4 : 4 | 128)
    if (clock === 0) { writeVarUint(encoder, 1); writeVarString(encoder, 't') } else { writeVarUint(encoder, client); writeVarUint(encoder, clock - 1) }
    writeVarString(encoder, 'x')
    writeVarUint(encoder, 0)
    yield toUint8Array(encoder)
  }
}
