import { expect, test } from 'vitest'
import { bytes, milliseconds, reasonInWords } from './words'

test('times and sizes are said in the unit that reads well', () => {
  expect([null, 0.04, 0.42, 9.96, 12.4, 999, 2540].map(milliseconds)).toEqual(['–', '0 ms', '0.4 ms', '10 ms', '12 ms', '999 ms', '2.5 s'])
  expect([0, 999, 1500, 90_400_000].map(bytes)).toEqual(['0 B', '999 B', '2 kB', '90 MB'])
})

test('a reason that this page does not know yet is shown by its name', () => {
  expect(reasonInWords('schema')).toBe('A page too old for the draft’s format')
  expect(reasonInWords('something-newer')).toBe('something-newer')
})
