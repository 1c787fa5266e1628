import type { Editor } from '@tiptap/core'
import type { Place } from '@/lib/comments/anchor'
import { topOf } from './use-levels'

/** Brings a place into the window, a third of the way down; with `focus` the keyboard goes there too. */
export function goToPlace(editor: Editor, place: Place | undefined, focus = false): void {
  if (!place || (place.on !== 'words' && place.on !== 'block')) return
  if (focus) {
    // Setting a selection scrolls only as far as it must; what follows sets it where it can be read.
    editor.commands.setTextSelection(place.on === 'words' ? { from: place.from, to: place.to } : place.from + 1)
    editor.view.focus()
  }
  const top = topOf(editor.view, place)
  if (top !== null) window.scrollTo({ top: window.scrollY + top - window.innerHeight / 3, behavior: 'auto' })
}

/** Hands the keyboard to a card, once it is drawn. */
export function leaveFor(id: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() =>
    document.getElementById(id)?.querySelector<HTMLElement>('.thread-head')?.focus({ preventScroll: true })))
}
