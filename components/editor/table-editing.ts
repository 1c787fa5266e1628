import { Extension } from '@tiptap/core'
import { type Command, Selection } from '@tiptap/pm/state'
import { addRowAfter, CellSelection, deleteTable, goToNextCell, tableEditing } from '@tiptap/pm/tables'
import { aroundOf } from './commands/where'

/** Three columns, a head and two rows; after the block at the caret, or in place of an empty paragraph. */
export const insertTable: Command = (state, dispatch) => {
  const { table, tableRow, tableCell, tableHeader } = state.schema.nodes
  const row = (cell: typeof tableCell) => tableRow!.create(null, [1, 2, 3].map(() => cell!.createAndFill()!))
  const { $from } = state.selection
  if (aroundOf($from, 'table')) return false
  if (!dispatch) return true
  const tr = state.tr.replaceSelectionWith(table!.create(null, [row(tableHeader), row(tableCell), row(tableCell)]))
  // It stands before, after or between what the caret's block was parted into.
  let at = $from.pos
  tr.doc.nodesBetween(Math.max(0, $from.pos - 2), Math.min($from.pos + 2, tr.doc.content.size), (node, pos) => {
    if (node.type === table) at = pos
    return node.type !== table
  })
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(at + 1), 1)).scrollIntoView())
  return true
}

const wholeTable: Command = (state, dispatch) => {
  const { selection } = state
  return selection instanceof CellSelection && selection.isColSelection() && selection.isRowSelection() && deleteTable(state, dispatch)
}

/** Tab goes from cell to cell, and makes a row after the last one. */
const nextCell: Command = (state, dispatch, view) => {
  if (goToNextCell(1)(state, dispatch)) return true
  if (!view || !addRowAfter(state, dispatch)) return false
  return goToNextCell(1)(view.state, dispatch)
}

export const tableKeys = Extension.create({
  name: 'tableKeys',
  addProseMirrorPlugins: () => [tableEditing()],
  addKeyboardShortcuts() {
    const run = (command: Command) => () => command(this.editor.state, this.editor.view.dispatch, this.editor.view)
    return {
      'Tab': run(nextCell), 'Shift-Tab': run(goToNextCell(-1)),
      'Backspace': run(wholeTable), 'Delete': run(wholeTable),
    }
  },
})
