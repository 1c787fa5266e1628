'use client'
import { Editor } from '@tiptap/core'
import { Document } from '@tiptap/extension-document'
import { UndoRedo } from '@tiptap/extensions'
import { useEffect, useRef, useState } from 'react'
import { addPart, type PartType, partTypes } from '@/components/editor/commands/requirement-commands'
import { freshSelection } from '@/components/editor/fresh-selection'
import { Button } from '@/components/ui/button'
import { extensions } from '@/lib/document/schema'
import type { Block } from '@/lib/document/types'
import './proposals.css'

/** One block and no second: Enter at the top of it makes none. */
const oneBlock = [...extensions.filter(({ name }) => name !== 'doc'), Document.extend({ content: 'block | top' }), UndoRedo, freshSelection]

const partNames: Record<PartType, string> = { requirementRationale: 'rationale', requirementTest: 'test', requirementEvidence: 'evidence' }

interface Props {
  readonly label: string
  /** What it begins with; another block object begins it anew. */
  readonly block: Block
  readonly onChange: (block: Block) => void
}

/** A small editor of one block, of the document's own schema, shared with nobody. */
export function BlockEditor({ label, block, onChange }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<Editor | null>(null)
  const tell = useRef(onChange)
  tell.current = onChange
  const [missing, setMissing] = useState<readonly PartType[]>([])
  useEffect(() => {
    const look = (made: Editor) => {
      const root = made.state.doc.firstChild!
      setMissing(root.type.name === 'requirement' ? partTypes.filter((type) => !root.children.some((part) => part.type.name === type)) : [])
    }
    const made = new Editor({
      element: host.current, extensions: oneBlock, injectCSS: false, content: { type: 'doc', content: [block] },
      editorProps: { attributes: { class: 'block-editor-text', role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, lang: 'en-GB' } },
      onUpdate: ({ editor: changed }) => {
        look(changed)
        tell.current(changed.getJSON().content![0] as Block)
      },
    })
    setEditor(made)
    look(made)
    return () => made.destroy()
  }, [block, label])
  return (
    <div className="block-editor">
      <div ref={host} />
      {missing.length > 0 && editor && (
        <p className="flex flex-wrap gap-2 pt-2">
          {missing.map((type) => (
            <Button key={type} type="button" variant="secondary" size="small"
              onClick={() => { addPart(0, type)(editor.state, editor.view.dispatch); editor.view.focus() }}>Add {partNames[type]}</Button>
          ))}
        </p>
      )}
    </div>
  )
}
