import { expect, test } from 'vitest'
import { levelTyped } from './level-typing'

test('a level word in capitals at the start of a statement sets the level, whatever it was', () => {
  expect(levelTyped('MUST', 'not specified')).toBe('MUST')
  expect(levelTyped('SHOULD', 'MUST')).toBe('SHOULD')
  expect(levelTyped('SHALL', 'MAY')).toBe('MUST')
  expect(levelTyped('MUST NOT', 'MUST')).toBe('MUST NOT')
  expect(levelTyped('MAY', 'not specified')).toBe('MAY')
})

test('further on it fills in what is not specified, and turns a level into its NOT, but overrides nobody', () => {
  expect(levelTyped('The form MUST', 'not specified')).toBe('MUST')
  expect(levelTyped('The form MUST NOT', 'MUST')).toBe('MUST NOT')
  expect(levelTyped('The form SHOULD', 'MUST')).toBeNull()
  expect(levelTyped('The form SHOULD NOT', 'MUST')).toBeNull()
})

test('lower case, parts of words and what changes nothing are left alone', () => {
  expect(levelTyped('must', 'not specified')).toBeNull()
  expect(levelTyped('The MUSTARD', 'not specified')).toBeNull()
  expect(levelTyped('xMUST', 'not specified')).toBeNull()
  expect(levelTyped('MUST', 'MUST')).toBeNull()
  expect(levelTyped('MAY NOT', 'not specified')).toBeNull()
})
