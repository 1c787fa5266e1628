import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, type Transaction } from '@tiptap/pm/state'
import { type ProsemirrorBinding, redo, undo, ySyncPlugin, yUndoPlugin, yUndoPluginKey } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import { KeptMapping, workNearby } from './nearby'
import { relativeSelection } from './relative'

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    together: { undo: () => ReturnType; redo: () => ReturnType }
  }
}

interface Undone { readonly undoManager: Y.UndoManager }

/** The editor's own document and the Yjs fragment, kept alike. The text must be there: an empty one would get a paragraph. */
export function syncPlugin(fragment: Y.XmlFragment): { plugin: Plugin; binding: ProsemirrorBinding } {
  const draw = () => binding._forceRerender()
  const plugin = ySyncPlugin(fragment, { mapping: new KeptMapping(), onFirstRender: draw }) as Plugin
  const { binding } = plugin.spec.state!.init({}, null as never) as { binding: ProsemirrorBinding }
  workNearby(binding)
  return { plugin, binding }
}

/** Undo takes back what was done here, and nothing else. y-tiptap's would seek the selection past all that stands before it at every transaction. */
export function undoPlugin(binding: ProsemirrorBinding): Plugin {
  const { spec } = yUndoPlugin() as Plugin
  const apply = (_tr: Transaction, { undoManager }: Undone, before: EditorState) => ({
    undoManager, prevSel: relativeSelection(binding, before),
    hasUndoOps: undoManager.undoStack.length > 0, hasRedoOps: undoManager.redoStack.length > 0,
  })
  return new Plugin({ ...spec, state: { ...spec.state!, apply } })
}

const stackOf = (state: EditorState, which: 'undoStack' | 'redoStack'): readonly unknown[] =>
  (yUndoPluginKey.getState(state) as Undone | undefined)?.undoManager[which] ?? []

/** Writing with others, as @tiptap/extension-collaboration has it, with plugins whose work does not grow with the text. */
export const together = (fragment: Y.XmlFragment) => Extension.create({
  name: 'together',
  priority: 1000,
  addCommands: () => ({
    undo: () => ({ tr, state, dispatch }) => {
      tr.setMeta('preventDispatch', true)
      return stackOf(state, 'undoStack').length > 0 && (!dispatch || undo(state) === true)
    },
    redo: () => ({ tr, state, dispatch }) => {
      tr.setMeta('preventDispatch', true)
      return stackOf(state, 'redoStack').length > 0 && (!dispatch || redo(state) === true)
    },
  }),
  addKeyboardShortcuts() {
    return {
      'Mod-z': () => this.editor.commands.undo(),
      'Mod-y': () => this.editor.commands.redo(),
      'Shift-Mod-z': () => this.editor.commands.redo(),
    }
  },
  addProseMirrorPlugins: () => {
    const { plugin, binding } = syncPlugin(fragment)
    return [plugin, undoPlugin(binding)]
  },
})
