import { expect, test } from 'vitest'
import { matching, termBefore } from './mention-search'

const people = [{ name: 'Siân Pritchard', organisation: 'Aberwen Council' }, { name: 'Priya Nair', organisation: 'Wexshire' }, { name: 'Mary-Ann Price', organisation: 'Keystone' }]
const names = (words: string) => matching(people, words).map((one) => one.name)

test('an @ that begins a word opens the list, one within a word does not', () => {
  expect(termBefore('Ask @pri', 8)).toEqual({ at: 4, words: 'pri' })
  expect(termBefore('@', 1)).toEqual({ at: 0, words: '' })
  expect(termBefore('desk@pri', 8)).toBeNull()
  expect(termBefore('Ask @pri\nnow', 12)).toBeNull()
})

test('people are found by any word of their name, without accents', () => {
  expect(names('')).toHaveLength(3)
  expect(names('sian')).toEqual(['Siân Pritchard'])
  expect(names('pri')).toEqual(['Siân Pritchard', 'Priya Nair', 'Mary-Ann Price'])
  expect(names('ann')).toEqual(['Mary-Ann Price'])
  expect(names('priya nair')).toEqual(['Priya Nair'])
  expect(names('priya nair ')).toEqual([])
})

test('people are found by their organisation after their names', () => {
  expect(names('wex')).toEqual(['Priya Nair'])
})
