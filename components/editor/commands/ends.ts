import { type Command, Selection } from '@tiptap/pm/state'

/** To the beginning of the text. The browser’s own way there ends on controls that stand before the words. */
export const toStart: Command = (state, dispatch) => {
  dispatch?.(state.tr.setSelection(Selection.atStart(state.doc)).scrollIntoView())
  return true
}

/** To the end of the text that is shown: where a last requirement is folded, to the end of its statement. */
export const toEnd = (isOpen: (id: string) => boolean): Command => (state, dispatch) => {
  const { doc, tr } = state
  const last = doc.lastChild
  const folded = last?.type.name === 'requirement' && !isOpen(String(last.attrs.id))
  const statementEnd = folded ? doc.content.size - last.nodeSize + last.firstChild!.nodeSize : 0
  dispatch?.(tr.setSelection(folded ? Selection.near(doc.resolve(statementEnd), -1) : Selection.atEnd(doc)).scrollIntoView())
  return true
}
