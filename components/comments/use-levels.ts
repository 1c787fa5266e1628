'use client'
import type { Editor } from '@tiptap/core'
import type { EditorView } from '@tiptap/pm/view'
import { type RefObject, useLayoutEffect } from 'react'
import type { Place } from '@/lib/comments/anchor'
import { isFar } from '@/components/editor/far-blocks'
import { anchorsOf } from './anchors-plugin'
import { stack } from './stack'

/** From here on the margin stands beside the text (editor.css); below, its cards follow one another in a sheet. */
export const standsBeside = (): boolean => window.matchMedia(beside).matches

const beside = '(width >= 64rem)'
const gap = 10

/** Milliseconds after the last key in which no card's place is looked for, and the most that goes by without: with 100 threads each look takes longer than the key. */
const rest = 150
const longest = 1_000

/** The top of a place on the screen; where it is folded away, that of the nearest thing around it that is shown. Null when nothing is. */
export function topOf(view: EditorView, place: Place): number | null {
  if (place.on !== 'words' && place.on !== 'block') return null
  const at = place.on === 'block' ? view.nodeDOM(place.from) : view.domAtPos(place.from, 1).node
  let element = at instanceof HTMLElement ? at : at?.parentElement ?? null
  // Far from the window nothing in a block is laid out (editor.css), and asking would have it done: its own top is near enough there.
  const block = element?.closest<HTMLElement>('.draft-text > *')
  if (block && isFar(block)) return block.getBoundingClientRect().top
  if (place.on === 'words' && element?.getClientRects().length) return view.coordsAtPos(place.from, 1).top
  while (element && element.getClientRects().length === 0) element = element.parentElement
  return element?.getBoundingClientRect().top ?? null
}

/** Puts the cards of a list where they belong; where the margin is a sheet, they simply follow one another. */
function putLevel(frame: HTMLElement, editor: Editor, active: string | null): void {
  const items = [...frame.querySelectorAll<HTMLElement>(':scope > [data-level]')]
  if (items.length === 0 || !standsBeside()) {
    for (const item of items) item.style.removeProperty('transform')
    frame.style.removeProperty('height')
    return
  }
  const origin = frame.getBoundingClientRect().top
  const { places } = anchorsOf(editor.state)
  let last = 0
  const cards = items.map((item) => {
    const place = places.get(item.dataset.level!)
    const top = place ? topOf(editor.view, place) : null
    last = top === null ? last : top - origin
    return { level: last, height: item.offsetHeight }
  })
  const tops = stack(cards, items.findIndex((item) => item.dataset.level === active), gap)
  for (const [index, item] of items.entries()) item.style.setProperty('transform', `translateY(${Math.round(tops[index]!)}px)`)
  const bottom = cards.length > 0 ? tops.at(-1)! + cards.at(-1)!.height : 0
  frame.style.setProperty('height', `${Math.round(bottom)}px`)
}

/**
 * Keeps the cards of a list level with their places. A card is a child of the list with `data-level`, the id of its thread. Geometry is
 * set on the elements themselves: the page's policy takes no style attribute in markup, and nothing is drawn again for it. `drawn`
 * changes when other cards are in the list.
 */
export function useLevels(list: RefObject<HTMLElement | null>, editor: Editor, active: string | null, drawn: unknown): void {
  useLayoutEffect(() => {
    let frame = 0
    const draw = () => { if (list.current && !editor.isDestroyed) putLevel(list.current, editor, active) }
    let [doc, anchors] = [editor.state.doc, anchorsOf(editor.state)]
    let timer: ReturnType<typeof setTimeout> | undefined
    let since = 0
    const moved = () => {
      const now = anchorsOf(editor.state)
      if (doc === editor.state.doc && anchors === now) return
      const typed = anchors.marked === now.marked && anchors.active === now.active
      ;[doc, anchors] = [editor.state.doc, now]
      if (typed) later()
      else soon()
    }
    const soon = () => { frame ||= requestAnimationFrame(() => { frame = 0; draw() }) }
    // A line more or less is another height of the text, and is seen at once all the same.
    const later = () => {
      since ||= performance.now()
      clearTimeout(timer)
      timer = setTimeout(() => { since = 0; soon() }, Math.max(0, Math.min(rest, since + longest - performance.now())))
    }
    draw()
    const sizes = new ResizeObserver(soon)
    sizes.observe(editor.view.dom)
    for (const item of list.current?.children ?? []) sizes.observe(item)
    // What stands above the list pushes it down.
    if (list.current?.parentElement) sizes.observe(list.current.parentElement)
    editor.on('transaction', moved)
    window.addEventListener('resize', soon)
    editor.view.dom.addEventListener('contentvisibilityautostatechange', soon, { capture: true })
    document.fonts.addEventListener('loadingdone', soon)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      sizes.disconnect()
      editor.off('transaction', moved)
      window.removeEventListener('resize', soon)
      editor.view.dom.removeEventListener('contentvisibilityautostatechange', soon, { capture: true })
      document.fonts.removeEventListener('loadingdone', soon)
    }
  }, [active, drawn, editor, list])
}
