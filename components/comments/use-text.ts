'use client'
import { useEffect, useMemo, useState } from 'react'
import { useDraft } from '@/components/editor/draft-context'
import type { Place } from '@/lib/comments/anchor'
import type { Anchor, ThreadView } from '@/lib/comments/comment'
import { anchorsOf, pickedEvent, showActive, showThreads } from './anchors-plugin'
import { pointerOf, pointerOfAnchor } from './pointer'

/** The id that a thread has while it is being written. */
export const beingWritten = 'new'

/** Of the same kind and in the same order: where exactly they stand changes with every letter, and is read where it is needed. */
function alike(before: Places, now: Places): boolean {
  if (before === now) return true
  const sketch = (places: Places) => [...places].sort(([, a], [, b]) => from(a) - from(b))
    .map(([id, place]) => `${id} ${place.on} ${place.on === 'words' && place.changed}`).join()
  return sketch(before) === sketch(now)
}

const from = (place: Place): number => ('from' in place ? place.from : -1)

export type Places = ReadonlyMap<string, Place>

/** Shows the threads in the text, and answers in which order they stand in it and which lost their place. */
export function usePlaces(threads: readonly ThreadView[], writing: Anchor | null, active: string | null): Places {
  const { editor } = useDraft()
  const [places, setPlaces] = useState(() => anchorsOf(editor.state).places)
  const marked = useMemo(() => {
    const shown = threads.map((thread) => ({ id: thread.id, pointer: pointerOf(thread), open: thread.state.is === 'open', waits: thread.waitsOnMe }))
    return writing ? [...shown, { id: beingWritten, pointer: pointerOfAnchor(writing), open: true, waits: false }] : shown
  }, [threads, writing])
  useEffect(() => {
    const look = () => setPlaces((before) => {
      const now = anchorsOf(editor.state).places
      return alike(before, now) ? before : now
    })
    look()
    editor.on('transaction', look)
    return () => { editor.off('transaction', look) }
  }, [editor])
  useEffect(() => showThreads(editor.view, marked), [editor, marked])
  useEffect(() => showActive(editor.view, active), [editor, active])
  return places
}

/** Pressing words with threads opens the innermost; pressing them again the next one around it. */
export function usePicking(active: string | null, shown: (id: string) => boolean, open: (id: string) => void): void {
  const { editor } = useDraft()
  useEffect(() => {
    const dom = editor.view.dom
    const pick = (event: Event) => {
      const threads = (event as CustomEvent<string[]>).detail.filter(shown)
      const next = threads[(threads.indexOf(active ?? '') + 1) % threads.length]
      if (next && next !== active) open(next)
    }
    dom.addEventListener(pickedEvent, pick)
    return () => dom.removeEventListener(pickedEvent, pick)
  }, [editor, active, shown, open])
}
