import type { Node } from '@tiptap/pm/model'

/**
 * A document's letters in a row, without white space, so that breaking or joining blocks changes nothing in it; each with the position
 * in the document that it stands at. A line is one block of text.
 */
export interface Stream {
  readonly letters: string
  readonly at: readonly number[]
  readonly lines: readonly { readonly from: number; readonly to: number }[]
}

export function streamOf(doc: Node): Stream {
  const letters: string[] = []
  const at: number[] = []
  const lines: { from: number; to: number }[] = []
  doc.descendants((block, pos) => {
    if (!block.isTextblock) return true
    const from = at.length
    block.forEach((child, offset) => {
      const text = child.text ?? ''
      for (let i = 0; i < text.length; i++) {
        if (isSpace(text[i]!)) continue
        letters.push(text[i]!)
        at.push(pos + 1 + offset + i)
      }
    })
    lines.push({ from, to: at.length })
    return false
  })
  return { letters: letters.join(''), at, lines }
}

export const isSpace = (character: string): boolean => /\s/.test(character)

export const squash = (text: string): string => text.replace(/\s+/g, '')

/** The index of the first letter that stands at or after a position of the document. */
export function indexAt(stream: Stream, position: number): number {
  let [low, high] = [0, stream.at.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (stream.at[middle]! < position) low = middle + 1
    else high = middle
  }
  return low
}

/** The line that a letter stands in. */
export const lineAt = (stream: Stream, index: number) => stream.lines.find((line) => line.from <= index && index < line.to)

export function* occurrences(letters: string, wanted: string, from: number, to: number): Generator<number> {
  for (let at = letters.indexOf(wanted, from); at >= 0 && at + wanted.length <= to; at = letters.indexOf(wanted, at + 1)) yield at
}

/** How many letters right before `index` are the last letters of `before`. */
export function agreeBefore(letters: string, index: number, before: string): number {
  let count = 0
  while (count < before.length && count < index && letters[index - 1 - count] === before[before.length - 1 - count]) count++
  return count
}

/** How many letters from `index` on are the first letters of `after`. */
export function agreeAfter(letters: string, index: number, after: string): number {
  let count = 0
  while (count < after.length && letters[index + count] === after[count]) count++
  return count
}

/**
 * How much two texts share, 0 to 1: Dice's coefficient of their runs of three letters, words parted by one space. Runs of two would find
 * any two long English texts alike.
 */
export function share(a: string, b: string): number {
  const [left, right] = [runsOf(a), runsOf(b)]
  let common = 0
  for (const [run, count] of left) common += Math.min(count, right.get(run) ?? 0)
  const all = sum(left) + sum(right)
  return all === 0 ? 0 : (2 * common) / all
}

const sum = (runs: Map<string, number>) => [...runs.values()].reduce((total, count) => total + count, 0)

function runsOf(text: string): Map<string, number> {
  const plain = ` ${text.replace(/\s+/g, ' ').trim().toLowerCase()} `
  const runs = new Map<string, number>()
  for (let i = 0; i + 3 <= plain.length; i++) {
    const run = plain.slice(i, i + 3)
    runs.set(run, (runs.get(run) ?? 0) + 1)
  }
  return runs
}
