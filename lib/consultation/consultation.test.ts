import { expect, test } from 'vitest'
import { type ConsultationComment, checkComment, labelOfComment, placeInWords, sourceInPublic } from './comment'
import { countsInWords, endOf, stateOf, statusInWords, takesComments } from './consultation'
import { filterOf, matching, placesOf, sourcesOf } from './filter'
import { answerInWords, checkAnswer } from './late'

const at = (moment: string) => new Date(moment)
const closesAt = at('2026-12-04T17:00:00Z')
const open = { state: stateOf(null), closesAt }
const counts = { comments: 26, objections: 2, organisations: 9, people: 14 }
const closed = (moment: string) => ({ state: stateOf({ ...counts, closedByName: null, reason: '', closedAt: at(moment) }), closesAt })

test('CN-5 to the second of its closing time it takes comments; from then on it says that it closed, even before the server closed it', () => {
  expect(takesComments(open, at('2026-12-04T16:59:59.999Z'))).toBe(true)
  expect(takesComments(open, closesAt)).toBe(false)
  expect(statusInWords(open, at('2026-12-04T16:59:59Z'))).toBe('Open until 4 December 2026, 5pm GMT')
  expect(statusInWords(open, closesAt)).toBe('Closed on 4 December 2026, 5pm GMT')
})

test('CN-5 one that was closed early ended then; one that closed by itself ended at its hour, whenever the server came to it', () => {
  expect(endOf(closed('2026-12-01T10:00:00Z'))).toEqual(at('2026-12-01T10:00:00Z'))
  expect(endOf(closed('2026-12-04T17:00:07Z'))).toEqual(closesAt)
  expect(takesComments(closed('2026-12-01T10:00:00Z'), at('2026-12-02T10:00:00Z'))).toBe(false)
})

test('CN-6 counts in words', () => {
  expect(countsInWords(counts)).toBe('26 comments and 2 formal objections, from 14 people of 9 organisations')
  expect(countsInWords({ comments: 1, objections: 1, organisations: 1, people: 1 })).toBe('1 comment and 1 formal objection, from 1 person of 1 organisation')
})

test('CN-8 late comments are numbered by themselves', () => {
  expect([labelOfComment({ late: false, number: 3 }), labelOfComment({ late: true, number: 1 })]).toEqual(['C-3', 'LC-1'])
})

test('CN-9 an answer names its version when it defers, and always a reason', () => {
  const answer = { decision: 'defer', reason: 'It needs work.', deferredTo: 'v1.1' } as const
  expect(checkAnswer(answer)).toBeNull()
  expect(checkAnswer({ ...answer, deferredTo: '1.1' })).toMatchObject({ field: 'deferredTo' })
  expect(checkAnswer({ ...answer, decision: 'admit', deferredTo: '' })).toBeNull()
  expect(checkAnswer({ ...answer, reason: '' })).toMatchObject({ field: 'reason' })
  expect([answerInWords(null), answerInWords(answer)]).toEqual(['waits for the advisor’s answer', 'deferred to v1.1'])
})

test('CN-11 in public a comment stands with its organisation, never with a person', () => {
  expect(sourceInPublic({ organisation: 'Keystone Forms', constituency: 'supplier' })).toBe('Keystone Forms, supplier')
  expect(sourceInPublic({ organisation: null, constituency: null })).toBe('A member of the public')
})

test('CN-11 members look at comments by requirement, kind and organisation', () => {
  const one = (ref: string, kind: string, organisation: string | null) => ({ ref, kind, organisation, blockId: ref ? 'x' : null, quotation: '' }) as ConsultationComment
  const all = [one('FSM-10', 'technical', 'Keystone'), one('FSM-09', 'editorial', null), one('', 'technical', 'Keystone')]
  expect(placesOf(all)).toEqual(['FSM-09', 'FSM-10', 'the whole text'])
  expect(sourcesOf(all)).toEqual(['Keystone', 'No organisation'])
  expect(matching(all, filterOf({}))).toHaveLength(3)
  expect(matching(all, filterOf({ on: 'FSM-09' }))).toEqual([all[1]])
  expect(matching(all, filterOf({ kind: 'technical', of: 'Keystone' }))).toEqual([all[0], all[2]])
  expect(matching(all, filterOf({ kind: 'nonsense' }))).toHaveLength(3)
})

test('CN-3 a comment has words and a kind, and is no book', () => {
  expect(checkComment({ kind: 'general', body: 'Words.' })).toBeNull()
  expect(checkComment({ kind: 'general', body: ' \u0000 ' })).toMatchObject({ field: 'body' })
  expect(checkComment({ kind: 'general', body: 'x'.repeat(5001) })).toMatchObject({ field: 'body', message: 'Use at most 5000 characters. This is 5001.' })
  expect(placeInWords({ ref: '', blockId: 'x', quotation: 'a '.repeat(60) })).toMatch(/^“a a .*…”$/)
})
