import type { Editor } from '@tiptap/core'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { anchorOfBlock, anchorOfSelection } from '@/lib/comments/anchor'
import type { Anchor } from '@/lib/comments/comment'

/** What a comment asked for now is about: the selected words; else the block that the caret stands in; else the whole draft. */
export function anchorNow({ state, view }: Editor): Anchor {
  const { selection, doc } = state
  const words = selection.empty ? null : anchorOfWords(state, selection.from, selection.to)
  if (words) return words
  // A caret that nobody put there.
  if (!view.hasFocus()) return { on: 'whole' }
  const at = selection.$from
  const block: unknown = (at.depth > 0 ? at.node(1) : at.nodeAfter)?.attrs.id
  return (typeof block === 'string' && anchorOfBlock(doc, block)) || { on: 'whole' }
}

function anchorOfWords(state: Editor['state'], from: number, to: number): Anchor | null {
  const fragment = ySyncPluginKey.getState(state)?.type
  return fragment ? anchorOfSelection({ doc: state.doc, fragment }, { from, to }) : null
}

export const blockAnchor = ({ state }: Editor, blockId: string): Anchor | null => anchorOfBlock(state.doc, blockId)
