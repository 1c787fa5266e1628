import { expect, test } from 'vitest'
import { momentInWords } from './clock'

test('a moment is told in London time, with the zone that holds on that day', () => {
  expect(momentInWords(new Date('2026-12-04T17:00:00Z'))).toBe('4 December 2026, 5pm GMT')
  expect(momentInWords(new Date('2026-10-16T15:40:00Z'))).toBe('16 October 2026, 4:40pm BST')
})
