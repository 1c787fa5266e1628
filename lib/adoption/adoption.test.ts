import { expect, test } from 'vitest'
import { exemptionHolds, shareInWords } from './adoption'
import { appliesToCouncil } from './applicability'
import { adoptedOn, exemption, isNoMeasures, measures, pence, tenths, wholeNumber } from './policy'

const welsh = { nation: 'Wales', councilType: 'Welsh unitary authority' }
const english = { nation: 'England', councilType: 'County' }

test('AD-4 the share is computed, to a tenth of a per cent', () => {
  expect([shareInWords(0, 7), shareInWords(7, 7), shareInWords(1, 3), shareInWords(2, 3), shareInWords(1, 2000)]).toEqual(['0.0%', '100.0%', '33.3%', '66.7%', '0.1%'])
})

test('AD-6 a requirement for Wales applies to a Welsh council and not to an English one; everyone’s applies to both', () => {
  expect(appliesToCouncil('nation=Wales', welsh)).toBe('applies')
  expect(appliesToCouncil('nation=Wales', english)).toBe('does not apply')
  for (const council of [welsh, english]) expect(appliesToCouncil('', council)).toBe('applies')
  expect(appliesToCouncil('nation=England,council type=county', english)).toBe('applies')
  expect(appliesToCouncil('nation=Wales,council type=county', welsh)).toBe('does not apply')
})

test('AD-6 what is not known of a council decides nothing, unless another condition already does', () => {
  expect(appliesToCouncil('nation=Wales', { nation: null, councilType: 'County' })).toBe('not known')
  expect(appliesToCouncil('council type=county', { nation: 'England', councilType: 'shire' })).toBe('not known')
  expect(appliesToCouncil('nation=Wales,council type=county', { nation: 'England', councilType: null })).toBe('does not apply')
  expect(appliesToCouncil('population=large', english)).toBe('not known')
})

const given = { completed: '11,840', completedOnline: '6 867', startedOnline: '9672', cost: '£72,224', satisfaction: '78%', periodFrom: '2025-09-01', periodTo: '2026-08-31', note: '' }
const nothing = { completed: '', completedOnline: '', startedOnline: '', cost: '', satisfaction: '', periodFrom: '', periodTo: '', note: '' }

test('AD-4 figures name the field that is wrong; each may be left out, not all', () => {
  expect(measures(given, '2027-01-18')).toBeNull()
  const wrong = (more: Partial<typeof given>) => measures({ ...given, ...more }, '2027-01-18')?.field
  expect([{ completed: '12.5' }, { completed: '0' }, { completedOnline: '11841', startedOnline: '' }, { startedOnline: '6866' }, { cost: 'much' }, { cost: '-1' }, { satisfaction: '101' },
    { periodFrom: '2025-02-30' }, { periodTo: '2025-08-31' }, { periodTo: '2027-01-19' }].map(wrong))
    .toEqual(['completed', 'completed', 'completedOnline', 'startedOnline', 'cost', 'cost', 'satisfaction', 'periodFrom', 'periodTo', 'periodTo'])
  expect(wrong({ ...nothing, satisfaction: '88' })).toBe('periodFrom')
  expect(measures({ ...nothing, satisfaction: '88', periodFrom: '2025-09-01', periodTo: '2026-08-31' }, '2027-01-18')).toBeNull()
  expect(wrong({ ...nothing, periodFrom: '2025-09-01', periodTo: '2026-08-31' })).toBe('completed')
  expect(isNoMeasures({ ...nothing, note: ' ' })).toBe(true)
  expect(isNoMeasures({ ...nothing, cost: '1' })).toBe(false)
  expect([wholeNumber('11,840'), wholeNumber('-1'), wholeNumber('1e3'), wholeNumber('')]).toEqual([11840, null, null, null])
  expect([pence('£40,824.05'), pence('40824'), pence('1.005'), pence('')]).toEqual([4082405, 4082400, null, null])
  expect([tenths('87.5'), tenths('88 %'), tenths('88.25'), tenths('100.1')]).toEqual([875, 880, null, null])
})

test('AD-1, AD-5 days: an adoption from publication to today, an exemption after both', () => {
  expect(['2027-01-11', '2027-01-18', '2027-01-10', '2027-01-19', ''].map((day) => adoptedOn(day, '2027-01-11', '2027-01-18') === null)).toEqual([true, true, false, false, false])
  const until = (expiresOn: string) => exemption({ reason: 'Not procured', ownerPost: 'Head', expiresOn }, '2027-01-18', '2027-01-25')
  expect(['2027-09-30', '2027-01-25', '2027-01-18', ''].map((day) => until(day)?.field ?? null)).toEqual([null, 'expiresOn', 'expiresOn', 'expiresOn'])
})

test('AD-5 an exemption holds through its last day', () => {
  expect(exemptionHolds({ expiresOn: '2027-09-30' }, '2027-09-30')).toBe(true)
  expect(exemptionHolds({ expiresOn: '2027-09-30' }, '2027-10-01')).toBe(false)
})
