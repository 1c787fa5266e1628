import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/** What ProseMirror calls when the page's selection has changed; its types leave it out. */
interface Observed { readonly domObserver: { onSelectionChange(): void } }

function keydown(view: EditorView): false {
  if (!view.composing) (view as unknown as Observed).domObserver.onSelectionChange()
  return false
}

/**
 * A key is judged by where the caret is, not by where it was last heard of. The browser tells of a moved caret in a task of its own, and takes
 * waiting keys before it: on a busy machine End and then Backspace reach ProseMirror with the caret of before End, which then swallows the
 * Backspace, or joins two paragraphs with it.
 */
export const freshSelection = Extension.create({
  name: 'freshSelection',
  addProseMirrorPlugins: () => [new Plugin({ props: { handleDOMEvents: { keydown } } })],
})
