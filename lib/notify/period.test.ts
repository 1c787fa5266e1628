import { expect, test } from 'vitest'
import { dailyPeriod, weeklyPeriod } from './period'

const at = (moment: string) => new Date(moment)

test('NO-8 a day begins at 7am in London, in winter, in summer and on the days between', () => {
  expect(dailyPeriod(at('2026-11-23T06:59:59Z'))).toEqual({ name: '2026-11-22', due: at('2026-11-22T07:00:00Z') })
  expect(dailyPeriod(at('2026-11-23T07:00:00Z'))).toEqual({ name: '2026-11-23', due: at('2026-11-23T07:00:00Z') })
  expect(dailyPeriod(at('2027-03-28T06:00:00Z'))).toEqual({ name: '2027-03-28', due: at('2027-03-28T06:00:00Z') })
  expect(dailyPeriod(at('2027-03-28T05:00:00Z'))).toEqual({ name: '2027-03-27', due: at('2027-03-27T07:00:00Z') })
  expect(dailyPeriod(at('2026-10-25T06:30:00Z'))).toEqual({ name: '2026-10-24', due: at('2026-10-24T06:00:00Z') })
  expect(dailyPeriod(at('2026-07-01T23:30:00Z'))).toEqual({ name: '2026-07-01', due: at('2026-07-01T06:00:00Z') })
})

test('NO-8 a week begins on Monday and is named as ISO 8601 does, over the end of a year too', () => {
  expect(weeklyPeriod(at('2026-11-23T06:59:00Z'))).toEqual({ name: '2026-W47', due: at('2026-11-16T07:00:00Z') })
  expect(weeklyPeriod(at('2026-11-29T23:00:00Z'))).toEqual({ name: '2026-W48', due: at('2026-11-23T07:00:00Z') })
  expect(weeklyPeriod(at('2027-01-02T12:00:00Z')).name).toBe('2026-W53')
  expect(weeklyPeriod(at('2027-01-04T12:00:00Z')).name).toBe('2027-W01')
})
