import { londonDate, londonMoment } from '../kernel/clock'

const day = 24 * 3600 * 1000

/** A digest's period, and the moment at which it is due: what came before that moment is in it. */
export interface Period { readonly name: string; readonly due: Date }

const sevenOn = (date: string): Date => londonMoment(date, '07:00')!

/** Noon of a date, which is that date in London whatever the clocks do. */
const noon = (date: string): Date => new Date(`${date}T12:00:00Z`)

const dayBefore = (date: string): string => londonDate(new Date(noon(date).getTime() - day))

/** The newest 7am in London that has come: today's, or yesterday's before it. */
export function dailyPeriod(now: Date): Period {
  const today = londonDate(now)
  const name = now < sevenOn(today) ? dayBefore(today) : today
  return { name, due: sevenOn(name) }
}

/** The newest Monday, 7am in London, that has come. */
export function weeklyPeriod(now: Date): Period {
  let monday = dailyPeriod(now).name
  while (noon(monday).getUTCDay() !== 1) monday = dayBefore(monday)
  return { name: weekOf(monday), due: sevenOn(monday) }
}

/** `2026-W48`: the week of ISO 8601 that begins on this Monday. It belongs to the year of its Thursday. */
function weekOf(monday: string): string {
  const thursday = new Date(noon(monday).getTime() + 3 * day)
  const year = thursday.getUTCFullYear()
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * day)) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}
