import { expect, test } from 'vitest'
import { londonMoment } from '../kernel/clock'
import { faultOfCall, stateInWords, stateOfCall } from './call'
import { decideAnswers } from './charter-call'
import { faultOfDeclaration } from './declaration'

const closesAt = londonMoment('2026-10-16', '17:00')!

test('CA-2 a call is open to the minute before its closing time in British Summer Time, and closed at it', () => {
  expect(stateOfCall({ closesAt, closing: null }, new Date('2026-10-16T15:59:59Z'))).toMatchObject({ kind: 'open' })
  const closed = stateOfCall({ closesAt, closing: null }, new Date('2026-10-16T16:00:00Z'))
  expect(stateInWords(closed)).toBe('This call closed on 16 October 2026, 5pm BST. It takes no more expressions of interest.')
})

test('CA-2 a closing time after the clocks went back is an hour later', () => {
  expect(londonMoment('2026-10-26', '17:00')?.toISOString()).toBe('2026-10-26T17:00:00.000Z')
})

test('CA-3 closed before its time it says when and why', () => {
  const state = stateOfCall({ closesAt, closing: { at: new Date('2026-10-12T08:00:00Z'), reason: 'Enough have answered.' } }, new Date('2026-10-12T08:00:00Z'))
  expect(stateInWords(state)).toBe('This call was closed on 12 October 2026, 9am BST, before its time: Enough have answered.')
})

test('CA-1 what is missing in a call is named with its field', () => {
  const call = { title: 'Meals', lgsl: 4, lgil: 0, evidence: 'Few finish.', asks: 'People who know.', closesAt }
  const now = new Date('2026-10-05T08:00:00Z')
  expect(faultOfCall(call, now)).toBeNull()
  for (const [field, more] of Object.entries({ title: { title: ' ' }, lgsl: { lgsl: null }, lgil: { lgil: null }, evidence: { evidence: '' }, asks: { asks: '' }, closesAt: { closesAt: null } })) {
    expect(faultOfCall({ ...call, ...more }, now)?.field).toBe(field)
  }
  expect(faultOfCall({ ...call, closesAt: now }, now)?.field).toBe('closesAt')
})

test('CA-6 an interest in words or nothing to declare: not neither, not both', () => {
  expect(faultOfDeclaration({ nothing: true, text: '' })).toBeNull()
  expect(faultOfDeclaration({ nothing: false, text: 'We sell forms.' })).toBeNull()
  expect(faultOfDeclaration({ nothing: false, text: ' ' })?.field).toBe('interests')
  expect(faultOfDeclaration({ nothing: true, text: 'We sell forms.' })?.field).toBe('interests')
})

test('CA-8 everybody is answered, and a declined person reads why', () => {
  const [first, second] = [{ id: 'a', number: 1, personId: 'p', name: 'Priya Nair' }, { id: 'b', number: 2, personId: 'q', name: 'Owen Farrell' }]
  const seat = { expressionId: 'a', answer: 'seat' as const, reason: '', role: '', seatName: ' ', substituteId: null }
  expect(decideAnswers([first, second], [seat])).toMatchObject({ refusal: { field: 'answer-2' } })
  expect(decideAnswers([first, second], [seat, { ...seat, expressionId: 'b', answer: 'declined' }])).toMatchObject({ refusal: { field: 'reason-2' } })
  const done = decideAnswers([first, second], [seat, { ...seat, expressionId: 'b', answer: 'member', role: 'lead' }])
  expect(done).toMatchObject({ answered: [{ answer: 'seat', role: 'editor', seatName: '' }, { answer: 'member', role: 'lead' }] })
})
