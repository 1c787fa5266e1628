import { beforeAll, expect, test } from 'vitest'
import { adoptAs, assessAs, makeCouncil, measureAs, noMeasures } from '../../tests/adopters'
import { testDatabase } from '../../tests/database'
import { publishText } from '../../tests/published'
import { requirement } from '../../tests/texts'
import { codeOf, makeWorkingGroup, refusalOf, rowsOf, standAt, valueOf, type WorkingGroup } from '../../tests/working-group'
import { openReview, recordReview } from '../maintenance/review-commands'
import { publicationHistory } from '../publication/queries'
import type { FindingGiven } from './assessment'
import { recordAssessment } from './assessment-commands'
import { recordExemption } from './commands'
import { adoptionInView } from './queries'
import { othersInWords, rateInWords } from './review'
import { reviewOfAdopters } from './review-queries'

const { db, sql } = await testDatabase()
const year = new Date().getUTCFullYear()
const text = [requirement('a', 'MUST', 'It MUST work.'), requirement('b', 'SHOULD', 'It SHOULD be quick.')]
const newer = [text[0]!, requirement('b', 'SHOULD', 'It SHOULD be quick on a phone.'), requirement('c', 'MUST', 'It MUST take a reference.')]
const before = { periodFrom: `${year - 2}-09-01`, periodTo: `${year - 1}-08-31` }

let it: WorkingGroup
let slug: string
beforeAll(async () => {
  it = await makeWorkingGroup(db)
  slug = it.standard.slug
  await publishText(db, it, text, { reviewDate: `${year + 2}-01-11` })
})

const say = (name: string, more: Partial<FindingGiven>): FindingGiven => ({ blockId: name.repeat(12), result: 'met', note: '', evidence: '', evidenceExpiresOn: '', ...more })
const stateOf = async (by: Parameters<typeof adoptionInView>[1], id: string, ref: string) => valueOf(await adoptionInView(db, by, id)).requirements!.find((one) => one.requirement.ref === ref)!.state

test('AD-11 saved in parts, each saving kept with its assessor; only the council’s people; what is wrong names its field and saves nothing', async () => {
  const by = await makeCouncil(db, 'Parts')
  const id = await adoptAs(db, by, slug)
  const assess = (given: FindingGiven[], shown = '0', actor = by) => recordAssessment(db, actor, { adoptionId: id, shown, given })
  for (const actor of [it.advisor, it.lead, it.outsider, it.admin]) expect(codeOf(await assess([say('a', {})], '0', actor))).toBe('not-found')
  expect(codeOf(await assess([say('a', { result: 'not assessed' })]))).toBe('nothing-changed')
  const rows = await rowsOf(db, 'adoption_findings')
  expect(refusalOf(await assess([say('a', {}), say('b', { result: 'not met' })]))).toMatchObject({ field: `note-${'b'.repeat(12)}`, message: expect.stringContaining('FSM-02: say why') })
  expect(codeOf(await assess([say('z', {})]))).toBe('invalid')
  expect(await rowsOf(db, 'adoption_findings')).toBe(rows)
  expect(valueOf(await assess([say('a', { note: ' By phone. ' })])).saved).toBe(1)
  expect(valueOf(await assess([say('a', { note: 'By phone.' }), say('b', { result: 'not met', note: 'Too slow.' })], '1')).saved).toBe(1)
  const kept = await sql`select a.revision, f.ref, f.result, f.note from adoption_findings f join adoption_assessments a on a.id = f.assessment_id where a.adoption_id = ${id} order by 1, 2`
  expect(kept.map((row) => ({ ...row }))).toEqual([{ revision: 1, ref: 'FSM-01', result: 'met', note: 'By phone.' }, { revision: 2, ref: 'FSM-02', result: 'not met', note: 'Too slow.' }])
  expect(valueOf(await adoptionInView(db, by, id)).requirements!.map((one) => [one.state, one.finding?.recordedByName])).toEqual([['met', by.name], ['not met', by.name]])
  const [event] = await sql`select facts from audit_events where kind = 'self-assessment recorded' order by id desc limit 1`
  expect(event!.facts).toEqual({ organisation: 'Parts', number: 'v1.0', revision: 2, requirements: 1 })
})

test('AD-13 two assessors at once: each saves what they changed; what another changed meanwhile is not saved over', async () => {
  const by = await makeCouncil(db, 'Two at once')
  const id = await adoptAs(db, by, slug)
  const untouched = say('a', { result: 'not assessed' })
  valueOf(await recordAssessment(db, by, { adoptionId: id, shown: '0', given: [untouched, say('b', {})] }))
  // The other's page was opened before that, too: it shows b as not assessed.
  valueOf(await recordAssessment(db, by, { adoptionId: id, shown: '0', given: [say('a', {}), say('b', { result: 'not assessed' })] }))
  expect([await stateOf(by, id, 'FSM-01'), await stateOf(by, id, 'FSM-02')]).toEqual(['met', 'met'])
  expect(refusalOf(await recordAssessment(db, by, { adoptionId: id, shown: '0', given: [say('b', { result: 'partly met', note: 'Nearly.' })] })))
    .toMatchObject({ code: 'stale', message: expect.stringContaining('FSM-02 was saved as met') })
})

test('S30 evidence passes its last day at midnight in London, and the requirement is out of date with nobody doing anything', async () => {
  const by = await makeCouncil(db, 'Evidence')
  const id = await adoptAs(db, by, slug)
  valueOf(await recordAssessment(db, by, { adoptionId: id, shown: '0', given: [say('a', { evidence: 'Batch of June', evidenceExpiresOn: `${year + 1}-06-17` })] }))
  try {
    await standAt(sql, `${year + 1}-06-17T23:59:59+01:00`)
    expect(await stateOf(by, id, 'FSM-01')).toBe('met')
    await standAt(sql, `${year + 1}-06-18T00:00:00+01:00`)
    expect(await stateOf(by, id, 'FSM-01')).toBe('evidence out of date')
    // Another note leaves the old day in place, which is refused; a newer day is not.
    const again = (evidenceExpiresOn: string) => recordAssessment(db, by, { adoptionId: id, shown: '1', given: [say('a', { note: 'Seen.', evidence: 'Batch', evidenceExpiresOn })] })
    expect(refusalOf(await again(`${year + 1}-06-17`))?.field).toBe(`expires-${'a'.repeat(12)}`)
    valueOf(await again(`${year + 1}-12-31`))
    expect(await stateOf(by, id, 'FSM-01')).toBe('met')
  } finally { await standAt(sql) }
})

test('S32 an exemption lapses at midnight in London: the requirement is not met until the council finds otherwise', async () => {
  const by = await makeCouncil(db, 'Exempt')
  const id = await adoptAs(db, by, slug)
  valueOf(await recordExemption(db, by, { adoptionId: id, blockId: 'a'.repeat(12), reason: 'Not procured', ownerPost: 'Head', expiresOn: `${year + 1}-09-30` }))
  try {
    await standAt(sql, `${year + 1}-09-30T23:59:59+01:00`)
    expect(await stateOf(by, id, 'FSM-01')).toBe('exempt')
    await standAt(sql, `${year + 1}-10-01T00:00:00+01:00`)
    expect(await stateOf(by, id, 'FSM-01')).toBe('not met')
    valueOf(await recordAssessment(db, by, { adoptionId: id, shown: '0', given: [say('a', { evidence: 'Contract' })] }))
    expect(await stateOf(by, id, 'FSM-01')).toBe('met')
  } finally { await standAt(sql) }
})

test('AD-10, AD-12, RV-7 opened by the advisor, seen by the advisor alone; adopters on either version; after its outcome it shows what it showed', async () => {
  const own = await makeWorkingGroup(db)
  const at = own.standard.slug
  await publishText(db, own, text, { reviewDate: `${year + 2}-01-11` })
  const [north, south] = [await makeCouncil(db, 'North'), await makeCouncil(db, 'South')]
  const counted = { ...noMeasures, ...before, completed: '100', completedOnline: '50' }
  const [northId, southId] = [await adoptAs(db, north, at, 'v1.0', counted), await adoptAs(db, south, at, 'v1.0', { ...counted, completed: '300', completedOnline: '210' })]
  valueOf(await assessAs(db, north, northId))
  valueOf(await assessAs(db, south, southId, { 'FSM-02': { result: 'not met', note: 'Too slow.' } }))
  await publishText(db, own, newer, { reviewDate: `${year + 2}-01-11` })
  const moved = await adoptAs(db, north, at, 'v1.1')
  // What reads the same in v1.1 counts on; the reworded and the new requirement are left.
  expect(valueOf(await adoptionInView(db, north, moved)).requirements!.map((one) => [one.state, one.finding?.revision])).toEqual([['met', null], ['not assessed', undefined], ['not assessed', undefined]])
  const publication = (await publicationHistory(db, at)).find((one) => one.label === 'v1.1')!
  const given = { standardId: own.standard.id, publicationId: publication.id }
  for (const actor of [own.lead, own.holders[0]!]) {
    expect(codeOf(await openReview(db, actor, given))).toBe('advisor-only')
    expect(codeOf(await reviewOfAdopters(db, actor, at))).toBe('advisor-only')
  }
  for (const actor of [own.admin, own.outsider, north]) expect(codeOf(await reviewOfAdopters(db, actor, at))).toBe('not-found')
  expect(valueOf(await reviewOfAdopters(db, own.advisor, at)).shown).toBeNull()
  valueOf(await openReview(db, own.advisor, given))
  expect(codeOf(await openReview(db, own.advisor, given))).toBe('already-done')
  const seen = async (which?: string) => {
    const { figures } = valueOf(await reviewOfAdopters(db, own.advisor, at, which)).shown!
    const [takeUp] = figures.measures
    return { who: figures.adopters.map((one) => [one.organisation, one.label]), before: takeUp!.before?.value, since: takeUp!.since?.value, rates: figures.rates.map((one) => [rateInWords(one), othersInWords(one)]) }
  }
  const first = { who: [['North', 'v1.1'], ['South', 'v1.0']], before: '65.0%', since: undefined,
    rates: [['2 of 2', ''], ['0 of 1', '1 not met, 1 not assessed'], ['assessed by none', '1 not assessed, 1 not in their version']] }
  expect(await seen()).toEqual(first)
  try {
    await standAt(sql, `${year + 2}-01-10T14:00:00Z`)
    valueOf(await recordReview(db, own.advisor, { ...given, outcome: 'confirm', reason: 'It works.', nextReviewDate: `${year + 3}-01-10`, major: false, hidesText: false }))
    await standAt(sql, `${year + 2}-03-01T09:00:00Z`)
    await measureAs(db, north, moved, { completed: '100', completedOnline: '90', periodFrom: `${year}-09-01`, periodTo: `${year + 1}-08-31` })
    valueOf(await assessAs(db, north, moved))
    expect(await seen()).toEqual(first)
    valueOf(await openReview(db, own.advisor, given))
    expect(await seen()).toMatchObject({ before: '65.0%', since: '90.0%', rates: [['2 of 2', ''], ['1 of 2', '1 not met'], ['1 of 1', '1 not in their version']] })
    expect(await seen('v1.1-1')).toEqual(first)
    expect(codeOf(await reviewOfAdopters(db, own.advisor, at, 'v1.1-3'))).toBe('not-found')
  } finally { await standAt(sql) }
})
