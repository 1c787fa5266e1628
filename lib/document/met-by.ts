/** Who meets a requirement. Stored as a comma list in this order, '' while nobody is named. */
export const meeters = ['council service', 'council digital', 'supplier'] as const

export type Meeter = (typeof meeters)[number]

/** Unknown names are left out; order and repetition do not matter. */
export function parseMetBy(value: unknown): Meeter[] {
  if (typeof value !== 'string') return []
  const named = value.split(',').map((name) => name.trim())
  return meeters.filter((meeter) => named.includes(meeter))
}

export const formatMetBy = (named: readonly string[]): string => meeters.filter((meeter) => named.includes(meeter)).join(',')

/** `Council digital and supplier` */
export function metByInWords(value: unknown): string {
  const named = parseMetBy(value)
  const list = named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : named[0] ?? 'nobody named yet'
  return list[0]!.toUpperCase() + list.slice(1)
}
