/**
 * Attributes are what someone's client wrote into a shared document: each is looked at again here, at the last door before the page
 * (trials.md, 23). Addresses of links and images have their own checks in lib/document/links.
 */

/** A block's id or a ref, as it may stand in `id` and after `#`; undefined when it is anything else. */
export const safeId = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : undefined

/** A whole number within bounds, else undefined. */
export function wholeNumber(value: unknown, least: number, most: number): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : NaN
  return Number.isInteger(number) && number >= least && number <= most ? number : undefined
}
