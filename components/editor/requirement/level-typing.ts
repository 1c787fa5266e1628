import { type Level, levelsInWords } from '@/lib/document/levels'

const last = /(?:^|\s)((?:(?:MUST|SHALL|SHOULD)(?:\s+NOT)?)|MAY)$/

/**
 * The level that follows when a space is typed after `before` (the statement's words up to the caret), or null when none does. Words in
 * capitals at the start always count; further on they only fill in a level that nobody has chosen yet, or turn it into its NOT.
 * The words stay in the statement as they were typed.
 */
export function levelTyped(before: string, current: Level): Level | null {
  const words = before.match(last)?.[1]
  if (!words) return null
  const level = levelsInWords(words).at(-1)
  if (!level || level === 'not specified' || level === current) return null
  const opens = before.trim() === words
  const forbids = level.endsWith('NOT') && current === level.replace(' NOT', '')
  return opens || forbids || current === 'not specified' ? level : null
}
