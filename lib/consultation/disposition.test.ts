import { expect, test } from 'vitest'
import { type Standing, stranger } from '../groups/standing'
import { type DisposedComment, type Disposition, filterOf, type OutcomeOfComment, passes, tallyInWords, tallyOf } from './disposition'
import { decisionItself, disposing, withdrawingComment } from './disposition-policy'

const disposition = (outcome: OutcomeOfComment, revision = 1): Disposition =>
  ({ id: `d${revision}`, revision, outcome, reason: 'So', changedBlockId: null, deferredTo: '', disposedBy: 'x', disposedByName: 'X', disposedAt: new Date(0) })

const comment = (more: Partial<DisposedComment> = {}): DisposedComment => ({
  id: 'c', consultationId: 'n', label: 'C-1', number: 1, late: false, blockId: 'b', ref: 'FSM-01', quotation: '', kind: 'technical', body: 'Why?', proposedText: '', authorId: 'me',
  authorName: 'Me', declared: [], organisationId: 'o', organisation: 'Keystone', constituency: 'supplier', forOrganisation: false, at: new Date(0), answer: null, replies: [], dispositions: [], ...more,
})

const member = (personId: string, role: 'observer' | 'reviewer' | 'editor' | 'lead'): Standing => ({ ...stranger, personId, member: { role, constituency: 'supplier', organisationId: 'o' } })

test('DI-1 editors, the lead editor and the advisor dispose, and never of their own', () => {
  for (const standing of [member('x', 'editor'), member('x', 'lead'), { ...stranger, personId: 'x', advisor: 'assigned' as const }]) expect(disposing(standing, comment(), false)).toBeNull()
  for (const standing of [member('x', 'reviewer'), member('x', 'observer'), stranger]) expect(disposing(standing, comment(), false)).not.toBeNull()
  expect(disposing(member('me', 'lead'), comment(), false)).toMatchObject({ code: 'conflict-of-role', message: expect.stringContaining('C-1 is yours') })
  expect(disposing(member('x', 'lead'), comment({ dispositions: [disposition('withdrawn')] }), false)).toMatchObject({ code: 'already-done' })
  expect(disposing(member('x', 'lead'), comment({ late: true }), false)).toMatchObject({ code: 'not-allowed' })
  expect(disposing(member('x', 'lead'), comment(), true)).toMatchObject({ code: 'frozen' })
})

test('DI-2 the author alone withdraws, member or not', () => {
  expect(withdrawingComment('me', comment(), false)).toBeNull()
  expect(withdrawingComment('x', comment(), false)).toMatchObject({ code: 'own-only' })
  expect(withdrawingComment('me', comment({ dispositions: [disposition('withdrawn')] }), false)).toMatchObject({ code: 'already-done' })
  expect(withdrawingComment('me', comment(), true)).toMatchObject({ code: 'frozen' })
})

test('DI-3 a disposition has a reason, and says what a deferred one waits for', () => {
  const decided = { outcome: 'accepted' as const, reason: 'Right', deferredTo: '', changedBlockId: null }
  expect(decisionItself(decided)).toBeNull()
  expect(decisionItself({ ...decided, outcome: 'withdrawn' as never })).toMatchObject({ field: 'outcome' })
  expect(decisionItself({ ...decided, reason: ' ' })).toMatchObject({ field: 'reason' })
  expect(decisionItself({ ...decided, outcome: 'deferred' })).toMatchObject({ field: 'deferredTo' })
  expect(decisionItself({ ...decided, outcome: 'deferred', deferredTo: 'v1.1' })).toBeNull()
  expect(decisionItself({ ...decided, outcome: 'not accepted', changedBlockId: 'b' })).toMatchObject({ field: 'changedBlockId' })
})

test('DI-6 the worklist is filtered by how a comment stands, its kind, its requirement and its organisation', () => {
  const all = [comment(), comment({ kind: 'editorial', organisation: null }), comment({ blockId: null, dispositions: [disposition('not accepted'), disposition('accepted', 2)] })]
  const shown = (given: Record<string, string>) => all.map((one) => passes(one, filterOf(given)))
  expect(shown({})).toEqual([true, true, false])
  expect(shown({ state: '' })).toEqual([true, true, true])
  expect(shown({ state: 'accepted' })).toEqual([false, false, true])
  expect(shown({ state: 'not accepted' })).toEqual([false, false, false])
  expect(shown({ state: '', kind: 'editorial' })).toEqual([false, true, false])
  expect(shown({ state: '', requirement: 'whole' })).toEqual([false, false, true])
  expect(shown({ state: '', organisation: 'Keystone' })).toEqual([true, false, true])
  expect(filterOf({ state: 'nonsense', kind: 'nonsense' })).toMatchObject({ state: 'open', kind: '' })
  expect(tallyInWords(tallyOf(all))).toBe('1 accepted, 2 open')
})
