'use client'
import type { Editor } from '@tiptap/core'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { useEffect, useRef, useState } from 'react'
import { anchorsOf } from '@/components/comments/anchors-plugin'

const alike = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Something small read off the editor's state; draws again only when it differs (as JSON). */
export function useEditorValue<T>(editor: Editor, read: (state: EditorState) => T): T {
  const [value, setValue] = useState(() => read(editor.state))
  const latest = useRef({ read, value })
  latest.current.read = read
  useEffect(() => {
    // React is asked only when something differs: this runs for many readers at every keystroke.
    const look = () => {
      const now = latest.current.read(editor.state)
      if (alike(latest.current.value, now)) return
      latest.current.value = now
      setValue(() => now)
    }
    let anchors = anchorsOf(editor.state)
    // A caret of somebody else that moves is a transaction too.
    const told = ({ transaction }: { transaction: Transaction }) => {
      const now = anchorsOf(editor.state)
      if (!transaction.docChanged && !transaction.selectionSet && !transaction.storedMarksSet && now === anchors) return
      anchors = now
      look()
    }
    look()
    editor.on('transaction', told)
    return () => { editor.off('transaction', told) }
  }, [editor])
  return value
}
