'use client'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useDraft } from '../draft-context'
import { keysInWords } from '../keys-in-words'
import type { Dialogs } from '../slash/items'
import { useEditorValue } from '../use-editor-value'
import { BlockStyle } from './block-style'
import { Icon } from './icon'
import { isInTable, tableTools, type Tool, toolGroups } from './tools'

/** One stop for Tab; the arrow keys go from tool to tool (ARIA toolbar pattern). */
export function Toolbar({ dialogs, onHelp }: { dialogs: Dialogs; onHelp: () => void }) {
  const { editor, title } = useDraft()
  const bar = useRef<HTMLDivElement>(null)
  const [stop, setStop] = useState('Undo')
  const inTable = useEditorValue(editor, isInTable)
  const groups = inTable ? [...toolGroups, tableTools] : toolGroups
  const move = (event: KeyboardEvent) => {
    const tools = [...bar.current!.querySelectorAll<HTMLElement>('[data-tool]')]
    const now = tools.indexOf(document.activeElement as HTMLElement)
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tools.length - 1 }[event.key]
    if (next === undefined || now < 0) return
    event.preventDefault()
    const tool = tools[(next + tools.length) % tools.length]!
    setStop(tool.dataset.tool!)
    tool.focus()
  }
  const tab = (label: string) => ({ tabIndex: stop === label ? 0 : -1, 'data-tool': label, onFocus: () => setStop(label) })
  return (
    <div ref={bar} role="toolbar" aria-label={`Write ${title}`} aria-controls="draft-text" className="toolbar" onKeyDown={move}>
      {groups.map((tools, index) => (
        <div key={index} className="toolbar-group">
          {tools.map((tool) => <ToolButton key={tool.label} tool={tool} dialogs={dialogs} tab={tab(tool.label)} />)}
          {index === 0 && <BlockStyle tab={tab('Style')} />}
        </div>
      ))}
      <div className="toolbar-group">
        <button type="button" className="tool" aria-label="Keyboard help" title="Keyboard help" {...tab('Keyboard help')} onClick={onHelp}><Icon name="keys" /></button>
      </div>
    </div>
  )
}

interface ToolProps { tool: Tool; dialogs: Dialogs; tab: { tabIndex: number; onFocus: () => void } }

function ToolButton({ tool, dialogs, tab }: ToolProps) {
  const { editor } = useDraft()
  const { on, can } = useEditorValue(editor, (state) => ({ on: tool.on?.(editor), can: tool.can?.(state, editor) ?? true }))
  const title = tool.keys ? `${tool.label} (${keysInWords(tool.keys)})` : tool.label
  const press = () => {
    if (!can) return
    tool.run(editor, dialogs)
    if (!document.querySelector('dialog:modal')) editor.view.focus()
  }
  return (
    <button type="button" className={tool.words ? 'tool tool-words' : 'tool'} title={title} aria-label={tool.words ? undefined : tool.label} aria-pressed={on}
      aria-disabled={!can} onMouseDown={(event) => event.preventDefault()} onClick={press} {...tab}>
      {tool.icon ? <Icon name={tool.icon} /> : tool.words}
    </button>
  )
}
