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
