export const levels = ['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT', 'MAY', 'not specified'] as const

export type Level = (typeof levels)[number]

export const isLevel = (value: unknown): value is Level => levels.includes(value as Level)

/** How strongly a level binds: MAY < SHOULD < MUST; the sign tells whether it asks for something or forbids it. */
export const strength: Record<Level, number> = {
  'MUST': 3, 'SHOULD': 2, 'MAY': 1, 'not specified': 0, 'SHOULD NOT': -2, 'MUST NOT': -3,
}

const words: Record<string, Level> = {
  'MUST': 'MUST', 'SHALL': 'MUST', 'REQUIRED': 'MUST',
  'MUST NOT': 'MUST NOT', 'SHALL NOT': 'MUST NOT',
  'SHOULD': 'SHOULD', 'RECOMMENDED': 'SHOULD',
  'SHOULD NOT': 'SHOULD NOT', 'NOT RECOMMENDED': 'SHOULD NOT',
  'MAY': 'MAY', 'OPTIONAL': 'MAY', 'NOT REQUIRED': 'MAY',
}

/**
 * Words in capitals only (RFC 8174). Two traps: "MUST not" forbids, though half of it is small, unless it goes on "only"; and MAY in a date
 * is a month. "MAY NOT" reads as either, so it counts as no level at all.
 */
const keyword = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}_])(?:`,
    String.raw`(?<may_not>MAY\s+NOT)|`,
    String.raw`(?<forbids>(?:MUST|SHALL|SHOULD)\s+(?:NOT|not(?!\s+only(?![\p{L}]))))|`,
    String.raw`(?<not_asked>NOT\s+(?:RECOMMENDED|REQUIRED))|`,
    String.raw`(?<word>MUST|SHALL|REQUIRED|SHOULD|RECOMMENDED|MAY(?!\s+\d{4})|OPTIONAL)`,
    String.raw`)(?![\p{L}\p{N}_])`,
  ].join(''),
  'gu',
)

/** Every level that the words of a text state, in their order. */
export function levelsInWords(text: string): Level[] {
  return [...text.matchAll(keyword)].map((found) =>
    found.groups?.may_not ? 'not specified' : words[found[0].toUpperCase().replace(/\s+/g, ' ')] ?? 'not specified')
}

/** The level that a text states first; *not specified* when it states none. Lower-case "must" is prose, never a level. */
export const levelFromWords = (text: string): Level => levelsInWords(text)[0] ?? 'not specified'

/** `Must`, ` should not `, `M`, `Mandatory`: what a cell headed "Level" may hold. Null when it is no level (`1`, `2`, `High`). */
export function levelFromCell(text: string): Level | null {
  const plain = text.trim().replace(/\s+/g, ' ').replace(/^\(|\)$/g, '').toUpperCase()
  if (/^(NOT SPECIFIED|NONE|-|–|—|)$/.test(plain)) return 'not specified'
  return words[plain] ?? ({ MANDATORY: 'MUST', ADVISORY: 'SHOULD' } as Record<string, Level>)[plain] ?? null
}

/** The text with the first words that state this level left open, so that two texts differing by them alone read the same. */
export function withoutLevelWords(text: string, level: Level): string {
  const first = [...text.matchAll(keyword)][0]
  if (!first || levelFromWords(text) !== level) return text
  return `${text.slice(0, first.index)}…${text.slice(first.index + first[0].length)}`
}
