import { expect, test } from 'vitest'
import type { Standing } from '../groups/standing'
import { adjournment, certifying, closing, endingMeeting, minorityText, opening, ownership, positionItself, seeingPositions, statingMinority, takingPosition, withdrawing } from './policy'
import { authorityInWords, countedPositions, type Elector, mayBecome, type Meeting, meetingInWords, outcomeInWords, type Position, type Round, type RoundKind, type RoundOutcome, stateOf, transitions } from './round'

const outcome: RoundOutcome = { outcome: 'carried', seats: 6, present: 6, approve: 5, dissent: 1, abstain: 0, closedByName: 'Helen', closedAt: new Date(0) }
const meeting: Meeting = { endedAt: new Date(500), endedByName: 'Helen', seats: 6, present: 3, quorate: false, adjournedTo: new Date(5000), writtenUntil: null }
const certificate = { statement: 'Due process', byName: 'Helen', at: new Date(0) }

const elector = (id: string, holderId: string, substituteId: string | null = null): Elector =>
  ({ id, seatName: id, constituency: 'supplier', organisationName: 'Keystone', holderId, holderName: holderId, substituteId, substituteName: substituteId })

const round = (more: Partial<Round> = {}): Round => ({
  id: 'r', standardId: 's', number: 1, versionId: 'v', versionLabel: 'v0.4', versionTitle: 'T', taggedBy: 'lead', digest: 'd', charterNumber: 1,
  quorum: { present: { comparison: 'over', share: 0.6 }, eachConstituency: {}, carried: { comparison: 'over', share: 0.5 } },
  openedBy: 'opener', openedByName: 'Opener', openedAt: new Date(0), closesAt: new Date(1000), meetsAt: null, meeting: null, writtenWindowDays: 5, state: { kind: 'open' }, newest: true,
  electors: [elector('one', 'holder', 'stand-in'), elector('two', 'other')], minorityStatements: [], ...more,
})

const standing = (personId: string, more: Partial<Standing> = {}): Standing => ({
  personId, member: { role: 'reviewer', constituency: 'supplier', organisationId: 'o' }, advisor: 'no', admin: false, ...more,
})
const advisor = standing('advisor', { member: null, advisor: 'assigned' })
const now = new Date(999)

const states: Record<RoundKind, Round['state']> = {
  open: { kind: 'open' }, withdrawn: { kind: 'withdrawn', reason: 'x', withdrawn: { byName: 'x', at: now } },
  adjourned: { kind: 'adjourned', meeting },
  'not quorate': { kind: 'not quorate', outcome }, 'not carried': { kind: 'not carried', outcome }, carried: { kind: 'carried', outcome },
  certified: { kind: 'certified', outcome, certificate }, published: { kind: 'published', outcome, certificate, label: 'v1.0' },
}

test('SO-18 from open a round is published only through carried and certified, and nothing goes back', () => {
  const reached = (from: RoundKind): RoundKind[] => [from, ...transitions[from].flatMap(reached)]
  expect(new Set(reached('open'))).toEqual(new Set(Object.keys(states)))
  for (const from of Object.keys(states) as RoundKind[]) {
    expect(mayBecome(from, 'published')).toBe(from === 'certified')
    expect(mayBecome(from, 'certified')).toBe(from === 'carried')
    expect(mayBecome(from, 'open')).toBe(false)
  }
})

test('SO-18 the state is read from the rows of the round\'s steps', () => {
  const facts = { withdrawal: null, meeting: null, outcome: null, certificate: null, publishedAs: null }
  expect(stateOf(facts).kind).toBe('open')
  expect(stateOf({ ...facts, withdrawal: { reason: 'x', byName: 'x', at: now } }).kind).toBe('withdrawn')
  expect(stateOf({ ...facts, meeting })).toEqual({ kind: 'adjourned', meeting })
  expect(stateOf({ ...facts, meeting: { ...meeting, quorate: true } }).kind).toBe('open')
  expect(stateOf({ ...facts, outcome: { ...outcome, outcome: 'not carried' } }).kind).toBe('not carried')
  expect(stateOf({ ...facts, outcome: { ...outcome, outcome: 'not quorate' } }).kind).toBe('not quorate')
  expect(stateOf({ ...facts, outcome }).kind).toBe('carried')
  expect(stateOf({ ...facts, outcome, certificate }).kind).toBe('certified')
  expect(stateOf({ ...facts, outcome, certificate, publishedAs: 'v1.0' })).toMatchObject({ kind: 'published', label: 'v1.0' })
})

test('SO-1 what keeps a round from opening is said in the order in which it can be put right', () => {
  const how = { newestVersionId: 'v', newestLabel: 'v0.4', roundOpen: false, carried: false, seats: 6, ownerPost: 'Head', reviewDate: null }
  expect(opening(advisor, how)).toBeNull()
  expect(opening(standing('x', { member: { role: 'lead', constituency: 'supplier', organisationId: 'o' } }), how)).toBeNull()
  expect(opening(standing('x'), how)?.code).toBe('not-allowed')
  expect(opening(advisor, { ...how, roundOpen: true, carried: true })?.code).toBe('round-open')
  expect(opening(advisor, { ...how, newestVersionId: null })?.code).toBe('not-newest')
  expect(opening(advisor, { ...how, carried: true })?.message).toBe('A sign-off round has carried v0.4 already.')
  expect(opening(advisor, { ...how, seats: 0 })?.code).toBe('invalid')
})

test('SO-3 holder and substitute may take the position of their own seat, and of no other', () => {
  expect(takingPosition(standing('holder'), round(), now, 'one')).toBeNull()
  expect(takingPosition(standing('stand-in'), round(), now, 'one')).toBeNull()
  expect(takingPosition(standing('holder'), round(), now, 'two')?.code).toBe('electors-only')
  expect(takingPosition(standing('nobody'), round(), now)?.code).toBe('electors-only')
  expect(takingPosition(advisor, round(), now, 'one')?.code).toBe('electors-only')
})

test('SO-11 the closing time itself is too late', () => {
  expect(takingPosition(standing('holder'), round(), new Date(999), 'one')).toBeNull()
  expect(takingPosition(standing('holder'), round(), new Date(1000), 'one')?.code).toBe('closed')
  expect(withdrawing(advisor, round(), new Date(1000))?.code).toBe('closed')
})

test('SO-8 and SO-18 no position is taken in a round that is overtaken or has ended', () => {
  expect(takingPosition(standing('holder'), round({ newest: false }), now, 'one')?.code).toBe('stale')
  for (const [kind, state] of Object.entries(states)) {
    expect(takingPosition(standing('holder'), round({ state }), now, 'one')?.code).toBe(kind === 'open' ? undefined : 'closed')
    expect(closing(advisor, round({ state }), 0)?.code).toBe(kind === 'open' ? undefined : 'closed')
    expect(endingMeeting(advisor, round({ state, meetsAt: new Date(0) }), now)?.code).toBe(kind === 'open' ? undefined : 'closed')
  }
})

test('SO-2 and SO-5 another digest is stale; a dissent without a reason is sent back to its field', () => {
  const own = { substitute: false, delegation: '' }
  expect(positionItself(round(), { ...own, digest: 'd', position: 'approve', reason: '' })).toBeNull()
  expect(positionItself(round(), { ...own, digest: 'D', position: 'approve', reason: '' })?.code).toBe('stale')
  expect(positionItself(round(), { ...own, digest: 'd', position: 'dissent', reason: ' \n' })?.field).toBe('reason')
})

test('SO-7 who sees positions, open and after', () => {
  const lead = standing('x', { member: { role: 'lead', constituency: 'supplier', organisationId: 'o' } })
  const observer = standing('x', { member: { role: 'observer', constituency: 'supplier', organisationId: 'o' } })
  expect([lead, advisor].map((one) => seeingPositions(one, round()))).toEqual([null, null])
  expect([standing('holder'), observer].map((one) => seeingPositions(one, round())?.code)).toEqual(['not-allowed', 'not-allowed'])
  expect([standing('holder'), observer].map((one) => seeingPositions(one, { state: states.carried }))).toEqual([null, null])
  expect([standing('holder'), observer].map((one) => seeingPositions(one, { state: states.adjourned })?.code)).toEqual(['not-allowed', 'not-allowed'])
})

test('SO-14 only a carried round is certified, by an advisor with no part in it', () => {
  const carried = round({ state: states.carried })
  expect(certifying(advisor, carried)).toBeNull()
  expect(certifying(standing('holder', { advisor: 'assigned' }), carried)?.code).toBe('conflict-of-role')
  expect(certifying(standing('stand-in', { advisor: 'assigned' }), carried)?.code).toBe('conflict-of-role')
  expect(certifying({ ...advisor, personId: 'lead' }, carried)?.code).toBe('conflict-of-role')
  expect(certifying(advisor, round({ state: states.carried, newest: false }))?.code).toBe('stale')
  const codes = Object.entries(states).map(([kind, state]) => [kind, certifying(advisor, round({ state }))?.code])
  expect(Object.fromEntries(codes)).toEqual({
    open: 'not-carried', withdrawn: 'not-carried', adjourned: 'not-quorate', 'not quorate': 'not-quorate', 'not carried': 'not-carried', carried: undefined,
    certified: 'already-done', published: 'already-done',
  })
})

test('SO-15 a minority statement is a dissenting seat\'s, between closing and publication, at most 200 words', () => {
  const state = (kind: RoundKind, dissented = true, stated = false) => statingMinority(standing('holder'), round({ state: states[kind] }), 'one', { dissented, stated })?.code
  expect([state('carried'), state('certified')]).toEqual([undefined, undefined])
  expect([state('open'), state('published'), state('not carried'), state('carried', false), state('carried', true, true)])
    .toEqual(['not-carried', 'closed', 'not-carried', 'not-allowed', 'already-done'])
  expect([200, 201, 0].map((words) => minorityText(' word \n'.repeat(words))?.field)).toEqual([undefined, 'text', 'text'])
})

test('SO-6 of a seat\'s positions the one with the highest revision counts, in whatever order they come', () => {
  const position = (revision: number, taken: Position['position']): Position => ({
    id: String(revision), carriedFrom: null, delegation: '', electorId: 'one', revision, position: taken, reason: '', authority: '', digest: 'd', takenBy: 'holder', takenByName: 'Holder', takenAt: now,
  })
  expect(countedPositions([position(3, 'approve'), position(1, 'dissent'), position(2, 'abstain')]).get('one')?.position).toBe('approve')
})

test('SO-9 the outcome is told in words', () => {
  expect(outcomeInWords(outcome)).toBe('Carried: 5 of 6 seats approve, 1 dissents.')
  expect(outcomeInWords({ ...outcome, outcome: 'not quorate', present: 3, approve: 3, dissent: 0 }))
    .toBe('Not quorate: 3 of 6 seats took a position. Nothing was decided.')
  expect(outcomeInWords({ ...outcome, outcome: 'not carried', present: 5, approve: 1, dissent: 2, abstain: 2 }))
    .toBe('Not carried: 1 of 6 seats approves, 2 dissent, 2 abstain, 1 took no position.')
})

test('SO-3 a substitute who does not say under which delegation is sent back to that field', () => {
  const sign = (substitute: boolean, delegation: string) => positionItself(round(), { digest: 'd', position: 'approve', reason: '', substitute, delegation })
  expect([sign(false, ''), sign(true, 'delegation 4.2')]).toEqual([null, null])
  expect(sign(true, ' \n')?.field).toBe('delegation')
  expect(authorityInWords({ authority: 'substitute for Priya Nair', delegation: 'delegation 4.2, until 12 May' }))
    .toBe('substitute for Priya Nair, under delegation 4.2, until 12 May')
  expect(authorityInWords({ authority: '', delegation: '' })).toBe('')
})

test('SO-19 and SO-20 the meeting is ended by the advisor, from its beginning on, once; then the round closes when every seat has decided', () => {
  const [met, over] = [round({ meetsAt: new Date(900) }), { ...meeting, quorate: true, adjournedTo: null, writtenUntil: new Date(1000) }]
  expect(endingMeeting(advisor, met, now)).toBeNull()
  expect(endingMeeting(standing('holder'), met, now)?.code).toBe('advisor-only')
  expect(endingMeeting(advisor, met, new Date(899))?.message).toMatch(/^The meeting begins on/)
  expect(endingMeeting(advisor, round(), now)?.message).toMatch(/no meeting/)
  expect(endingMeeting(advisor, { ...met, meeting: over }, now)?.code).toBe('already-done')
  expect(endingMeeting(advisor, { ...met, newest: false }, now)?.code).toBe('stale')
  expect([closing(advisor, round(), 0), closing(advisor, met, 2)?.code]).toEqual([null, 'not-allowed'])
  expect([closing(advisor, { ...met, meeting: over }, 2), closing(advisor, { ...met, meeting: over }, 1)?.code]).toEqual([null, 'not-allowed'])
  expect([adjournment(new Date(1000), now), adjournment(now, now)?.field, adjournment(null, now)?.field]).toEqual([null, 'adjournTo', 'adjournTo'])
  expect(meetingInWords(meeting)).toBe('3 of 6 seats (50%): not quorate')
})

test('SO-23 a round opens with the post that is to own the standard, and a review to come', () => {
  const at = new Date('2026-12-17T14:00:00Z')
  expect(ownership({ ownerPost: 'Head', reviewDate: '2028-01-11' }, at)).toBeNull()
  expect(ownership({ ownerPost: '', reviewDate: '2028-01-11' }, at)?.field).toBe('ownerPost')
  for (const reviewDate of [null, '', 'soon', '2026-12-17']) expect(ownership({ ownerPost: 'Head', reviewDate }, at)?.field).toBe('reviewDate')
})
