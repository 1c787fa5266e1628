import { expect, test } from 'vitest'
import { londonDate, londonMoment } from './clock'

test('a date and a time of a London clock are one moment, in winter and in summer', () => {
  expect(londonMoment('2027-01-07', '17:00')?.toISOString()).toBe('2027-01-07T17:00:00.000Z')
  expect(londonMoment('2026-10-16', '17:00')?.toISOString()).toBe('2026-10-16T16:00:00.000Z')
})

test('across the clock change: the skipped hour is no moment, the doubled one is its first', () => {
  expect(londonMoment('2027-03-28', '01:30')).toBeNull()
  expect(londonMoment('2027-03-28', '02:00')?.toISOString()).toBe('2027-03-28T01:00:00.000Z')
  expect(londonMoment('2026-10-25', '01:30')?.toISOString()).toBe('2026-10-25T00:30:00.000Z')
  expect(londonMoment('2026-10-25', '02:00')?.toISOString()).toBe('2026-10-25T02:00:00.000Z')
})

test('what is no date or no time is no moment', () => {
  for (const [date, time] of [['2027-02-30', '10:00'], ['2027-13-01', '10:00'], ['7 January', '10:00'], ['2027-01-07', '24:00'], ['2027-01-07', '5pm'], ['', '']]) {
    expect(londonMoment(date!, time!)).toBeNull()
  }
})

test('the day in London begins an hour before that of UTC in summer', () => {
  expect(londonDate(new Date('2026-07-01T23:30:00Z'))).toBe('2026-07-02')
  expect(londonDate(new Date('2027-01-10T23:59:59Z'))).toBe('2027-01-10')
})
