import type { Node } from '@tiptap/pm/model'

export interface OutlineEntry {
  readonly id: string
  readonly kind: 'heading' | 'requirement'
  /** Of a heading 1–4; a requirement stands one below the heading above it. */
  readonly depth: number
  readonly words: string
  /** Of a requirement. */
  readonly level: string
}

const short = (words: string): string => (words.length > 90 ? `${words.slice(0, 88).trimEnd()}…` : words)

/** What a block was last listed as: a node never changes, so neither do its words. */
const listed = new WeakMap<Node, OutlineEntry>()

function listAs(node: Node, depth: number): OutlineEntry {
  const before = listed.get(node)
  if (before?.depth === depth) return before
  const id = String(node.attrs.id ?? '')
  const first = node.firstChild
  const entry: OutlineEntry = node.type.name === 'heading'
    ? { id, kind: 'heading', depth, words: node.textContent.trim() || 'Untitled section', level: '' }
    : { id, kind: 'requirement', depth, words: short(first!.textBetween(0, first!.content.size, ' ').trim()) || 'Nothing written yet', level: String(node.attrs.level) }
  listed.set(node, entry)
  return entry
}

/** Headings and requirements in the order of the text. */
export function outlineOf(doc: Node): OutlineEntry[] {
  const entries: OutlineEntry[] = []
  let depth = 1
  doc.forEach((node) => {
    if (node.type.name === 'heading') entries.push(listAs(node, depth = Number(node.attrs.level)))
    if (node.type.name === 'requirement') entries.push(listAs(node, depth + 1))
  })
  return entries
}

/** The entry that the block at `index` of the top of the text belongs to; null before the first. */
export function entryAt(doc: Node, index: number): string | null {
  for (let at = Math.min(index, doc.childCount - 1); at >= 0; at--) {
    const node = doc.child(at)
    if (node.type.name === 'heading' || node.type.name === 'requirement') return String(node.attrs.id ?? '')
  }
  return null
}
