'use client'
import type { Editor } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import { useEffect, useRef, useState } from 'react'

const alike = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Something small read off the editor's state; draws again only when it differs (as JSON). */
export function useEditorValue<T>(editor: Editor, read: (state: EditorState) => T): T {
  const [value, setValue] = useState(() => read(editor.state))
  const reader = useRef(read)
  reader.current = read
  useEffect(() => {
    const look = () => setValue((before) => {
      const now = reader.current(editor.state)
      return alike(before, now) ? before : now
    })
    look()
    editor.on('transaction', look)
    return () => { editor.off('transaction', look) }
  }, [editor])
  return value
}
