import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeUpdates, encodeUpdates } from './log'

test('DR-1 what is put into a row of the log comes out of it', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (updates) => {
    expect(decodeUpdates(encodeUpdates(updates)).map((update) => [...update])).toEqual(updates.map((update) => [...update]))
  }))
})

test('DR-4 a row that was cut short is refused', () => {
  const row = encodeUpdates([new Uint8Array([1, 2, 3]), new Uint8Array([4, 5, 6])])
  expect(() => decodeUpdates(row.subarray(0, row.length - 1))).toThrow()
})
