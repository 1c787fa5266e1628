import { expect, test } from 'vitest'
import type { Standing } from '../groups/standing'
import { stranger } from '../groups/standing'
import { hasEnded, mayFollow, nameOfObjection, type Objection, parseObjection, type Step, stepKinds, stateOfObjection, states, type StepKind } from './objection'
import { answering, asking, lodging, notResolving, resolving, ruling, withdrawingDissent, withdrawingObjection } from './objection-policy'

const step = (kind: StepKind, number = 1): Step =>
  ({ number, kind, text: '', version: null, requirementDigest: null, byId: 'p', byName: 'P', byOrganisation: null, at: new Date(0) })
const steps = (...kinds: StepKind[]): Step[] => kinds.map((kind, index) => step(kind, index + 1))

const objection = (...kinds: StepKind[]): Objection => ({
  id: 'i', standardId: 's', number: 1, name: 'FO-1', versionId: 'v', version: 'v0.3', blockId: 'b', ref: 'FSM-09', requirementDigest: 'd', reason: 'r', wouldSatisfy: 'w',
  objectorId: 'me', objectorName: 'Me', organisation: 'Keystone', constituency: 'supplier', lodgedAt: new Date(0), steps: steps(...kinds), state: stateOfObjection(steps(...kinds)),
})

const member = (id: string, role: 'observer' | 'reviewer' | 'editor' | 'lead'): Standing =>
  ({ ...stranger, personId: id, member: { role, constituency: 'supplier', organisationId: 'o' } })
const advisor: Standing = { ...stranger, personId: 'a', advisor: 'assigned' }

test('OB-5 the state of an objection is what its last step left, and an answer leaves it as it was', () => {
  const kind = (...kinds: StepKind[]) => stateOfObjection(steps(...kinds)).kind
  expect(kind()).toBe('open')
  expect(stateOfObjection(steps('answered'))).toEqual({ kind: 'open', answered: true })
  expect(kind('answered', 'asked')).toBe('asked')
  expect(kind('asked', 'answered')).toBe('asked')
  expect(kind('asked', 'not resolved')).toBe('open')
  expect(kind('asked', 'resolved by change')).toBe('resolved by change')
  expect(kind('asked', 'resolved by change', 'asked')).toBe('asked')
  expect(kind('not upheld', 'dissent withdrawn')).toBe('dissent withdrawn')
  expect(states.filter((state) => hasEnded({ kind: state } as never))).toEqual(['resolved by change', 'not upheld', 'withdrawn', 'dissent withdrawn'])
})

test('OB-5 from what has ended nothing follows, but the dissent that is withdrawn, and what a version took back', () => {
  const follow = (state: (typeof states)[number]) => stepKinds.filter((kind) => mayFollow(state, kind))
  expect(follow('open')).toEqual(['answered', 'asked', 'resolved by change', 'not upheld', 'withdrawn'])
  expect(follow('asked')).toEqual(['answered', 'asked', 'not resolved', 'resolved by change', 'not upheld', 'withdrawn'])
  expect(follow('not upheld')).toEqual(['dissent withdrawn'])
  expect(follow('resolved by change')).toEqual(['asked'])
  expect([...follow('withdrawn'), ...follow('dissent withdrawn')]).toEqual([])
})

test('OB-6 an editor, the lead editor or the advisor answers, and never the objector', () => {
  for (const standing of [member('x', 'editor'), member('x', 'lead'), advisor]) expect(answering(standing, objection())).toBeNull()
  for (const standing of [member('x', 'reviewer'), member('x', 'observer'), stranger]) expect(answering(standing, objection())).not.toBeNull()
  expect(answering(member('me', 'editor'), objection())).toMatchObject({ code: 'conflict-of-role' })
  expect(answering(advisor, objection('withdrawn'))).toMatchObject({ code: 'already-done', message: 'FO-1 has ended: withdrawn.' })
})

test('OB-7 the objector alone says whether a change resolves it, and only when something changed', () => {
  const me = member('me', 'reviewer')
  expect(resolving(me, objection(), true)).toBeNull()
  expect(resolving(me, objection(), false)).toMatchObject({ code: 'nothing-changed' })
  expect(resolving(member('x', 'lead'), objection(), true)).toMatchObject({ code: 'own-only' })
  expect(resolving(advisor, objection(), true)).not.toBeNull()
  expect(notResolving(me, objection())).toMatchObject({ code: 'not-allowed' })
  expect(notResolving(me, objection('asked'))).toBeNull()
  expect(asking(advisor, objection(), false)).toMatchObject({ code: 'nothing-changed' })
  expect(asking(advisor, objection(), true)).toBeNull()
})

test('OB-8 the advisor rules, never on their own, and once; the objector withdraws', () => {
  expect(ruling(advisor, objection('asked', 'not resolved'))).toBeNull()
  expect(ruling(member('x', 'lead'), objection())).toMatchObject({ code: 'advisor-only' })
  expect(ruling({ ...advisor, personId: 'me' }, objection())).toMatchObject({ code: 'conflict-of-role' })
  expect(ruling(advisor, objection('not upheld'))).toMatchObject({ code: 'already-done' })
  expect(withdrawingObjection(member('me', 'lead'), objection())).toBeNull()
  expect(withdrawingObjection(member('x', 'lead'), objection())).toMatchObject({ code: 'own-only' })
  expect(withdrawingDissent(member('me', 'lead'), objection())).toMatchObject({ code: 'not-allowed' })
  expect(withdrawingDissent(member('me', 'lead'), objection('not upheld'))).toBeNull()
})

test('OB-1 reviewers, editors and lead editors lodge; on the newest version or one in consultation, not published, once each', () => {
  const how = { newest: true, inConsultation: false, published: false, ownOpen: null }
  for (const role of ['reviewer', 'editor', 'lead'] as const) expect(lodging(member('x', role), how)).toBeNull()
  for (const standing of [member('x', 'observer'), advisor, stranger, { ...stranger, personId: 'x' }]) expect(lodging(standing, how)).not.toBeNull()
  const me = member('x', 'editor')
  expect(lodging(me, { ...how, newest: false })).toMatchObject({ code: 'stale' })
  expect(lodging(me, { ...how, newest: false, inConsultation: true })).toBeNull()
  expect(lodging(me, { ...how, published: true })).toMatchObject({ code: 'closed' })
  expect(lodging(me, { ...how, ownOpen: 'FO-3' })).toMatchObject({ code: 'already-done', message: expect.stringContaining('FO-3') })
})

test('OB-2 objections are named FO-1, FO-2 …', () => {
  expect(nameOfObjection(2)).toBe('FO-2')
  expect([parseObjection('FO-12'), parseObjection('FO-0'), parseObjection('fo-1'), parseObjection('FO-1x')]).toEqual([12, null, null, null])
})
