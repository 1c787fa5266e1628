/** Why something was refused, as an administrator reads it; the server's own names where a newer one is not here yet. */
const reasons: Readonly<Record<string, string>> = {
  unreadable: 'A message that no client sends',
  lane: 'An edit by somebody who may not write',
  frozen: 'An edit of an archived standard',
  limits: 'An edit over the limits',
  full: 'An edit of a draft that is as large as it may be',
  missing: 'An edit that depends on something that is not there',
  astray: 'An edit of a copy that has gone another way',
  poisoned: 'An edit that could not be applied',
  'foreign-client': 'An edit in another person’s name',
  'foreign-presence': 'A presence in another person’s name',
  'large-presence': 'A presence over its limit',
  'too-fast': 'Faster than the limit',
  'too-slow': 'Cut off for reading too slowly',
  origin: 'A connection from another site',
  session: 'A connection without a good session',
  draft: 'A connection to a draft that is not there, or not theirs',
  schema: 'A page too old for the draft’s format',
}

export const reasonInWords = (reason: string): string => reasons[reason] ?? reason

export const laneInWords = { write: 'writing', comment: 'commenting', read: 'reading' } as const

/** Milliseconds as they are read: “0.4 ms”, “12 ms”, “2.5 s”; a dash where nothing was measured. */
export function milliseconds(value: number | null): string {
  if (value === null) return '–'
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ms`
}

export const bytes = (value: number): string =>
  (value < 1000 ? `${value} B` : value < 1e6 ? `${Math.round(value / 1000)} kB` : `${Math.round(value / 1e6)} MB`)

export const whole = (value: number): string => value.toLocaleString('en-GB')
