import type { Node } from '@tiptap/pm/model'
import type * as Y from 'yjs'
import type { Anchor } from './comment'
import { limits } from './limits'
import { type Blocks, blocksOf, decodePosition, depthOfBlock, encodePosition } from './positions'
import { agreeAfter, agreeBefore, indexAt, lineAt, occurrences, share, squash, type Stream, streamOf } from './words'

/** Where a thread stands in the text as it is now. `changed`: the words there are no longer exactly the quotation. */
export type Place =
  | { readonly on: 'whole' }
  | { readonly on: 'block'; readonly from: number; readonly to: number }
  | { readonly on: 'words'; readonly from: number; readonly to: number; readonly changed: boolean }
  | { readonly on: 'nothing' }

/** What a place is found by. */
export interface Pointer {
  readonly blockId: string | null
  readonly start: Uint8Array | null
  readonly end: Uint8Array | null
  readonly quotation: string
  readonly before: string
  readonly after: string
}

/** A draft as it stands: the ProseMirror document and the Yjs fragment that it shows. The two must be in step. */
export interface LiveText {
  readonly doc: Node
  readonly fragment: Y.XmlFragment
}

interface Indexed extends LiveText { readonly blocks: Blocks; readonly stream: () => Stream }

interface Range { readonly from: number; readonly to: number }

const nothing: Place = { on: 'nothing' }

/** The places of threads, in their order. Reads the document once for all of them. */
export function placesOf(live: LiveText, pointers: readonly Pointer[]): Place[] {
  let stream: Stream | undefined
  const text: Indexed = { ...live, blocks: blocksOf(live.doc), stream: () => (stream ??= streamOf(live.doc)) }
  return pointers.map((pointer) => placeOf(text, pointer))
}

/** RULES.md, CO-20 to CO-25. */
function placeOf(text: Indexed, pointer: Pointer): Place {
  if (pointer.blockId === null) return { on: 'whole' }
  const block = text.blocks.get(pointer.blockId)
  if (!pointer.start || !pointer.end) return block ? { on: 'block', from: block.pos, to: block.pos + block.node.nodeSize } : nothing
  const range = rangeByPositions(text, pointer)
  const words = range ? text.doc.textBetween(range.from, range.to, '\n', '\n') : ''
  if (range && squash(words) === squash(pointer.quotation)) return { on: 'words', ...range, changed: false }
  const again = block ? inBlock(text, pointer, block) ?? acrossSplit(text, pointer, block) : afterMerge(text, pointer)
  const alike = range !== null && share(words, pointer.quotation) >= 0.5
  // Words that changed in place are still theirs; the same words elsewhere, unchanged, are a copy of them.
  if (again && !(alike && (again.to <= range.from || again.from >= range.to))) return { on: 'words', ...again, changed: false }
  return alike ? { on: 'words', ...range, changed: true } : nothing
}

function rangeByPositions({ fragment, blocks }: Indexed, { blockId, start, end }: Pointer): Range | null {
  const from = decodePosition(fragment, blocks, start!)
  // A Yjs element can be given to another block by the binding: then its id is another.
  if (!from || from.blockId !== blockId) return null
  const to = decodePosition(fragment, blocks, end!)
  return to && to.pos > from.pos ? { from: from.pos, to: to.pos } : null
}

const rangeOf = ({ at }: Stream, from: number, length: number): Range => ({ from: at[from]!, to: at[from + length - 1]! + 1 })

/** How far the surroundings must agree, in letters: both sides this far; or one side twice as far, or to the edge of the block. */
const enough = 12

/** The quotation in its block: cut and pasted, moved, or brought back by an undo elsewhere. */
function inBlock(text: Indexed, pointer: Pointer, block: { pos: number; node: Node }): Range | null {
  const stream = text.stream()
  const [from, to] = [indexAt(stream, block.pos), indexAt(stream, block.pos + block.node.nodeSize)]
  const quotation = squash(pointer.quotation)
  // A line feed marks the block's edge on both sides of the comparison.
  const own = `\n${stream.letters.slice(from, to)}\n`
  const before = `${pointer.before.includes('\n') ? '\n' : ''}${squash(ownPart(pointer.before))}`
  const after = `${squash(pointer.after)}${pointer.after.endsWith('\n') ? '\n' : ''}`
  const found = [...occurrences(own, quotation, 1, own.length - 1)].flatMap((at) => {
    const [left, right] = [agreeBefore(own, at, before), agreeAfter(own, at + quotation.length, after)]
    const agrees = left >= Math.min(enough, before.length) && right >= Math.min(enough, after.length)
    const whole = (left === before.length && left >= enough && before.startsWith('\n')) || (right === after.length && right >= enough && after.endsWith('\n'))
    return agrees || whole || left >= 2 * enough || right >= 2 * enough ? [{ at, score: left + right }] : []
  }).sort((a, b) => b.score - a.score)
  if (found.length === 0 || found[0]!.score === found[1]?.score) return null
  return rangeOf(stream, from + found[0]!.at - 1, quotation.length)
}

/** Where the quotation stands, if it is long enough to tell and stands once: a copy must not be taken for what is sought outside its own block. */
function onlyPlace(stream: Stream, quotation: string): number | null {
  if (quotation.length < enough) return null
  const [first, second] = occurrences(stream.letters, quotation, 0, stream.letters.length)
  return second === undefined ? first ?? null : null
}

/** The block was split before or in the quotation: it still ends with words that stood before, and the others go on right after it. */
function acrossSplit(text: Indexed, pointer: Pointer, block: { pos: number; node: Node }): Range | null {
  const stream = text.stream()
  const [from, to] = [indexAt(stream, block.pos), indexAt(stream, block.pos + block.node.nodeSize)]
  const [quotation, before, after] = [squash(pointer.quotation), squash(ownPart(pointer.before)), squash(pointer.after)]
  const at = onlyPlace(stream, quotation)
  if (at === null || at + quotation.length <= to || [...occurrences(stream.letters, quotation.slice(Math.max(0, to - at)), 0, stream.letters.length)].length > 1) return null
  const left = agreeBefore(stream.letters, at, before)
  const begins = at - left
  // An emptied block may have been split at its very beginning; any other must still hold some of what stood before.
  const reachesBlock = begins >= from && (begins < to || (begins === to && from === to))
  const agrees = left === before.length || left >= 2 * enough
  return reachesBlock && agrees && agreesAfter(stream, at, quotation, after) ? rangeOf(stream, at, quotation.length) : null
}

/** The block is gone. It was merged into the one before it if, in one line, the words still follow what stood before them, there and here. */
function afterMerge(text: Indexed, pointer: Pointer): Range | null {
  const edge = pointer.before.lastIndexOf('\n')
  const [previous, before] = [squash(pointer.before.slice(0, Math.max(edge, 0))), squash(ownPart(pointer.before))]
  if (edge < 0 || previous === '') return null
  const stream = text.stream()
  const [quotation, after] = [squash(pointer.quotation), squash(pointer.after)]
  const at = onlyPlace(stream, quotation)
  if (at === null || agreeBefore(stream.letters, at, previous + before) < before.length + Math.min(enough, previous.length)) return null
  // A copy stands in a line of its own.
  const merged = lineAt(stream, at - before.length - 1) === lineAt(stream, at)
  return merged && agreesAfter(stream, at, quotation, after) ? rangeOf(stream, at, quotation.length) : null
}

const agreesAfter = (stream: Stream, at: number, quotation: string, after: string): boolean =>
  agreeAfter(stream.letters, at + quotation.length, after) >= Math.min(enough, after.length)

const ownPart = (before: string): string => before.slice(before.lastIndexOf('\n') + 1)

/** The anchor of a selection, drawn in to its first and last letter and cut to the length that a quotation may have; null when it holds none. */
export function anchorOfSelection({ doc, fragment }: LiveText, selection: Range): Extract<Anchor, { on: 'words' }> | null {
  const stream = streamOf(doc)
  const [first, last] = [indexAt(stream, selection.from), indexAt(stream, selection.to) - 1]
  if (last < first) return null
  const from = stream.at[first]!
  const to = withinLimit(doc, stream, first, last)
  const [start, end] = [doc.resolve(from), doc.resolve(to)]
  const depth = depthOfBlock(start)
  const [encodedStart, encodedEnd] = [encodePosition(fragment, start, 'start'), encodePosition(fragment, end, 'end')]
  if (depth === null || !encodedStart || !encodedEnd) return null
  const [opens, closes] = [start.start(depth), Math.max(start.end(depth), end.end())]
  const own = doc.textBetween(opens, from, ' ', ' ')
  const previous = doc.textBetween(0, Math.max(0, opens - 1), ' ', ' ').slice(-64)
  const rest = doc.textBetween(to, closes, ' ', ' ')
  return {
    on: 'words', blockId: start.node(depth).attrs.id as string, start: encodedStart, end: encodedEnd,
    quotation: doc.textBetween(from, to, '\n', '\n'),
    before: own.length > limits.before - 65 ? flat(own).slice(65 - limits.before) : `${flat(previous)}\n${flat(own)}`,
    after: rest.length < limits.after ? `${flat(rest)}\n` : flat(rest.slice(0, limits.after)),
  }
}

/** One line: the only line feed of a context is the one that marks the block's edge. */
const flat = (text: string): string => text.replaceAll('\n', ' ')

function withinLimit(doc: Node, stream: Stream, first: number, last: number): number {
  let end = last
  while (end > first && doc.textBetween(stream.at[first]!, stream.at[end]! + 1, '\n', '\n').length > limits.quotation)
    end -= Math.max(1, Math.ceil((stream.at[end]! + 1 - stream.at[first]! - limits.quotation) / 2))
  return stream.at[end]! + 1
}

/** The anchor of a block with an id: a requirement, a heading, a note. */
export function anchorOfBlock(doc: Node, blockId: string): Extract<Anchor, { on: 'block' }> | null {
  const block = blocksOf(doc).get(blockId)
  if (!block) return null
  // Of a requirement its statement: the first of its parts.
  const words = block.node.type.name === 'requirement' ? block.node.firstChild ?? block.node : block.node
  const text = words.textBetween(0, words.content.size, ' ', ' ').trim()
  return { on: 'block', blockId, quotation: text.length > 300 ? `${text.slice(0, 299).trimEnd()}…` : text }
}
