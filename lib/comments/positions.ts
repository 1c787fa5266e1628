import type { Node, ResolvedPos } from '@tiptap/pm/model'
import * as Y from 'yjs'

/** Where the blocks of a document stand, by id; where an id should stand twice, the first. */
export type Blocks = ReadonlyMap<string, { readonly pos: number; readonly node: Node }>

export function blocksOf(doc: Node): Blocks {
  const blocks = new Map<string, { pos: number; node: Node }>()
  doc.descendants((node, pos) => {
    const id: unknown = node.attrs.id
    if (typeof id === 'string' && !blocks.has(id)) blocks.set(id, { pos, node })
    return !node.isTextblock
  })
  return blocks
}

/** The nearest block with an id that a position stands in, as a depth. */
export function depthOfBlock(at: ResolvedPos): number | null {
  for (let depth = at.depth; depth > 0; depth--) if (typeof at.node(depth).attrs.id === 'string') return depth
  return null
}

/**
 * A relative position for a place in a text block: bound to the letter after it (`start`) or before it (`end`), so that what is typed at
 * the edges stays outside. Goes by block id and order of children, hence needs no mapping of the binding, and serves without an editor. Null
 * where the Yjs document does not (yet) hold what the ProseMirror document shows.
 */
export function encodePosition(fragment: Y.XmlFragment, at: ResolvedPos, edge: 'start' | 'end'): Uint8Array | null {
  const depth = depthOfBlock(at)
  if (depth === null) return null
  let element = elementOf(fragment, at.node(depth).attrs.id as string)
  for (let d = depth; element && d < at.depth; d++) element = childElement(element, at.index(d))
  if (!element) return null
  let offset = at.parentOffset
  for (const child of element.toArray()) {
    const size = sizeOf(child)
    if (child instanceof Y.XmlText && (edge === 'start' ? offset < size : offset <= size))
      return Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(child, offset, edge === 'start' ? 0 : -1))
    offset -= size
    if (offset < 0) return null
  }
  return null
}

/** The place that an encoded relative position has now, with the id of its block; null when it has none. */
export function decodePosition(fragment: Y.XmlFragment, blocks: Blocks, encoded: Uint8Array): { pos: number; blockId: string } | null {
  const found = absolute(fragment, encoded)
  if (!found) return null
  const { offset, ...place } = placeIn(found)
  let { element } = place
  const path: number[] = []
  while (element && !idOf(element)) {
    const parent: unknown = element.parent
    if (!(parent instanceof Y.XmlElement)) return null
    path.unshift(parent.toArray().indexOf(element))
    element = parent
  }
  const blockId = element && idOf(element)
  const block = blockId ? blocks.get(blockId) : undefined
  if (!blockId || !block) return null
  const start = descend(block, path)
  return start && offset <= start.node.content.size ? { pos: start.pos + 1 + offset, blockId } : null
}

function absolute(fragment: Y.XmlFragment, encoded: Uint8Array) {
  try {
    return fragment.doc && Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(encoded), fragment.doc)
  } catch {
    // Bytes of a hostile or broken client: they point nowhere.
    return null
  }
}

/** The element of the text block, and the offset in it as ProseMirror counts. */
function placeIn({ type, index }: Y.AbsolutePosition): { element: Y.XmlElement | null; offset: number } {
  if (type instanceof Y.XmlText && type.parent instanceof Y.XmlElement) {
    const siblings = type.parent.toArray()
    const offset = siblings.slice(0, siblings.indexOf(type)).reduce((total, child) => total + sizeOf(child), index)
    return { element: type.parent, offset }
  }
  return { element: null, offset: 0 }
}

function descend(block: { pos: number; node: Node }, path: readonly number[]): { pos: number; node: Node } | null {
  let { pos, node } = block
  for (const index of path) {
    if (index < 0 || index >= node.childCount || node.isTextblock) return null
    pos += 1
    for (let i = 0; i < index; i++) pos += node.child(i).nodeSize
    node = node.child(index)
  }
  return node.isTextblock ? { pos, node } : null
}

const idOf = (element: Y.XmlElement): string | undefined => element.getAttribute('id')

const sizeOf = (child: unknown): number => (child instanceof Y.XmlText ? child.length : 1)

function childElement(element: Y.XmlElement, index: number): Y.XmlElement | null {
  const child = element.toArray()[index]
  return child instanceof Y.XmlElement ? child : null
}

function elementOf(within: Y.XmlFragment, id: string): Y.XmlElement | null {
  for (const child of within.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue
    if (idOf(child) === id) return child
    const found = elementOf(child, id)
    if (found) return found
  }
  return null
}
