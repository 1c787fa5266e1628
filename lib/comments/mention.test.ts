import { expect, test } from 'vitest'
import { handleOf, mentionSpans, peopleIn } from './mention'

const ann = { name: 'Ann', organisation: 'Wexshire' }
const annMarie = { name: 'Ann Marie Jones', organisation: 'Aberwen' }
const sian = { name: 'Siân Pritchard', organisation: 'Aberwen' }
const twin = { name: 'Ann', organisation: 'Keystone' }

test('CO-11 an @ and a name mention that person, the longest name first', () => {
  expect(peopleIn('Could @Ann Marie Jones look? And @siân pritchard.', [ann, annMarie, sian])).toEqual([annMarie, sian])
  expect(peopleIn('@Ann, please', [ann, annMarie])).toEqual([ann])
})

test('CO-11 a mention begins and ends at the edge of a word', () => {
  expect(peopleIn('write to desk@Ann or @Anne', [ann])).toEqual([])
  expect(peopleIn('(@Ann)', [ann])).toEqual([ann])
})

test('CO-11 people of one name are told apart by their organisation', () => {
  expect(handleOf(ann, [ann, twin])).toBe('Ann (Wexshire)')
  expect(peopleIn('@Ann (Keystone): yes', [ann, twin])).toEqual([twin])
  expect(peopleIn('@Ann: which?', [ann, twin])).toEqual([])
})

test('CO-11 spans cover the text as it was typed', () => {
  expect(mentionSpans('ask @ANN', ['Ann'])).toEqual([{ from: 4, to: 8, handle: 'Ann' }])
})
