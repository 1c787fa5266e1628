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

/** Headings and requirements in the order of the text. */
export function outlineOf(doc: Node): OutlineEntry[] {
  const entries: OutlineEntry[] = []
  let depth = 1
  doc.forEach((node) => {
    const id = String(node.attrs.id ?? '')
    if (node.type.name === 'heading') {
      depth = Number(node.attrs.level)
      entries.push({ id, kind: 'heading', depth, words: node.textContent.trim() || 'Untitled section', level: '' })
    }
    if (node.type.name === 'requirement') {
      const words = node.firstChild!.textBetween(0, node.firstChild!.content.size, ' ').trim()
      entries.push({ id, kind: 'requirement', depth: depth + 1, words: short(words) || 'Nothing written yet', level: String(node.attrs.level) })
    }
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
