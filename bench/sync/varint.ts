/** Where `readVar` reads next. One for all: reading allocates nothing. */
export const cursor = { at: 0 }

export function readVar(bytes: Uint8Array): number {
  let [sum, scale] = [0, 1]
  for (;;) {
    const byte = bytes[cursor.at++]
    if (byte === undefined) throw new RangeError('a number that goes on beyond the end')
    sum += (byte & 127) * scale
    if (byte < 128) return sum
    scale *= 128
  }
}

export function lengthOfVar(value: number): number {
  let length = 1
  for (let left = value; left > 127; left = Math.floor(left / 128)) length += 1
  return length
}

/** Writes at a place; answers the place behind it. */
export function writeVar(bytes: Uint8Array, at: number, value: number): number {
  let [place, left] = [at, value]
  while (left > 127) {
    bytes[place++] = 128 | (left % 128)
    left = Math.floor(left / 128)
  }
  bytes[place++] = left
  return place
}

/** Bytes behind their length. */
export function measured(bytes: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(lengthOfVar(bytes.length) + bytes.length)
  out.set(bytes, writeVar(out, 0, bytes.length))
  return out
}
