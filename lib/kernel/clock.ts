/** Every time that decides something is shown in this zone (product.md, rule 8). */
export const zone = 'Europe/London'

const parts = (at: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(at)

/** `4 December 2026` */
export const dateInWords = (at: Date): string => parts(at, { day: 'numeric', month: 'long', year: 'numeric' })

/** `5pm`, `4:40pm`, `midday`, `midnight` as GOV.UK style writes times. */
export function timeInWords(at: Date): string {
  const [hour = 0, minute = 0] = parts(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).split(':').map(Number)
  if (minute === 0 && hour === 0) return 'midnight'
  if (minute === 0 && hour === 12) return 'midday'
  const half = hour < 12 ? 'am' : 'pm'
  return `${hour % 12 || 12}${minute === 0 ? '' : ':' + String(minute).padStart(2, '0')}${half}`
}

/** `GMT` or `BST`, as it holds on that day. */
export const zoneInWords = (at: Date): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' }).formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value ?? zone

/** `4 December 2026, 5pm GMT` */
export const momentInWords = (at: Date): string => `${dateInWords(at)}, ${timeInWords(at)} ${zoneInWords(at)}`

/** `2027-01-11`: the day that it is in London at that moment. */
export const londonDate = (at: Date): string => parts(at, { year: 'numeric', month: '2-digit', day: '2-digit' }).split('/').reverse().join('-')

/** `17:00`: what a clock in London shows at that moment, as a time field takes it. */
export const londonTime = (at: Date): string => parts(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/**
 * The moment that a clock in London shows as this date (`2027-01-07`) and time (`17:00`). Null for what is no such moment: 30 February, or an
 * hour that the clocks skip in March. Of an hour that comes twice in October it is the first.
 */
export function londonMoment(date: string, time: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}$/.test(time)) return null
  const shown = (at: Date) => `${londonDate(at)} ${londonTime(at)}`
  for (const offset of ['+01:00', '+00:00']) {
    const at = new Date(`${date}T${time}:00${offset}`)
    if (!Number.isNaN(at.getTime()) && shown(at) === `${date} ${time}`) return at
  }
  return null
}
