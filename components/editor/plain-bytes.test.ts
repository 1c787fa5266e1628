import * as theirs from 'lib0/buffer'
import { expect, test } from 'vitest'
import * as ours from './plain-bytes'

test('what stands for lib0/buffer says the same: a mark’s name in the text must be the same for everybody', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
  for (const size of [0, 1, 2, 3, 255, 256]) expect(ours.toBase64(bytes.slice(0, size))).toBe(theirs.toBase64(bytes.slice(0, size)))
  for (const value of [null, 1, 'é', { b: [1, { c: true }] }]) expect(ours.encodeAny(value)).toEqual(theirs.encodeAny(value))
  const copy = ours.copyUint8Array(bytes.subarray(3, 9))
  expect([copy, copy.buffer.byteLength]).toEqual([theirs.copyUint8Array(bytes.subarray(3, 9)), 6])
})
