'use client'
import type { Editor } from '@tiptap/core'
import { Selection } from '@tiptap/pm/state'
import { useEffect, useState } from 'react'
import { entryAt, type OutlineEntry, outlineOf } from './outline'

const same = (a: OutlineEntry | undefined, b: OutlineEntry): boolean =>
  a?.words === b.words && a.level === b.level && a.depth === b.depth && a.kind === b.kind

/** The new outline with the old one's entries where they did not change, so that only rows that did are drawn again. */
function settled(before: readonly OutlineEntry[], now: readonly OutlineEntry[]): readonly OutlineEntry[] {
  const known = new Map(before.map((entry) => [entry.id, entry]))
  const kept = now.map((entry) => { const old = known.get(entry.id); return old && same(old, entry) ? old : entry })
  return kept.length === before.length && kept.every((entry, at) => entry === before[at]) ? before : kept
}

/** The outline, a moment after the text rests: typing never waits for it. */
export function useOutline(editor: Editor): readonly OutlineEntry[] {
  const [entries, setEntries] = useState<readonly OutlineEntry[]>(() => outlineOf(editor.state.doc))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      timer = undefined
      setEntries((before) => settled(before, outlineOf(editor.state.doc)))
    }
    const later = ({ transaction }: { transaction: { docChanged: boolean } }) => { if (transaction.docChanged) timer ??= setTimeout(read, 200) }
    read()
    editor.on('transaction', later)
    return () => {
      clearTimeout(timer)
      editor.off('transaction', later)
    }
  }, [editor])
  return entries
}

/** The entry that is being read: what stands a little below the top of the window. */
export function useReading(editor: Editor): string | null {
  const [reading, setReading] = useState<string | null>(null)
  useEffect(() => {
    let waiting = 0
    const look = () => {
      waiting = 0
      const box = editor.view.dom.getBoundingClientRect()
      const found = editor.view.posAtCoords({ left: box.left + box.width / 2, top: Math.max(box.top + 4, 190) })
      if (found) setReading(entryAt(editor.state.doc, editor.state.doc.resolve(found.pos).index(0)))
    }
    const later = () => { waiting ||= requestAnimationFrame(look) }
    later()
    window.addEventListener('scroll', later, { passive: true })
    return () => {
      cancelAnimationFrame(waiting)
      window.removeEventListener('scroll', later)
    }
  }, [editor])
  return reading
}

/** Brings a block to the top of the window and puts the caret in it. */
export function goTo(editor: Editor, id: string): void {
  let at: number | null = null
  editor.state.doc.forEach((node, pos) => { if (node.attrs.id === id) at = pos })
  if (at === null) return
  const dom = editor.view.nodeDOM(at)
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'start' })
  const { state, view } = editor
  view.dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(at + 1), 1)))
  // At once, caret and all: a key pressed before the editor's own next look would act where the caret was.
  if (view.editable) view.focus()
  else view.dom.focus({ preventScroll: true })
}
