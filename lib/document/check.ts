import { ok, refused, type Result } from '../kernel/result'
import { refuse } from '../kernel/refusal'
import { isBlockId } from './ids'
import { isLevel } from './levels'
import { isAllowedHref, isAllowedImage } from './links'
import { readAppliesTo } from './applies-to'
import { formatMetBy, parseMetBy } from './met-by'
import { markShapes, nodeShapes } from './shape'
import type { DocumentJson } from './types'

/** Limits of one text (trials.md). */
export const limits = { depth: 64, bytes: 10 * 1024 * 1024, nodes: 200_000 } as const

class Wrong extends Error {}

const wrong = (sentence: string): never => { throw new Wrong(sentence) }

const isWhole = (from: number, to: number) => (value: unknown) => Number.isInteger(value) && (value as number) >= from && (value as number) <= to
const isText = (longest: number) => (value: unknown) => typeof value === 'string' && value.length <= longest && !value.includes('\0')

const values: Record<string, (value: unknown) => boolean> = {
  id: (value) => value === null || isBlockId(value),
  ref: (value) => value === null || (typeof value === 'string' && /^[A-Z][A-Z0-9]{0,11}-\d{2,6}$/.test(value)),
  'heading.level': isWhole(1, 4),
  'requirement.level': isLevel,
  metBy: (value) => typeof value === 'string' && formatMetBy(parseMetBy(value)) === value,
  appliesTo: (value) => typeof value === 'string' && readAppliesTo(value) !== null,
  start: isWhole(0, 1_000_000),
  colspan: isWhole(1, 1000),
  rowspan: isWhole(1, 1000),
  language: (value) => value === null || (typeof value === 'string' && /^[\w+#.-]{0,40}$/.test(value)),
  src: (value) => value === '' || isAllowedImage(value),
  alt: isText(2000),
  href: isAllowedHref,
}

function checkAttributes(type: string, shape: Record<string, unknown>, attrs: unknown) {
  if (attrs === undefined) return
  if (typeof attrs !== 'object' || attrs === null) wrong(`A ${type} has attributes that cannot be read.`)
  for (const [name, value] of Object.entries(attrs as object)) {
    if (!Object.hasOwn(shape, name)) wrong(`A ${type} has an attribute that Accord does not know: ${name.slice(0, 40)}.`)
    const holds = values[`${type}.${name}`] ?? values[name]
    if (value !== undefined && !holds?.(value) && value !== shape[name]) wrong(`The ${name} of a ${type} is not one that Accord takes.`)
  }
}

const shapeOf = (shapes: Readonly<Record<string, Record<string, unknown>>>, type: unknown): Record<string, unknown> =>
  (typeof type === 'string' && Object.hasOwn(shapes, type) ? shapes[type] : undefined)
    ?? wrong(`There is something in the text that Accord does not know: ${String(type).slice(0, 40)}.`)

function checkMarks(marks: unknown) {
  if (marks === undefined) return
  if (!Array.isArray(marks) || marks.length > 8) wrong('A piece of text has marks that cannot be read.')
  for (const mark of marks as { type: string; attrs?: unknown }[]) checkAttributes(mark?.type, shapeOf(markShapes, mark?.type), mark.attrs)
}

const nodeKeys = new Set(['type', 'attrs', 'content', 'marks', 'text'])

/** Goes down by a stack of its own: a text nested ten thousand deep must be refused, not overflow ours. */
function walk(root: unknown) {
  const waiting: { node: unknown; depth: number }[] = [{ node: root, depth: 0 }]
  let [bytes, nodes] = [0, 0]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const node = next.node as Record<string, unknown>
    if (typeof node !== 'object' || node === null) wrong('The text holds something that is no node.')
    const type = node.type as string
    if (next.depth > limits.depth) wrong(`The text is nested deeper than ${limits.depth} levels.`)
    const stray = Object.keys(node).find((key) => !nodeKeys.has(key))
    if (stray !== undefined) wrong(`A ${String(type).slice(0, 40)} holds something that Accord does not know: ${stray.slice(0, 40)}.`)
    checkAttributes(type, shapeOf(nodeShapes, type), node.attrs)
    checkMarks(node.marks)
    if (type === 'text' ? typeof node.text !== 'string' || node.content !== undefined : node.text !== undefined) wrong('A piece of text cannot be read.')
    if (typeof node.text === 'string' && node.text.includes('\0')) wrong('A piece of text holds a character that cannot be stored.')
    nodes += 1
    bytes += sizeOf(node)
    if (nodes > limits.nodes || bytes > limits.bytes) throw new TooLarge()
    if (node.content === undefined) continue
    if (!Array.isArray(node.content)) wrong(`The content of a ${type} cannot be read.`)
    for (const child of node.content as unknown[]) waiting.push({ node: child, depth: next.depth + 1 })
  }
}

class TooLarge extends Error {}

const sizeOf = (node: Record<string, unknown>): number =>
  20 + (typeof node.text === 'string' ? byteLength(node.text) : 0)
  + (node.attrs ? Object.values(node.attrs).reduce((sum: number, value) => sum + (typeof value === 'string' ? byteLength(value) : 4), 0) : 0)

const encoder = new TextEncoder()
const byteLength = (text: string): number => (text.length < 32 ? text.length * 2 : encoder.encode(text).length)

/**
 * Whether a text is safe to hold, send and draw: known nodes, known attributes with allowed values, no deeper and no larger than the limits.
 * Takes anything at all. Says nothing about what may stand in what: for that see structure.ts.
 */
export function checkDocument(json: unknown): Result<DocumentJson> {
  try {
    if ((json as DocumentJson | null)?.type !== 'doc' || !Array.isArray((json as DocumentJson).content)) wrong('This is not the text of a standard.')
    walk(json)
    return ok(json as DocumentJson)
  } catch (error) {
    if (error instanceof TooLarge) return refused(refuse('too-large', 'The text is larger than 10 MiB, which is the most that Accord takes.'))
    if (error instanceof Wrong) return refused(refuse('invalid', error.message))
    throw error
  }
}
