import { expect, test } from 'vitest'
import { closeMark, highlightsOf, openMark, snippetOf } from './search'

test('PF-1 marks become pieces; a mark that stood in the text itself is dropped and everything else is kept', () => {
  expect(highlightsOf(`let the council ${openMark}export${closeMark} all`)).toEqual([
    { text: 'let the council ', found: false }, { text: 'export', found: true }, { text: ' all', found: false }])
  expect(highlightsOf(`${openMark}a${closeMark}${openMark}b${closeMark}`)).toEqual([{ text: 'a', found: true }, { text: 'b', found: true }])
  expect(highlightsOf(`x${closeMark}y${openMark}z <b>`)).toEqual([{ text: 'xyz <b>', found: false }])
  expect(highlightsOf('')).toEqual([])
})

const shown = (before: number, after: number) => snippetOf([
  { text: 'word '.repeat(before), found: false }, { text: 'found', found: true }, { text: ' word'.repeat(after), found: false }]).map(({ text }) => text).join('')

test('PF-1 a snippet holds the first word found, begins and ends at words, and says where it was cut', () => {
  expect(shown(2, 2)).toBe('word word found word word')
  expect(shown(2, 200)).toMatch(/^word word found( word)+ …$/)
  expect(shown(200, 2)).toMatch(/^… (word )+found word word$/)
  expect(shown(200, 200)).toMatch(/^… (word )+found( word)+ …$/)
  for (const [before, after] of [[2, 200], [200, 2], [200, 200], [55, 90]] as const) expect(shown(before, after).length).toBeLessThanOrEqual(306)
  expect(snippetOf([])).toEqual([])
  expect(snippetOf([{ text: 'x'.repeat(400), found: true }]).map(({ text }) => text).join('')).toBe(`${'x'.repeat(300)} …`)
})
