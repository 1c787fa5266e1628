import type { Editor } from '@tiptap/core'
import type { Command, EditorState } from '@tiptap/pm/state'
import { moveBlock, toggleNote, toggleRequirement, insertBlock } from '../commands/block-commands'
import { aroundOf } from '../commands/where'
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable } from '@tiptap/pm/tables'
import { insertTable } from '../table-editing'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import type { Dialogs } from '../slash/items'
import type { IconName } from './icon'

export interface Tool {
  readonly label: string
  readonly icon?: IconName
  /** Shown instead of an icon. */
  readonly words?: string
  readonly keys?: string
  readonly run: (editor: Editor, dialogs: Dialogs) => void
  /** A switch that is on; left out for what only acts. */
  readonly on?: (editor: Editor) => boolean
  readonly can?: (state: EditorState, editor: Editor) => boolean
}

const run = (command: Command) => (editor: Editor) => { command(editor.state, editor.view.dispatch, editor.view) }
const can = (command: Command) => (state: EditorState) => command(state)

const stack = (which: 'undoStack' | 'redoStack') => (state: EditorState): boolean =>
  (yUndoPluginKey.getState(state)?.undoManager?.[which].length ?? 0) > 0

const inTable = (state: EditorState): boolean => aroundOf(state.selection.$from, 'table') !== null
/** Marks stand nowhere in code. */
const inWords = (state: EditorState): boolean => !state.selection.$from.parent.type.spec.code

/** Each group is set apart by a thin line. */
export const toolGroups: readonly (readonly Tool[])[] = [
  [
    { label: 'Undo', icon: 'undo', keys: 'Mod+Z', run: (editor) => { editor.commands.undo() }, can: stack('undoStack') },
    { label: 'Redo', icon: 'redo', keys: 'Mod+Shift+Z', run: (editor) => { editor.commands.redo() }, can: stack('redoStack') },
  ],
  [
    { label: 'Requirement', words: 'Requirement', keys: 'Mod+Alt+R', run: run(toggleRequirement), on: (editor) => editor.isActive('requirement'), can: can(toggleRequirement) },
    { label: 'Note', words: 'Note', keys: 'Mod+Alt+N', run: run(toggleNote), on: (editor) => editor.isActive('note') },
    { label: 'Term', words: 'Term', run: run(insertBlock('term')), on: (editor) => editor.isActive('term') },
  ],
  [
    { label: 'Bold', icon: 'bold', keys: 'Mod+B', run: (editor) => { editor.commands.toggleBold() }, on: (editor) => editor.isActive('bold'), can: inWords },
    { label: 'Italic', icon: 'italic', keys: 'Mod+I', run: (editor) => { editor.commands.toggleItalic() }, on: (editor) => editor.isActive('italic'), can: inWords },
    { label: 'Code', icon: 'code', keys: 'Mod+E', run: (editor) => { editor.commands.toggleCode() }, on: (editor) => editor.isActive('code'), can: inWords },
    { label: 'Link', icon: 'link', keys: 'Mod+K', run: (_editor, dialogs) => dialogs.openLink(), on: (editor) => editor.isActive('link'), can: inWords },
  ],
  [
    { label: 'Bullet list', icon: 'bullets', run: (editor) => { editor.commands.toggleList('bulletList', 'listItem') }, on: (editor) => editor.isActive('bulletList') },
    { label: 'Numbered list', icon: 'numbers', run: (editor) => { editor.commands.toggleList('orderedList', 'listItem') }, on: (editor) => editor.isActive('orderedList') },
    { label: 'Quotation', icon: 'quote', run: (editor) => { editor.commands.toggleBlockquote() }, on: (editor) => editor.isActive('blockquote') },
    { label: 'Code block', icon: 'codeBlock', run: (editor) => { editor.commands.toggleNode('codeBlock', 'paragraph') }, on: (editor) => editor.isActive('codeBlock') },
    {
      label: 'Table', icon: 'table', can: (state) => !inTable(state), run: run(insertTable),
    },
    { label: 'Image', icon: 'image', run: (_editor, dialogs) => dialogs.openImage() },
  ],
  [
    { label: 'Move up', icon: 'up', keys: 'Alt+↑', run: run(moveBlock(-1)), can: can(moveBlock(-1)) },
    { label: 'Move down', icon: 'down', keys: 'Alt+↓', run: run(moveBlock(1)), can: can(moveBlock(1)) },
  ],
]

/** Only while the caret is in a table. */
export const tableTools: readonly Tool[] = [
  { label: 'Add row below', icon: 'rowBelow', run: run(addRowAfter) },
  { label: 'Add column after', icon: 'columnAfter', run: run(addColumnAfter) },
  { label: 'Delete row', icon: 'rowAway', run: run(deleteRow) },
  { label: 'Delete column', icon: 'columnAway', run: run(deleteColumn) },
  { label: 'Delete table', icon: 'tableAway', run: run(deleteTable) },
]

export const isInTable = inTable
