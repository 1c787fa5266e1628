import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tableCsv } from '../export/csv'
import { requirementsOf } from '../document/requirements'
import { documentOf, requirement } from '../../tests/texts'
import type { Exemption } from './adoption'
import { type Finding, finding, type FindingGiven, type RequirementState, stateInWords, stateOfRequirement } from './assessment'
import { beforeAndSince, counting, type Figures, measureKinds, type Measures, partsInWords, partsOf, pooled, valueInWords } from './measures'
import { type AdopterData, leastMetFirst, measuresReviewed, othersInWords, passRates, rangeInWords, rateInWords, reviewRows } from './review'

const before: Figures = { completed: 11840, completedOnline: 6867, startedOnline: 9672, cost: 7222400, satisfaction: 780 }
const after: Figures = { completed: 12960, completedOnline: 10757, startedOnline: 12508, cost: 4082400, satisfaction: 880 }
const none: Figures = { completed: null, completedOnline: null, startedOnline: null, cost: null, satisfaction: null }
const measured = (figures: Partial<Figures>, more: Partial<Measures> = {}): Measures => ({
  adoptionId: 'a', label: 'v1.0', revision: 1, corrects: null, periodFrom: '2025-09-01', periodTo: '2026-08-31', note: '', recordedByName: 'Priya', recordedAt: new Date('2027-01-18'), ...none, ...figures, ...more,
})
const since = { periodFrom: '2026-09-01', periodTo: '2027-08-31', revision: 2 }
const values = (figures: Figures) => measureKinds.map((kind) => { const parts = partsOf(kind, figures); return parts && valueInWords(kind, parts) })

test('AD-9 the measures are computed as GDS defines them', () => {
  expect(values(before)).toEqual(['58.0%', '71.0%', '£6.10', '78.0%'])
  expect(values(after)).toEqual(['83.0%', '86.0%', '£3.15', '88.0%'])
  expect(values({ ...none, completedOnline: 5, cost: 100 })).toEqual([null, null, null, null])
  expect(measureKinds.map((kind) => partsInWords(kind, partsOf(kind, before)!))).toEqual(['6,867 of 11,840', '6,867 of 9,672', '£72,224.00 for 11,840', ''])
})

const story = new URL('../../../shared/story/kpis_wexshire.csv', import.meta.url)

test.skipIf(!existsSync(story))('AD-9 they are what the council computed itself', () => {
  for (const row of readFileSync(story, 'utf8').trim().split('\n').slice(1).map((line) => line.split(','))) {
    const [completed, completedOnline, startedOnline, cost, takeUp, completion, each, satisfaction] = row.slice(1).map(Number) as [number, number, number, number, number, number, number, number]
    expect(values({ completed, completedOnline, startedOnline, cost: cost * 100, satisfaction: satisfaction * 10 }))
      .toEqual([`${takeUp.toFixed(1)}%`, `${completion.toFixed(1)}%`, `£${each.toFixed(2)}`, `${satisfaction.toFixed(1)}%`])
  }
})

test('AD-9 a corrected figure no longer counts; the baseline is what was over before the first adoption, each measure of the newest period that has it', () => {
  const corrected = measured({ ...before, completedOnline: 1 })
  const right = measured(before, { revision: 3, corrects: 1 })
  const all = [corrected, right, measured({ ...after, satisfaction: null }, since)]
  expect(counting(all).map((one) => one.revision)).toEqual([2, 3])
  const words = (kind: (typeof measureKinds)[number]) => { const found = beforeAndSince(kind, all, '2027-01-18'); return [found.before && valueInWords(kind, found.before), found.since && valueInWords(kind, found.since)] }
  expect(words('take-up')).toEqual(['58.0%', '83.0%'])
  expect(words('satisfaction')).toEqual(['78.0%', null])
  // Of the same period under another version the newest recording counts.
  expect(counting([right, measured(after, { adoptionId: 'b', recordedAt: new Date('2027-09-01') })]).map((one) => one.adoptionId)).toEqual(['b'])
})

test('AD-10 councils together are sum by sum, not a mean of shares; with the range and how many they are', () => {
  const parts = [{ part: 10, whole: 100 }, { part: 900, whole: 1000 }]
  expect(pooled('take-up', parts)).toEqual({ councils: 2, value: '82.7%', least: '10.0%', most: '90.0%', parts: '910 of 1,100' })
  expect(pooled('cost', [])).toBeNull()
  expect(rangeInWords(pooled('satisfaction', [{ part: 780, whole: 1000 }])!)).toBe('78.0%')
})

const today = '2027-06-18'
const found = (more: Partial<Finding> = {}): Finding => ({ blockId: 'x', result: 'met', note: '', evidence: 'Batch', evidenceExpiresOn: null, revision: 1, recordedByName: 'Tom', recordedAt: new Date('2027-03-01'), ...more })
const exempt = (more: Partial<Exemption> = {}): Exemption => ({ id: 'e', blockId: 'x', ref: 'FSM-16', reason: 'No', ownerPost: 'Head', expiresOn: '2027-09-30', recordedByName: 'Sian', recordedAt: new Date('2027-01-25'), ...more })
const state = (more: Partial<Parameters<typeof stateOfRequirement>[0]>) => stateOfRequirement({ applicability: 'applies', finding: undefined, exemptions: [], today, ...more })

test('AD-10 where not the same councils gave the latest and the baseline, those that gave both are compared', () => {
  const of = (all: readonly Measures[]) => ({ organisation: 'A', label: 'v1.0', adoptedOn: '2027-01-18', firstAdoptedOn: '2027-01-18', states: new Map(), measures: all })
  const [both, once] = [of([measured(before), measured(after, since)]), of([measured({ ...before, completedOnline: 0 })])]
  const [takeUp] = measuresReviewed([both, once])
  expect([takeUp!.before?.value, takeUp!.since?.value, takeUp!.ofBoth?.before.value, takeUp!.ofBoth?.since.value]).toEqual(['29.0%', '83.0%', '58.0%', '83.0%'])
  expect(measuresReviewed([both])[0]!.ofBoth).toBeNull()
  expect(measuresReviewed([once])[0]!.ofBoth).toBeNull()
})

test('AD-11 evidence counts through its last day, and is out of date from the next; of what is not met it changes nothing', () => {
  expect(state({ finding: found({ evidenceExpiresOn: today }) })).toBe('met')
  expect(state({ finding: found({ evidenceExpiresOn: '2027-06-17' }) })).toBe('evidence out of date')
  expect(state({ finding: found({ evidenceExpiresOn: '2027-06-17', result: 'not met' }) })).toBe('not met')
})

test('AD-11 an exemption covers what is not met through its last day; then it is not met until found otherwise', () => {
  const exemptions = [exempt()]
  expect(state({ exemptions })).toBe('exempt')
  expect(state({ exemptions, finding: found() })).toBe('met')
  expect(state({ exemptions, today: '2027-09-30' })).toBe('exempt')
  expect(state({ exemptions, today: '2027-10-01' })).toBe('not met')
  expect(state({ exemptions, today: '2027-10-01', finding: found({ result: 'partly met', recordedAt: new Date('2027-01-20') }) })).toBe('not met')
  expect(state({ exemptions, today: '2027-10-01', finding: found({ result: 'partly met', recordedAt: new Date('2027-10-01') }) })).toBe('partly met')
  expect(state({ exemptions: [...exemptions, exempt({ expiresOn: '2027-12-31' })], today: '2027-10-01' })).toBe('exempt')
})

test('AD-11 what does not apply is not applicable, whatever was found; a MAY that is not met is not taken up', () => {
  expect(state({ applicability: 'does not apply', finding: found() })).toBe('not applicable')
  expect(state({ applicability: 'not known' })).toBe('not assessed')
  expect([stateInWords('not met', 'MAY'), stateInWords('not met', 'SHOULD'), stateInWords('met', 'MAY')]).toEqual(['not taken up', 'not met', 'met'])
})

const said = (more: Partial<FindingGiven>): FindingGiven => ({ blockId: 'x', result: 'met', note: '', evidence: '', evidenceExpiresOn: '', ...more })
const field = (more: Partial<FindingGiven>, level: 'MUST' | 'SHOULD' | 'MAY' = 'MUST') => finding(said(more), { ref: 'FSM-01', level }, today)?.field ?? null

test('AD-11 a SHOULD that is not met, and what is not applicable, need a reason; evidence that lasts has words and a day still to come', () => {
  expect([field({ result: 'not met' }), field({ result: 'not met' }, 'SHOULD'), field({ result: 'partly met', note: ' ' }, 'SHOULD'), field({ result: 'partly met', note: 'Why' }, 'SHOULD'), field({ result: 'not met' }, 'MAY')])
    .toEqual([null, 'note-x', 'note-x', null, null])
  expect([field({ result: 'not applicable' }), field({ result: 'splendid' }), field({ evidenceExpiresOn: today }), field({ evidence: 'Log', evidenceExpiresOn: '2027-06-17' }), field({ evidence: 'Log', evidenceExpiresOn: today }),
    field({ evidence: 'Log', evidenceExpiresOn: 'soon' })]).toEqual(['note-x', 'result-x', 'evidence-x', 'expires-x', null, 'expires-x'])
})

const [first, second, third] = requirementsOf(documentOf(requirement('a', 'MUST', 'It MUST work.'), requirement('b', 'SHOULD', '=SUM(A1) SHOULD be quick.'), requirement('c', 'MAY', 'It MAY save.'))) as [never, never, never]
const adopter = (organisation: string, states: Record<string, RequirementState>): AdopterData => ({
  organisation, label: 'v1.0', adoptedOn: '2027-01-18', firstAdoptedOn: '2027-01-18', measures: [], states: new Map(Object.entries(states).map(([name, one]) => [name.repeat(12), one])),
})

test('AD-10 met by so many of those to whom it applies and who assessed; the others are said; the least met come first', () => {
  const adopters = [adopter('A', { a: 'met', b: 'met', c: 'not met' }), adopter('B', { a: 'not applicable', b: 'exempt', c: 'not assessed' }), adopter('C', { a: 'met', b: 'evidence out of date' })]
  const rates = passRates([first, second, third], adopters)
  expect(rates.map(rateInWords)).toEqual(['2 of 2', '1 of 3', '0 of 1'])
  expect(rates.map(othersInWords)).toEqual(['1 not applicable', '1 evidence out of date, 1 exempt', '1 not taken up, 1 not assessed, 1 not in their version'])
  expect(leastMetFirst(rates).map(({ met }) => met)).toEqual([0, 1, 2])
  expect(leastMetFirst(passRates([first, second], [adopter('A', { a: 'not assessed', b: 'met' })])).map(rateInWords)).toEqual(['1 of 1', 'assessed by none'])
  const csv = tableCsv(reviewRows(measuresReviewed(adopters), rates))
  expect(csv).toContain('"Digital take-up","","","","0","","","","0"')
  expect(csv).toContain(`"SHOULD","'=SUM(A1) SHOULD be quick.","1","3","0","0","1","1","0","0","0"`)
})
