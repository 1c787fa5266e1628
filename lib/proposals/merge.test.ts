import { expect, test } from 'vitest'
import { paragraph, requirement } from '../../tests/texts'
import { normalNode } from '../document/canonical'
import { plainText } from '../document/plain-text'
import type { Block } from '../document/types'
import { mergedChange } from './merge'

const words = (block: Block | null) => (block ? plainText(block) : null)
const para = (text: string) => paragraph('pppppppppppp', text)
const told = 'The council tells the applicant the result within ten working days.'

test('PR-7 changes of different words come together', () => {
  const now = para(told.replace('The council', 'The authority'))
  const proposed = para(told.replace('ten', 'five'))
  expect(words(mergedChange(para(told), now, proposed))).toBe('The authority tells the applicant the result within five working days.')
})

test('PR-7 changes that meet are for a person to settle', () => {
  const meet = (now: string, proposed: string) => mergedChange(para(told), para(told.replace('ten', now)), para(told.replace('ten', proposed)))
  expect(meet('five', 'three')).toBeNull()
  expect(meet('five or six', 'three')).toBeNull()
  expect(words(meet('five', 'five'))).toBe(told.replace('ten', 'five'))
})

test('PR-7 a level and the words are changes of different things; two levels meet', () => {
  const before = requirement('a', 'MUST', told)
  const reworded = requirement('a', 'MUST', told.replace('ten', 'five'))
  const both = mergedChange(before, requirement('a', 'SHOULD', told), reworded)
  expect([both?.attrs?.level, words(both)]).toEqual(['SHOULD', words(reworded)])
  expect(mergedChange(before, requirement('a', 'SHOULD', told), requirement('a', 'MAY', told))).toBeNull()
})

test('PR-7 with no change on one side the other stands; a part that came or went meets any other change of the parts', () => {
  const before = requirement('a', 'MUST', told)
  const withTest: Block = { ...before, content: [...before.content!, { type: 'requirementTest', content: [para('Ask for it.')] }] }
  expect(mergedChange(before, before, withTest)).toEqual(normalNode(withTest))
  expect(mergedChange(before, withTest, before)).toEqual(normalNode(withTest))
  expect(mergedChange(before, withTest, requirement('a', 'MUST', told.replace('ten', 'five')))).toBeNull()
})

test('PR-7 bold words and links are not merged by guessing', () => {
  const bold = (text: string): Block => ({ ...para(''), content: [{ type: 'text', text, marks: [{ type: 'bold' }] }] })
  expect(mergedChange(bold(told), bold(told.replace('ten', 'five')), bold(told.replace('The council', 'It')))).toBeNull()
})
