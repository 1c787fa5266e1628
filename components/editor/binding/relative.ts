import type { Node, ResolvedPos } from '@tiptap/pm/model'
import type { EditorState } from '@tiptap/pm/state'
import { absolutePositionToRelativePosition, type getRelativeSelection, type ProsemirrorBinding } from '@tiptap/y-tiptap'
import * as Y from 'yjs'

/** What an undo or a change from elsewhere puts the selection back to. */
export type RelativeSelection = ReturnType<typeof getRelativeSelection>

/** The element that shows a node: Yjs keeps the children of what is no textblock one for one. Null where it does not (yet). */
export function elementAt(parent: Y.XmlFragment, index: number, node: Node): Y.XmlElement | null {
  let item = parent._first
  for (let left = index; item && left > 0; left -= 1) item = item.next
  const type = (item?.content as Y.ContentType | undefined)?.type
  return type instanceof Y.XmlElement && type.nodeName === node.type.name ? type : null
}

/** The text that a place in words stands in, found by its path; null where the path does not lead to one plain run of text. */
function textAt(root: Y.XmlFragment, $pos: ResolvedPos): Y.XmlText | null {
  if (!$pos.parent.isTextblock) return null
  let element: Y.XmlFragment = root
  for (let depth = 0; depth < $pos.depth; depth += 1) {
    const next = elementAt(element, $pos.index(depth), $pos.node(depth + 1))
    if (!next) return null
    element = next
  }
  const first = element._first
  const type = (first?.content as Y.ContentType | undefined)?.type
  return type instanceof Y.XmlText && !first!.next && type.length >= $pos.parentOffset ? type : null
}

/**
 * The relative position of a place, the one that y-tiptap's own function finds; that one goes past everything that stands before the place, and is asked
 * many times at every key.
 */
export function relativePosition({ type, mapping }: ProsemirrorBinding, $pos: ResolvedPos): Y.RelativePosition {
  const text = textAt(type, $pos)
  return text
    ? Y.createRelativePositionFromTypeIndex(text, $pos.parentOffset, -1)
    : absolutePositionToRelativePosition($pos.pos, type, mapping) as Y.RelativePosition
}

export function relativeSelection(binding: ProsemirrorBinding, { selection }: EditorState): RelativeSelection {
  const { $anchor, $head, anchor, head } = selection
  const from = relativePosition(binding, $anchor)
  // As ProseMirror names it in JSON.
  const { jsonID } = selection as unknown as { jsonID: string }
  return { type: jsonID, depth: undefined, anchor: from, head: head === anchor ? from : relativePosition(binding, $head), absAnchor: anchor, absHead: head }
}
