import type { Node, ResolvedPos } from '@tiptap/pm/model'

export interface Found { readonly node: Node; readonly pos: number; readonly depth: number }

const around = ($pos: ResolvedPos, wanted: (node: Node) => boolean): Found | null => {
  for (let depth = $pos.depth; depth > 0; depth--) {
    if (wanted($pos.node(depth))) return { node: $pos.node(depth), pos: $pos.before(depth), depth }
  }
  return null
}

/** The node of this type that a place stands in. */
export const aroundOf = ($pos: ResolvedPos, type: string): Found | null => around($pos, (node) => node.type.name === type)

export const requirementAround = ($pos: ResolvedPos): Found | null => aroundOf($pos, 'requirement')

/** The part of a requirement that a place stands in. */
export const partAround = ($pos: ResolvedPos): Found | null =>
  around($pos, (node) => /^requirement[A-Z]/.test(node.type.name))

/** The requirement with this id, wherever it stands now. */
export function requirementById(doc: Node, id: string): { node: Node; pos: number } | null {
  let found: { node: Node; pos: number } | null = null
  doc.forEach((node, pos) => {
    if (!found && node.type.name === 'requirement' && node.attrs.id === id) found = { node, pos }
  })
  return found
}

/** Nothing but empty paragraphs. */
export const isBlank = (node: Node): boolean => node.textContent.trim() === '' && !has(node, 'image') && !has(node, 'table')

const has = (node: Node, type: string): boolean => {
  let seen = false
  node.descendants((child) => { seen ||= child.type.name === type })
  return seen
}

/** Between the place and the end (or the start) of the node there are no words and no further blocks. */
export const atEndOf = ($pos: ResolvedPos, found: Found): boolean => $pos.pos + closings($pos, found.depth) === found.pos + found.node.nodeSize - 1
export const atStartOf = ($pos: ResolvedPos, found: Found): boolean => $pos.pos - closings($pos, found.depth) === found.pos + 1

const closings = ($pos: ResolvedPos, depth: number): number => $pos.depth - depth
