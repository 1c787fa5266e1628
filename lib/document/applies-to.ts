/** Whom a requirement applies to: '' is everyone, else conditions that must all hold: `nation=Wales,council type=county`. */
export const conditions = ['nation', 'council type'] as const

export type Condition = (typeof conditions)[number]

export interface AppliesTo { condition: Condition; value: string }

export const nations = ['England', 'Scotland', 'Wales', 'Northern Ireland'] as const

export const councilTypes = [
  'county', 'unitary authority', 'non-metropolitan district', 'metropolitan district', 'london borough', 'city corporation',
  'welsh unitary authority', 'scottish unitary authority', 'ni district', 'combined authority', 'strategic regional authority',
] as const

/** Null when it cannot be read as conditions. */
export function readAppliesTo(value: unknown): AppliesTo[] | null {
  if (value === '' || value === null || value === undefined) return []
  if (typeof value !== 'string') return null
  const read = value.split(',').map((part) => part.match(/^(nation|council type)=([^=,|\p{Cc}]{1,80})$/u))
  return read.every((found) => found !== null)
    ? read.map((found) => ({ condition: found[1] as Condition, value: found[2]!.trim() }))
    : null
}

export const parseAppliesTo = (value: unknown): AppliesTo[] => readAppliesTo(value) ?? []

/** In one order, so that the same conditions are always the same text. */
export const formatAppliesTo = (list: readonly AppliesTo[]): string =>
  conditions.flatMap((condition) => list.filter((one) => one.condition === condition))
    .map(({ condition, value }) => `${condition}=${value}`).join(',')

/** `Everyone`, `Councils in Wales`, `Councils in Wales of type county` */
export function appliesToInWords(value: unknown): string {
  const list = parseAppliesTo(value)
  if (list.length === 0) return 'Everyone'
  return 'Councils ' + list.map(({ condition, value }) => condition === 'nation' ? `in ${value}` : `of type ${value}`).join(' ')
}
