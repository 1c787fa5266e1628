import { Fragment, type Node } from '@tiptap/pm/model'
import { type Command, Selection, type EditorState } from '@tiptap/pm/state'
import { newRequirement, toParagraphs } from './requirement-commands'
import { requirementAround } from './where'

/** The blocks at the top of the text that the selection touches. */
function touched(state: EditorState): { node: Node; pos: number }[] {
  const { from, to } = state.selection
  const blocks: { node: Node; pos: number }[] = []
  state.doc.forEach((node, pos) => {
    if (pos < to + 1 && pos + node.nodeSize > from - 1 && pos <= to && pos + node.nodeSize >= from) blocks.push({ node, pos })
  })
  const inside = blocks.filter(({ node, pos }) => pos < to && pos + node.nodeSize > from)
  return inside.length > 0 ? inside : blocks.slice(0, 1)
}

/** What a block becomes: a paragraph one requirement, a list one for each item; null where it cannot be one. */
function asRequirements(node: Node): Node[] | null {
  const { schema } = node.type
  if (node.type.name === 'paragraph') return [newRequirement(schema, Fragment.from(node))]
  if (!['bulletList', 'orderedList'].includes(node.type.name)) return null
  const items: Node[] = []
  node.forEach((item) => items.push(item))
  return items.every(statable) ? items.map((item) => newRequirement(schema, item.content)) : null
}

const statable = (item: Node): boolean => item.children.every((block) => ['paragraph', 'bulletList', 'orderedList'].includes(block.type.name))

/** Paragraphs and list items at the selection become requirements with the level their words say; a requirement becomes paragraphs again. */
export const toggleRequirement: Command = (state, dispatch, view) => {
  if (requirementAround(state.selection.$from)) return toParagraphs(state, dispatch, view)
  const blocks = touched(state).map(({ node, pos }) => ({ node, pos, made: asRequirements(node) })).filter(({ made }) => made !== null)
  if (blocks.length === 0) return false
  if (!dispatch) return true
  const tr = state.tr
  const caret = state.selection.from
  for (const { node, pos, made } of blocks.toReversed()) tr.replaceWith(pos, pos + node.nodeSize, made!)
  const first = blocks[0]!
  const inside = first.node.type.name === 'paragraph' ? first.pos + 3 + Math.max(0, caret - first.pos - 1) : first.pos + 1
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(inside, tr.doc.content.size)))).scrollIntoView())
  return true
}

/** Moves the block at the top of the text that the caret is in past its neighbour. It keeps its id: its place changes, not what it is. */
export const moveBlock = (direction: -1 | 1): Command => (state, dispatch) => {
  const { $from, $to } = state.selection
  const index = $from.index(0)
  const other = index + direction
  if ($from.depth === 0 && state.selection.empty || $to.index(0) !== index && $to.depth > 0) return false
  if (other < 0 || other >= state.doc.childCount) return false
  if (!dispatch) return true
  const start = $from.depth > 0 ? $from.before(1) : $from.pos
  const moved = state.doc.child(index)
  const neighbour = state.doc.child(other)
  const shift = direction * neighbour.nodeSize
  const [from, to] = direction < 0 ? [start - neighbour.nodeSize, start + moved.nodeSize] : [start, start + moved.nodeSize + neighbour.nodeSize]
  const tr = state.tr.replaceWith(from, to, direction < 0 ? [moved, neighbour] : [neighbour, moved])
  const bookmark = state.selection.toJSON() as { anchor: number; head?: number }
  const selection = Selection.fromJSON(tr.doc, { ...bookmark, anchor: bookmark.anchor + shift, ...(bookmark.head === undefined ? {} : { head: bookmark.head + shift }) })
  dispatch(tr.setSelection(selection).scrollIntoView())
  return true
}

/** Puts a block after the one at the top of the text that the caret is in, or in its place where that is an empty paragraph. */
export const insertBlock = (type: 'note' | 'term' | 'requirement' | 'horizontalRule'): Command => (state, dispatch) => {
  const { $from } = state.selection
  if (!dispatch) return true
  const made = type === 'requirement' ? newRequirement(state.schema, Fragment.empty) : state.schema.nodes[type]!.createAndFill()!
  const top = $from.depth > 0 ? { pos: $from.before(1), node: $from.node(1) } : null
  const replaces = top?.node.type.name === 'paragraph' && top.node.content.size === 0
  const at = top ? (replaces ? top.pos : top.pos + top.node.nodeSize) : $from.pos
  const tr = state.tr.replaceWith(at, replaces ? at + top.node.nodeSize : at, made)
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(at + (made.isLeaf ? made.nodeSize : 1)), 1)).scrollIntoView())
  return true
}

/** Makes a note of the paragraphs at the selection, or plain paragraphs of the note. */
export const toggleNote: Command = (state, dispatch) => {
  const { $from, $to } = state.selection
  const note = state.schema.nodes.note!
  if ($from.depth > 1 && $from.node(1).type === note) {
    if (dispatch) {
      const pos = $from.before(1)
      const tr = state.tr.replaceWith(pos, pos + $from.node(1).nodeSize, $from.node(1).content)
      dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min($from.pos - 1, tr.doc.content.size)))))
    }
    return true
  }
  const range = $from.blockRange($to, (parent) => parent.type.name === 'doc')
  const blocks = range ? state.doc.slice(range.start, range.end).content : null
  if (!range || !blocks || !note.validContent(blocks)) return insertBlock('note')(state, dispatch)
  if (dispatch) dispatch(state.tr.wrap(range, [{ type: note }]).scrollIntoView())
  return true
}
