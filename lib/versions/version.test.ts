import { expect, test } from 'vitest'
import { documentOf, requirement } from '../../tests/texts'
import type { Standing } from '../groups/standing'
import { discarding, numbering } from './policy'
import { numbersFor, refOf, withoutRefs, withRefs } from './refs'
import { compareNumbers, labelOf, nextNumber, nextPublicNumbers, parseLabel } from './version'

const number = (label: string) => parseLabel(label)!

test('VE-4 v0.10 comes after v0.9, and v1.0 after both', () => {
  const sorted = ['v1.0', 'v0.10', 'v0.9', 'v0.2'].map(number).sort(compareNumbers).map(labelOf)
  expect(sorted).toEqual(['v0.2', 'v0.9', 'v0.10', 'v1.0'])
})

test('VE-4 only a whole label is read', () => {
  for (const wrong of ['0.1', 'v0', 'v0.1.2', 'v00.1', 'v0.01', 'v-1.0', 'V0.1', ' v0.1', 'v0.1\n', 'v0.12345']) expect(parseLabel(wrong)).toBeNull()
  expect(parseLabel('v12.340')).toEqual({ major: 12, minor: 340 })
})

test('VE-4 the next number is above every one ever used, in whatever order they come', () => {
  expect(labelOf(nextNumber([]))).toBe('v0.1')
  expect(labelOf(nextNumber(['v0.2', 'v0.10', 'v0.9'].map(number)))).toBe('v0.11')
  expect(numbering(number('v0.11'), [number('v0.10')])).toBeNull()
  expect(numbering(number('v0.10'), [number('v0.10')])?.code).toBe('taken')
})

test('PB-4 public numbers begin at v1.0; then the next minor or the next major', () => {
  expect(nextPublicNumbers([]).map(labelOf)).toEqual(['v1.0'])
  expect(nextPublicNumbers(['v1.0', 'v1.1'].map(number)).map(labelOf)).toEqual(['v1.2', 'v2.0'])
})

test('RF-1 numbers go on above the highest given; gaps are left to be chosen', () => {
  const given = [{ blockId: 'x', number: 2, stoodIn: 'v' }, { blockId: 'gone', number: 9, stoodIn: 'v' }]
  expect([...numbersFor(['new', 'x', 'newer'], given)]).toEqual([['new', 10], ['x', 2], ['newer', 11]])
  expect([...numbersFor(['a', 'b'], [])]).toEqual([['a', 1], ['b', 2]])
})

test('RF-1 a ref has two digits, or as many as it takes', () => {
  expect([refOf('FSM', 9), refOf('FSM', 10), refOf('FSM', 100)]).toEqual(['FSM-09', 'FSM-10', 'FSM-100'])
})

test('RF-1 refs are put on requirements only, and taken off again', () => {
  const text = documentOf(requirement('a', 'MUST', 'One'), requirement('b', 'MAY', 'Two'))
  const numbered = withRefs(text, new Map([['a'.repeat(12), 'FSM-01']]))
  expect(numbered.content.map((block) => block.attrs?.ref)).toEqual(['FSM-01', null])
  expect(withoutRefs(numbered).content.map((block) => block.attrs?.ref)).toEqual([null, null])
})

test('VE-5 the reason that a version cannot be discarded is the first that the advisor would have to act on', () => {
  const advisor: Standing = { personId: 'p', member: null, advisor: 'assigned', admin: false }
  const fine = { discarded: false, newest: true, roundOpen: false, carried: false }
  expect(discarding(advisor, fine)).toBeNull()
  expect(discarding({ ...advisor, advisor: 'unassigned' }, fine)?.code).toBe('advisor-only')
  expect(discarding(advisor, { ...fine, roundOpen: true })?.code).toBe('round-open')
  expect(discarding(advisor, { ...fine, newest: false, roundOpen: true })?.code).toBe('not-newest')
  expect(discarding(advisor, { ...fine, carried: true, newest: false })?.code).toBe('frozen')
  expect(discarding(advisor, { discarded: true, newest: false, roundOpen: false, carried: false })?.code).toBe('already-done')
})
