import { expect, test } from 'vitest'
import { bankHolidays, isWorkingDay, workingDaysAfter, writtenUntil } from './working-days'

/** As www.gov.uk/bank-holidays lists England and Wales for 2026 and 2027, and as the rule goes on. */
const listed: Record<number, string[]> = {
  2026: ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28'],
  2027: ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28'],
  2028: ['01-03', '04-14', '04-17', '05-01', '05-29', '08-28', '12-25', '12-26'],
  2029: ['01-01', '03-30', '04-02', '05-07', '05-28', '08-27', '12-25', '12-26'],
  2030: ['01-01', '04-19', '04-22', '05-06', '05-27', '08-26', '12-25', '12-26'],
}

test('SO-20 the bank holidays of England from 2026 to 2030, with the days on which those of a weekend are taken', () => {
  for (const [year, days] of Object.entries(listed)) expect(bankHolidays(Number(year))).toEqual(days.map((day) => `${year}-${day}`))
  expect(bankHolidays(2022)).toEqual(expect.arrayContaining(['2022-01-03', '2022-12-26', '2022-12-27']))
})

test('SO-20 five working days from 7 January 2027 are 14 January; weekends and holidays are passed over', () => {
  expect(workingDaysAfter('2027-01-07', 5)).toBe('2027-01-14')
  expect(workingDaysAfter('2026-12-23', 5)).toBe('2027-01-04')
  expect(workingDaysAfter('2027-03-25', 1)).toBe('2027-03-30')
  expect(workingDaysAfter('2027-01-09', 1)).toBe('2027-01-11')
  expect(workingDaysAfter('2027-01-07', 0)).toBe('2027-01-07')
  expect(['2026-12-25', '2026-12-26', '2026-12-28', '2026-12-29'].map(isWorkingDay)).toEqual([false, false, false, true])
})

test('SO-20 the window ends at 5pm in London, in winter and in summer, by the day that it was there', () => {
  expect(writtenUntil(new Date('2027-01-07T15:10:00Z'), 5).toISOString()).toBe('2027-01-14T17:00:00.000Z')
  expect(writtenUntil(new Date('2027-03-25T15:00:00Z'), 3).toISOString()).toBe('2027-04-01T16:00:00.000Z')
  expect(writtenUntil(new Date('2027-07-01T23:30:00Z'), 1).toISOString()).toBe('2027-07-05T16:00:00.000Z')
  const now = new Date('2027-01-07T15:10:00Z')
  expect(writtenUntil(now, 0)).toBe(now)
})
