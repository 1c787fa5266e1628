import { expect, test } from 'vitest'
import { notReady, readiness, type ReadinessFacts } from './readiness'

const none = { level: [], metBy: [], statement: [], ref: [], placeholder: [] }
const facts = (more: Partial<ReadinessFacts> = {}): ReadinessFacts =>
  ({ label: 'v0.4', openObjections: [], consultation: null, undisposed: 0, lateUnanswered: 0, drafting: none, ...more })
const missing = (more: Partial<ReadinessFacts>) => readiness(facts(more)).filter((line) => !line.done)

test('SO-22 a version that lacks nothing is ready', () => {
  expect(notReady(readiness(facts()))).toBeNull()
})

test('SO-22 each thing that is missing is a line of its own, which says what and where it is put right', () => {
  const wanting: [Partial<ReadinessFacts>, RegExp, string][] = [
    [{ openObjections: ['FO-1 to FSM-09', 'FO-2 to FSM-17'] }, /^FO-1 to FSM-09; FO-2 to FSM-17$/, 'objections'],
    [{ consultation: { number: 1, closesAt: new Date('2026-12-04T17:00:00Z') } }, /open until 4 December 2026, 5pm GMT/, 'consultation'],
    [{ undisposed: 1 }, /^1 comment has none$/, 'comments'],
    [{ lateUnanswered: 2 }, /^2 late comments wait to be admitted, deferred or declined$/, 'late'],
    [{ drafting: { ...none, level: ['FSM-01', 'FSM-02', 'FSM-03', 'FSM-04'] } }, /FSM-01, FSM-02, FSM-03 and 1 more.*tag the version after v0\.4/, 'draft'],
    [{ drafting: { ...none, metBy: ['FSM-01'] } }, /Nobody named yet: FSM-01/, 'draft'],
    [{ drafting: { ...none, statement: ['FSM-01'] } }, /No statement yet: FSM-01/, 'draft'],
    [{ drafting: { ...none, ref: ['“It is quick.”'] } }, /No ref yet: “It is quick\.”/, 'draft'],
    [{ drafting: { ...none, placeholder: ['FSM-16 (TBC)'] } }, /Still to be written: FSM-16 \(TBC\)/, 'draft'],
  ]
  for (const [more, words, place] of wanting) {
    const lines = missing(more)
    expect(lines).toHaveLength(1)
    expect(lines[0]!.words).toMatch(words)
    expect(lines[0]!.place).toBe(place)
    expect(notReady(readiness(facts(more)))).toMatchObject({ code: place === 'objections' ? 'blocked-by-objection' : 'not-ready', message: expect.stringContaining(lines[0]!.words) })
  }
})

test('SO-22 the refusal names the first thing, and says that more wait', () => {
  expect(notReady(readiness(facts({ undisposed: 3, lateUnanswered: 1, openObjections: ['FO-1 to FSM-09'] })))?.message)
    .toBe('The version is not ready for a sign-off round. Formal objections: FO-1 to FSM-09. 2 more things on the list wait too.')
})
