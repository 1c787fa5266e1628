import { markShapes, nodeShapes } from './shape'
import { schemaVersion } from './version'
import type { Block, MarkJson, NodeJson } from './types'

/** Half a surrogate pair has no UTF-8; Yjs and PostgreSQL would each make something else of it. */
const wellFormed = (text: string) => text.replace(/\p{Cs}/gu, '\uFFFD')

/**
 * RFC 8785: keys in order of their UTF-16 units, no white space. Takes what JSON.parse gives, with whole numbers only, which is all that a
 * text holds; anything else is a fault of ours and throws.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(wellFormed(value))
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value === 0 ? 0 : value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
  }
  throw new Error(`A ${typeof value} has no canonical form here`)
}

// An address is taken to the letter; everything else is words, where two ways of writing one letter are the same text.
const addresses = new Set(['href', 'src'])

function attributes(shape: Record<string, unknown> | undefined, of: { type: string; attrs?: Record<string, unknown> }) {
  if (!shape) throw new Error(`Unknown in this schema: ${of.type}`)
  return Object.fromEntries(Object.entries(shape).map(([name, fallback]) => {
    const value = of.attrs?.[name] ?? fallback
    return [name, typeof value === 'string' && !addresses.has(name) ? value.normalize('NFC') : value]
  }))
}

const withAttributes = (attrs: Record<string, unknown>) => (Object.keys(attrs).length > 0 ? { attrs } : {})

function normalMarks(marks: readonly MarkJson[]): MarkJson[] {
  const byText = new Map(marks.map((mark) => {
    const normal = { type: mark.type, ...withAttributes(attributes(markShapes[mark.type], mark)) }
    return [canonicalJson(normal), normal] as const
  }))
  return [...byText.keys()].sort().map((key) => byText.get(key)!)
}

/** Neighbouring texts with the same marks become one: where an editor split them says nothing. */
function normalInline(nodes: readonly NodeJson[]): NodeJson[] {
  const merged: { key: string; node: NodeJson }[] = []
  for (const node of nodes) {
    if (node.type !== 'text') merged.push({ key: '', node: normalNode(node) })
    else if (node.text) {
      const marks = normalMarks(node.marks ?? [])
      const [key, last] = [`text ${canonicalJson(marks)}`, merged.at(-1)]
      if (last?.key === key) last.node.text += node.text
      else merged.push({ key, node: { type: 'text', text: node.text, ...(marks.length > 0 ? { marks } : {}) } })
    }
  }
  return merged.map(({ node }) => (node.type === 'text' ? { ...node, text: wellFormed(node.text!).normalize('NFC') } : node))
}

/** One way of writing a node: every attribute stands, texts are merged, marks are sorted. */
export function normalNode(node: NodeJson): NodeJson {
  const content = normalInline(node.content ?? [])
  return {
    type: node.type,
    ...withAttributes(attributes(nodeShapes[node.type], node)),
    ...(content.length > 0 ? { content } : {}),
  }
}

/** The bytes (as UTF-8) of a version: what its digest is of, what is signed and what is published. */
export function canonicalText({ title, content }: { title: string; content: readonly Block[] }): string {
  return canonicalJson({ accord: 'standard', schema: schemaVersion, title: wellFormed(title).normalize('NFC'), content: normalInline(content) })
}

export interface CanonicalStandard { title: string; schema: number; content: Block[] }

/** Reads canonical text back; throws on anything that is not the canonical text of a standard. */
export function parseCanonical(text: string): CanonicalStandard {
  const read = JSON.parse(text) as { accord?: unknown; schema?: unknown; title?: unknown; content?: unknown }
  if (read?.accord !== 'standard' || typeof read.title !== 'string' || typeof read.schema !== 'number' || !Array.isArray(read.content)) {
    throw new Error('This is not the canonical text of a standard')
  }
  return { title: read.title, schema: read.schema, content: read.content as Block[] }
}

/** SHA-256 of the text in UTF-8, in lower-case hexadecimal. */
export async function digestOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A normal node without the ids and refs of it and of all that is in it. */
export const withoutIds = (node: NodeJson): NodeJson => {
  const { id: _id, ref: _ref, ...attrs } = node.attrs ?? {}
  return { ...node, attrs, ...(node.content ? { content: node.content.map(withoutIds) } : {}) }
}

/** What a requirement says, without its ids and ref: the same duty word for word has the same text wherever it stands. */
export function requirementText(requirement: Block): string {
  const normal = normalNode(requirement)
  return canonicalJson({ accord: 'requirement', schema: schemaVersion, requirement: withoutIds(normal) })
}

export const requirementDigest = (requirement: Block): Promise<string> => digestOf(requirementText(requirement))
