import { expect, test } from 'vitest'
import { documentOf, heading, paragraph, requirement } from '../../tests/texts'
import { draftingFaults } from './drafting'
import { attribute, type Block } from './types'

const withRef = (block: Block, ref: string, more: Record<string, unknown> = {}): Block => ({ ...block, attrs: { ...block.attrs, ref, ...more } })
const good = withRef(requirement('a', 'MUST', 'It works on a phone.'), 'FSM-01')
const none = { level: [], metBy: [], statement: [], ref: [], placeholder: [] }

test('a text in which every requirement says how strongly, by whom and what, under a ref, lacks nothing', () => {
  expect(draftingFaults(documentOf(heading('hhhhhhhhhhhh', 'Form'), paragraph('cccccccccccc', 'A note.'), good))).toEqual(none)
})

test('each thing that a requirement lacks is found, and it is called by its ref or its first words', () => {
  expect(draftingFaults(documentOf(withRef(good, 'FSM-02', { level: 'not specified' })))).toEqual({ ...none, level: ['FSM-02'] })
  expect(draftingFaults(documentOf(withRef(good, 'FSM-02', { metBy: '' })))).toEqual({ ...none, metBy: ['FSM-02'] })
  expect(draftingFaults(documentOf(withRef(requirement('b', 'MAY', ''), 'FSM-03')))).toEqual({ ...none, statement: ['FSM-03'] })
  expect(draftingFaults(documentOf(requirement('b', 'MAY', 'It is quick.')))).toEqual({ ...none, ref: ['“It is quick.”'] })
  expect(attribute(good, 'ref')).toBe('FSM-01')
})

test('words that stand for words still to come are found wherever they stand, and only they', () => {
  for (const words of ['Within TBC days.', 'Tbc', 'Owner: to be confirmed.', 'See [insert link].', 'How many???', 'TODO: say more', 'Lorem ipsum dolor']) {
    expect(draftingFaults(documentOf(paragraph('cccccccccccc', words), good)).placeholder, words).toHaveLength(1)
  }
  for (const words of ['A name and a date [optional].', 'Really??', 'The todo list of the team.', 'An outbreak', 'Dates are confirmed.', 'ATBCX']) {
    expect(draftingFaults(documentOf(paragraph('cccccccccccc', words), good)).placeholder, words).toEqual([])
  }
  expect(draftingFaults(documentOf(withRef(requirement('b', 'MAY', 'Within TBC days.'), 'FSM-07'))).placeholder).toEqual(['FSM-07 (TBC)'])
})
