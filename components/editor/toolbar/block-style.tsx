'use client'
import { useDraft } from '../draft-context'
import { useEditorValue } from '../use-editor-value'

const styles = ['Text', 'Heading 1', 'Heading 2', 'Heading 3', 'Heading 4'] as const

/** What the block at the caret is: text, or a heading that opens a section. Headings stand only at the top of the text. */
export function BlockStyle({ tab }: { tab: { tabIndex: number; 'data-tool': string; onFocus: () => void } }) {
  const { editor } = useDraft()
  const now = useEditorValue(editor, (state) => {
    const block = state.selection.$from.parent
    if (block.type.name === 'heading') return Number(block.attrs.level)
    return block.type.name === 'paragraph' && state.selection.$from.depth === 1 ? 0 : -1
  })
  const choose = (level: number) => {
    if (level === 0) editor.commands.setParagraph()
    else editor.commands.setHeading({ level: level as 1 | 2 | 3 | 4 })
    editor.view.focus()
  }
  return (
    <select className="tool-select" aria-label="Style" title="Style" {...tab} value={now} disabled={now < 0} onChange={(event) => choose(Number(event.target.value))}>
      {now < 0 && <option value={-1}>Text</option>}
      {styles.map((name, level) => <option key={name} value={level}>{name}</option>)}
    </select>
  )
}
