'use client'
import { useEffect, useRef, useState } from 'react'
import { useDraft } from '@/components/editor/draft-context'
import { useFloating } from '@/components/editor/floating'
import { keysInWords } from '@/components/editor/keys-in-words'

/** Appears beside selected words. With the keyboard the same is Ctrl, Alt and M. */
export function CommentButton({ onComment }: { onComment: () => void }) {
  const { editor } = useDraft()
  const [end, setEnd] = useState<number | null>(null)
  useEffect(() => {
    const look = () => {
      const { selection, doc } = editor.state
      const words = !selection.empty && doc.textBetween(selection.from, selection.to, ' ', ' ').trim() !== ''
      setEnd(words ? selection.to : null)
    }
    const away = () => setEnd(null)
    editor.on('selectionUpdate', look)
    editor.on('update', away)
    return () => {
      editor.off('selectionUpdate', look)
      editor.off('update', away)
    }
  }, [editor])
  return end === null ? null : <Floating end={end} onComment={() => { setEnd(null); onComment() }} />
}

function Floating({ end, onComment }: { end: number; onComment: () => void }) {
  const { editor } = useDraft()
  const button = useRef<HTMLButtonElement>(null)
  useFloating(button, () => {
    const { left, top, bottom } = editor.view.coordsAtPos(Math.min(end, editor.state.doc.content.size), -1)
    // Under the words, clear of the handles that a phone draws.
    return { left, top, bottom: bottom + 6 }
  }, end)
  return (
    <button ref={button} type="button" className="floating comment-button" onPointerDown={(event) => event.preventDefault()} onClick={onComment}>
      Comment <kbd className="comment-keys">{keysInWords('Mod+Alt+M')}</kbd>
    </button>
  )
}
