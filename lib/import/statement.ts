import { levelFromWords, levelsInWords, type Level } from '../document/levels'
import { plainText, plainTextOf } from '../document/plain-text'
import type { Block, NodeJson } from '../document/types'

const suffix = /\s*[([](MUST NOT|SHALL NOT|SHOULD NOT|NOT RECOMMENDED|NOT REQUIRED|REQUIRED|RECOMMENDED|OPTIONAL|MUST|SHALL|SHOULD|MAY)[)\]]\s*\.?\s*$/

/** The level that stands in brackets at the end: `… (REQUIRED)`. */
export const suffixLevel = (text: string): Level | null => {
  const found = suffix.exec(text)
  return found ? levelFromWords(found[1]!) : null
}

/** Capitals mean something only where not everything is in capitals. */
const isAllCapitals = (text: string) => !/\p{Ll}/u.test(text)

/** The sentence that says how MUST and SHOULD are to be read states no duty. */
const isKeyToWords = (text: string) =>
  /\b(RFC ?2119|RFC ?8174|BCP ?14)\b/i.test(text) && levelsInWords(text).length >= 3
  || (/\bkey ?words?\b/i.test(text) && levelsInWords(text).length >= 3)

/** The level stated in capitals or as a suffix; null when none is stated. */
export function statedLevel(text: string): Level | null {
  if (isAllCapitals(text) || isKeyToWords(text)) return null
  const stated = suffixLevel(text)
  if (stated) return stated
  return levelsInWords(text).length > 0 ? levelFromWords(text) : null
}

/** Lower-case "shall", the way older standards bind; null when it does not stand there. */
export function shallLevel(text: string): Level | null {
  const found = /\bshall(\s+not\b)?/.exec(text)
  return found ? (found[1] ? 'MUST NOT' : 'MUST') : null
}

/** What makes two statements the same, however they are capitalised, pointed or suffixed. */
export const sameness = (text: string): string => text.replace(suffix, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

/** The words without the level in brackets: that is held beside them from now on. */
export function withoutSuffix(paragraph: NodeJson): NodeJson {
  if (!suffix.test(plainText(paragraph))) return paragraph
  const content = [...paragraph.content ?? []]
  let over = plainText(paragraph).length - plainText(paragraph).replace(suffix, '').length
  while (over > 0 && content.length > 0) {
    const last = content.pop()!
    const length = plainText(last).length
    if (length > over) content.push({ ...last, text: last.text!.slice(0, length - over) })
    over -= length
  }
  return { ...paragraph, content }
}

export const proseBlocks: ReadonlySet<string> = new Set(['paragraph', 'bulletList', 'orderedList'])

/** Whether blocks may stand in a part of a requirement: a paragraph first, then paragraphs and lists of nothing else. */
export function fitsPart(blocks: readonly Block[]): boolean {
  return blocks[0]?.type === 'paragraph' && blocks.every((block) => proseBlocks.has(block.type))
}

export const wordsOf = (blocks: readonly Block[]): string => plainTextOf(blocks).replace(/\s+/g, ' ').trim()
