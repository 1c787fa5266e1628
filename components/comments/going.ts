import type { Editor } from '@tiptap/core'
import { anchorsOf } from './anchors-plugin'
import { standsBeside, topOf } from './use-levels'

/** Brings a thread's place into the window, a third of the way down; with `focus` the keyboard goes there too. */
export function goToPlace(editor: Editor, id: string, focus = false): void {
  const place = anchorsOf(editor.state).places.get(id)
  if (!place || (place.on !== 'words' && place.on !== 'block')) return
  if (focus) {
    // Setting a selection scrolls only as far as it must; what follows sets it where it can be read.
    editor.commands.setTextSelection(place.on === 'words' ? { from: place.from, to: place.to } : place.from + 1)
    editor.view.focus()
  }
  const top = topOf(editor.view, place)
  if (top !== null) window.scrollTo({ top: window.scrollY + top - window.innerHeight / 3, behavior: 'auto' })
}

/** Once a card is drawn where it belongs: shows it, and with `focus` hands it the keyboard. */
export function goToCard(editor: Editor, id: string, focus: boolean): void {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const card = document.getElementById(`thread-${id}`)
    if (!card) return
    if (focus) card.querySelector<HTMLElement>('.thread-head')?.focus({ preventScroll: true })
    const { top, bottom } = card.getBoundingClientRect()
    const seen = top < window.innerHeight - 120 && bottom > 200
    if (!standsBeside()) card.scrollIntoView({ block: 'start' })
    else if (!seen && anchorsOf(editor.state).places.get(id)?.on !== 'nothing') goToPlace(editor, id)
    else if (!seen) card.scrollIntoView({ block: 'center' })
  }))
}
