import { newBlockId } from '../kernel/ids'
import type { DocumentJson, NodeJson } from './types'

/** The nodes that carry an id. Parts of a requirement, table rows and cells are found through what they stand in. */
export const nodesWithId = [
  'paragraph', 'heading', 'bulletList', 'orderedList', 'listItem', 'blockquote', 'codeBlock', 'horizontalRule', 'table', 'image',
  'note', 'term', 'requirement',
] as const

const carriers: ReadonlySet<string> = new Set(nodesWithId)

export const carriesId = (type: string): boolean => carriers.has(type)

export const isBlockId = (value: unknown): value is string => typeof value === 'string' && /^[2-9a-km-np-z]{12}$/.test(value)

/** The same document with a new id wherever one is missing or malformed, and wherever one stood already earlier in the text. */
export function withUniqueIds(document: DocumentJson, newId: () => string = newBlockId): DocumentJson {
  const taken = new Set<string>()
  const mend = (node: NodeJson): NodeJson => {
    const mended = carriesId(node.type) ? { ...node, attrs: { ...node.attrs, id: claim(node.attrs?.id) } } : node
    return mended.content ? { ...mended, content: mended.content.map(mend) } : mended
  }
  const claim = (id: unknown): string => {
    let claimed = isBlockId(id) && !taken.has(id) ? id : newId()
    while (taken.has(claimed)) claimed = newId()
    taken.add(claimed)
    return claimed
  }
  return { ...document, content: document.content.map(mend) }
}

/** Ids in the order of the text. */
export function idsOf(document: DocumentJson): string[] {
  const ids: string[] = []
  const walk = (node: NodeJson) => {
    if (carriesId(node.type) && isBlockId(node.attrs?.id)) ids.push(node.attrs.id)
    node.content?.forEach(walk)
  }
  document.content.forEach(walk)
  return ids
}
