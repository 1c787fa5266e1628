import { expect, test } from 'vitest'
import { countInWords, inOrderOfHarm, isOverdue, type Waiting } from './desk'

const now = new Date('2027-01-11T12:00:00Z')
const title = 'Free school meals'
const at = (day: string) => new Date(`2027-01-${day}T12:00:00Z`)
const review = (day: string): Waiting => ({ kind: 'review', title, version: 'v1.0', link: '', at: at(day), says: 'due', dayOnly: true })
const position = (day: string): Waiting => ({ kind: 'position', title, seat: 'Wexshire', round: 1, written: false, link: '', at: at(day), says: 'by' })
const counted = (kind: 'comments' | 'late' | 'proposals', day: string): Waiting => ({ kind, title, count: 1, link: '', at: at(day), says: 'since' })

test('DE-2 the order is that of harm, and among equals the soonest end or the longest wait', () => {
  const waits = [counted('proposals', '01'), review('12'), counted('late', '09'), counted('comments', '08'), review('10'), position('14'), position('13')]
  expect(inOrderOfHarm(waits, now).map(({ kind, at: when }) => `${kind} ${when.getUTCDate()}`))
    .toEqual(['position 13', 'position 14', 'review 10', 'comments 8', 'late 9', 'review 12', 'proposals 1'])
})

test('DE-2 a day is over at midnight in London; what only waits is never overdue, however long', () => {
  expect(isOverdue(review('11'), new Date('2027-01-11T23:59:00Z'))).toBe(false)
  expect(isOverdue(review('11'), new Date('2027-01-12T00:01:00Z'))).toBe(true)
  expect(isOverdue(counted('comments', '01'), now)).toBe(false)
})

test('DE-2 the head counts what waits, and what of it is overdue', () => {
  expect(countInWords([], now)).toBeNull()
  expect(countInWords([review('10')], now)).toBe('1 thing waits on you, and it is overdue')
  expect(countInWords([review('10'), position('13'), counted('late', '09')], now)).toBe('3 things wait on you, 1 of them overdue')
  expect(countInWords([position('13'), counted('late', '09')], now)).toBe('2 things wait on you')
})
