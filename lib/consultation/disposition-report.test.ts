import { expect, test } from 'vitest'
import type { Block } from '../document/types'
import { compareVersions } from '../versions/compare'
import { documentOf, paragraph, requirement } from '../../tests/texts'
import type { Consultation } from './consultation'
import type { DisposedComment, Disposition, OutcomeOfComment } from './disposition'
import { buildReport, reportRows, type ReportParts, withLaterDissents } from './disposition-report'
import { type Objection, stateOfObjection, type Step } from './objection'

const on = (day: number) => new Date(Date.UTC(2026, 0, day))

const disposed = (outcome: OutcomeOfComment, changedBlockId: string | null = null): Disposition =>
  ({ id: 'd', revision: 1, outcome, reason: 'So it is', changedBlockId, deferredTo: outcome === 'deferred' ? 'v1.1' : '', disposedBy: 'x', disposedByName: 'Lena Lead', disposedAt: on(4) })

const comment = (number: number, more: Partial<DisposedComment> = {}): DisposedComment => ({
  id: `c${number}`, consultationId: 'n', label: `${more.late ? 'LC' : 'C'}-${number}`, number, late: false, blockId: 'a'.repeat(12), ref: 'FSM-01', quotation: 'It works', kind: 'technical', body: 'Why?',
  proposedText: '', authorId: 'me', authorName: 'Wanda Writer', declared: [], organisationId: 'o', organisation: 'Keystone', constituency: 'supplier', forOrganisation: false, at: on(2), answer: null, replies: [],
  dispositions: [], ...more,
})

const step = (kind: Step['kind'], day: number): Step =>
  ({ number: day, kind, text: 'It stays.', version: null, requirementDigest: null, byId: 'x', byName: 'Olive Objector', byOrganisation: 'Keystone', at: on(day) })

const objection = (...steps: Step[]): Objection => ({
  id: 'o', standardId: 's', number: 1, versionId: 'v', blockId: 'a'.repeat(12), ref: 'FSM-01', requirementDigest: '', reason: 'Too dear', wouldSatisfy: 'SHOULD', objectorId: 'x',
  constituency: 'supplier', lodgedAt: on(2), name: 'FO-1', version: 'v0.1', objectorName: 'Olive Objector', organisation: 'Keystone', steps, state: stateOfObjection(steps),
})

const consultation = {
  id: 'n', number: 1, standardId: 's', versionId: 'v', versionLabel: 'v0.1', openedAt: on(1), closesAt: on(3),
  state: { kind: 'closed', closing: { closedAt: on(3) } },
} as Consultation

const [words, note] = [(level: string, text: string): Block => { const block = requirement('a', level, text); return { ...block, attrs: { ...block.attrs, ref: 'FSM-01' } } }, (text: string) => paragraph('pppppppppppp', text)]
const before = documentOf(words('MUST', 'It works.'), requirement('b', 'MAY', 'It sings.'), note('Once.'))
const after = documentOf(words('SHOULD', 'It works.'), note('Twice.'))
const changes = compareVersions({ title: 'Forms', content: before.content }, { title: 'Forms', content: after.content })

const parts = (comments: readonly DisposedComment[], more: Partial<ReportParts> = {}): ReportParts =>
  ({ standard: { slug: 'forms', title: 'Forms' }, version: 'v0.2', publication: null, consultations: [{ consultation, comments, changes }], objections: [], ...more })

test('DI-8 each comment stands with its source, its words, what became of it and why, and nobody by name', () => {
  const report = buildReport(parts([comment(1, { proposedText: 'Other words', dispositions: [disposed('accepted', 'a'.repeat(12))] })], { objections: [objection(step('not upheld', 4))] }))
  expect(report).toEqual({
    accord: 'disposition report', standard: { slug: 'forms', title: 'Forms' }, version: 'v0.2', publishedAs: null,
    consultations: [{ number: 1, version: 'v0.1', openedAt: '2026-01-01T00:00:00.000Z', closedAt: '2026-01-03T00:00:00.000Z' }],
    counts: { 'open': 0, 'accepted': 1, 'accepted in part': 0, 'not accepted': 0, 'withdrawn': 0, 'deferred': 0, 'comments': 1, 'late': 0, 'objections': 1 },
    comments: [{
      comment: 'C-1', on: 'FSM-01', from: 'Keystone, supplier', kind: 'technical', words: 'Why?', proposedText: 'Other words', outcome: 'accepted', deferredTo: '', reason: 'So it is',
      change: expect.stringMatching(/^FSM-01 weakened, MUST to SHOULD/) as string, changed: { anchor: 'FSM-01', stands: true }, consultation: 1,
    }],
    late: [],
    objections: [{
      objection: 'FO-1', on: 'FSM-01', version: 'v0.1', from: 'Keystone, supplier', reason: 'Too dear', wouldSatisfy: 'SHOULD', end: 'not upheld', rationale: 'It stays.', resolvedIn: '',
      dissentWithdrawnAt: null,
    }],
  })
  for (const name of ['Lena', 'Wanda', 'Olive']) expect(JSON.stringify(report)).not.toContain(name)
})

test('DI-3 the change is named where it stands; of what was taken out, that it does not', () => {
  const named = (blockId: string) => buildReport(parts([comment(1, { dispositions: [disposed('accepted in part', blockId)] })])).comments[0]!
  expect(named('b'.repeat(12))).toMatchObject({ change: expect.stringMatching(/removed/) as string, changed: { stands: false } })
  expect(named('pppppppppppp')).toMatchObject({ change: 'A paragraph changed: “Twice.”', changed: { anchor: 'pppppppppppp', stands: true } })
  expect(named('zzzzzzzzzzzz')).toMatchObject({ change: '', changed: null })
})

test('DI-1 a late comment stands apart with the advisor’s answer; deferred or declined, it ended with that', () => {
  const late = (decision: 'admit' | 'defer' | 'decline', more: Partial<DisposedComment> = {}) => comment(1, {
    late: true, answer: { decision, reason: 'It is late.', deferredTo: decision === 'defer' ? 'v1.1' : '', decidedByName: 'Alf Advisor', decidedAt: on(4) } as DisposedComment['answer'], ...more,
  })
  const of = (one: DisposedComment) => buildReport(parts([one])).late[0]!
  expect(of(late('admit', { dispositions: [disposed('not accepted')] }))).toMatchObject({ answer: 'admit', answerReason: 'It is late.', outcome: 'not accepted', reason: 'So it is' })
  expect(of(late('defer'))).toMatchObject({ answer: 'defer', outcome: 'deferred', deferredTo: 'v1.1', reason: 'It is late.' })
  expect(of(late('decline'))).toMatchObject({ answer: 'decline', outcome: 'not accepted', reason: 'It is late.' })
  expect(buildReport(parts([comment(1, { late: true })])).late[0]).toMatchObject({ answer: 'none yet', outcome: 'open' })
  expect(buildReport(parts([late('admit')])).counts).toMatchObject({ comments: 0, late: 1, open: 0 })
})

test('DI-7 what came after publication is not in it; a dissent that was withdrawn since is told beside', () => {
  const given = parts([comment(1, { dispositions: [disposed('accepted')] }), comment(2, { at: on(9) })],
    { publication: { label: 'v1.0', at: on(5) }, objections: [objection(step('not upheld', 4)), { ...objection(), name: 'FO-2', lodgedAt: on(9) }] })
  const report = buildReport(given)
  expect([report.publishedAs, report.comments.map((one) => one.comment), report.objections.map((one) => one.objection)]).toEqual(['v1.0', ['C-1'], ['FO-1']])
  const later = withLaterDissents(report, [objection(step('not upheld', 4), step('dissent withdrawn', 8))])
  expect(later).toEqual({ ...report, objections: [{ ...report.objections[0], dissentWithdrawnAt: '2026-01-08T00:00:00.000Z' }] })
})

test('every row of the table is as wide as its head', () => {
  const rows = reportRows(buildReport(parts([comment(1), comment(2, { late: true })], { objections: [objection()] })))
  expect(rows.map((row) => row.length)).toEqual([12, 12, 12, 12])
})
