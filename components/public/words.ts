import { dateInWords } from '@/lib/kernel/clock'
import { levels } from '@/lib/document/levels'
import type { LevelCounts } from '@/lib/publication/public-record'

/** `2028-01-11` → `11 January 2028` */
export const dayInWords = (day: string): string => dateInWords(new Date(`${day}T12:00:00Z`))

/** `1 requirement`, `24 requirements` */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

export const totalOf = (counts: LevelCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** `24 requirements: 16 MUST, 1 MUST NOT, 6 SHOULD, 1 MAY` */
export function levelsInWords(counts: LevelCounts): string {
  const parts = levels.filter((level) => counts[level]).map((level) => `${counts[level]} ${level}`)
  return `${counted(totalOf(counts), 'requirement')}${parts.length ? `: ${parts.join(', ')}` : ''}`
}
