import { londonDate, londonMoment } from '../kernel/clock'

/*
 * Working days in England: weekdays that are no bank holiday. Source: www.gov.uk/bank-holidays (England and Wales). Days are reckoned by the
 * calendar, as `2027-01-07`. `is_working_day` and `written_window_ends` in PostgreSQL reckon the same, and decide.
 */

const day = (year: number, month: number, date: number): Date => new Date(Date.UTC(year, month - 1, date, 12))
const plus = (at: Date, days: number): Date => new Date(at.getTime() + days * 86_400_000)
const iso = (at: Date): string => at.toISOString().slice(0, 10)

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
function easterSunday(year: number): Date {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const at = h + l - 7 * m + 114
  return day(year, Math.floor(at / 31), (at % 31) + 1)
}

const firstMonday = (year: number, month: number): Date => plus(day(year, month, 1), (8 - day(year, month, 1).getUTCDay()) % 7)
const lastMonday = (year: number, month: number): Date => plus(day(year, month, 31), -((day(year, month, 31).getUTCDay() + 6) % 7))

/** A holiday on a weekend is taken on the next weekday that is none already. */
function taken(fixed: readonly Date[]): Date[] {
  const free = (at: Date) => at.getUTCDay() !== 0 && at.getUTCDay() !== 6
  const own = fixed.filter(free)
  for (const on of fixed.filter((at) => !free(at))) {
    let at = on
    while (!free(at) || own.some((one) => iso(one) === iso(at))) at = plus(at, 1)
    own.push(at)
  }
  return own
}

/** The days off of one year, in their order. */
export function bankHolidays(year: number): string[] {
  const easter = easterSunday(year)
  return [
    ...taken([day(year, 1, 1)]), plus(easter, -2), plus(easter, 1), firstMonday(year, 5), lastMonday(year, 5), lastMonday(year, 8),
    ...taken([day(year, 12, 25), day(year, 12, 26)]),
  ].map(iso).sort()
}

export function isWorkingDay(date: string): boolean {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !bankHolidays(Number(date.slice(0, 4))).includes(date)
}

/** The last of so many working days after this day, which itself is not counted. */
export function workingDaysAfter(date: string, days: number): string {
  let [at, left] = [date, days]
  while (left > 0) {
    at = iso(plus(new Date(`${at}T12:00:00Z`), 1))
    if (isWorkingDay(at)) left -= 1
  }
  return at
}

/** Until when seats may sign in writing after a meeting: 5pm in London on the last working day of the charter's window. */
export const writtenUntil = (meeting: Date, days: number): Date =>
  days <= 0 ? meeting : londonMoment(workingDaysAfter(londonDate(meeting), days), '17:00')!
