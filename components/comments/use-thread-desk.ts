'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useDraft } from '@/components/editor/draft-context'
import type { Anchor, MarginView } from '@/lib/comments/comment'
import { wantedEvent } from './anchors-plugin'
import { blockAnchor } from './asking'
import { goToCard, goToPlace } from './going'
import { type Filter, isLost, neighbour } from './sorting'
import { standsBeside } from './use-levels'
import { beingWritten, usePicking, usePlaces } from './use-text'

/** Which thread is open, which is being written, which are shown; and the ways from one to another. */
export function useThreadDesk({ threads, mayStart }: MarginView, refresh: () => Promise<void>) {
  const { editor, openMargin, closeMargin } = useDraft()
  const [filter, setFilter] = useState<Filter>('open')
  const [active, setActive] = useState<string | null>(null)
  const [writing, setWriting] = useState<Anchor | null>(null)
  // Asked again elsewhere, what was begun is kept for the new place; once it is sent, the next begins empty.
  const [written, setWritten] = useState(0)
  const [said, setSaid] = useState('')
  // The one that the reader resolves or reopens; its card stood at this number.
  const [leaving, setLeaving] = useState<{ id: string; at: number } | null>(null)
  const writingNow = useRef(writing)
  useEffect(() => { writingNow.current = writing }, [writing])
  // Words that were begun are not thrown away for a look at another thread.
  const begun = useRef(false)
  const begin = useCallback((any: boolean) => { begun.current = any }, [])
  const lit = active ?? (writing ? beingWritten : null)
  const places = usePlaces(threads, writing, lit)

  const bringUp = useStable((id: string, focus: boolean) => {
    const thread = threads.find((one) => one.id === id)
    if (!thread) return
    if (!begun.current) setWriting(null)
    setFilter((now) => (now === 'lost' && isLost(thread, places) ? now : thread.state.is))
    setActive(id)
    setLeaving(null)
    openMargin()
    goToCard(editor, id, focus)
  })
  const open = useCallback((id: string) => bringUp(id, true), [bringUp])
  const pick = useCallback((id: string) => bringUp(id, false), [bringUp])
  const isThread = useStable((id: string) => threads.some((thread) => thread.id === id))
  const ask = useCallback((anchor: Anchor | null) => {
    if (!anchor || mayStart) return
    setActive(null)
    setWriting(anchor)
    openMargin()
  }, [mayStart, openMargin])

  const started = useStable(async (id: string, anchor: Anchor) => {
    await refresh()
    setWritten((count) => count + 1)
    setSaid('Comment added.')
    // Meanwhile another may have been begun.
    if (writingNow.current !== anchor) return
    setWriting(null)
    setFilter('open')
    setActive(id)
    goToCard(editor, id, true)
  })
  const cancel = useCallback(() => { setWriting(null); closeMargin(); editor.commands.focus() }, [closeMargin, editor])
  const close = useCallback((id: string) => {
    setActive(null)
    document.querySelector<HTMLElement>(`#thread-${CSS.escape(id)} > .thread-head`)?.focus()
  }, [])
  const showInText = useCallback((id: string) => { closeMargin(); goToPlace(editor, id, true) }, [closeMargin, editor])
  const done = useCallback(async (what: string) => { await refresh(); setSaid(what) }, [refresh])
  // What one has resolved oneself leaves the open ones, and the keyboard goes on to the next.
  const stepping = useCallback((id: string) => setLeaving({ id, at: heads().findIndex((head) => isOf(head, id)) }), [])
  const stepped = useStable(async (id: string, what: string) => {
    await refresh()
    setSaid(what)
    setActive((now) => (now === id ? null : now))
    const at = leaving?.at ?? 0
    requestAnimationFrame(() => requestAnimationFrame(() => focusHead(id, at)))
  })
  const choose = useCallback((next: Filter) => { setFilter(next); setActive(null) }, [])
  const step = (order: readonly string[], by: 1 | -1) => {
    const next = neighbour(order, active, by)
    if (!next) return
    if (standsBeside()) goToPlace(editor, next)
    open(next)
  }

  usePicking(lit, isThread, pick)
  useWanted(useCallback((id) => ask(blockAnchor(editor, id)), [ask, editor]))
  useAddressedThread(open)
  const reading = active === leaving?.id ? null : active
  return {
    filter, active, reading, writing, written, begin, said, lit, places,
    open, ask, started, cancel, close, showInText, done, stepping, stepped, choose, step,
  }
}

const isOf = (head: HTMLElement, id: string): boolean => head.closest('article')?.id === `thread-${id}`

const heads = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.thread-head')]

function focusHead(id: string, at: number): void {
  const left = heads()
  const next = left.find((head) => isOf(head, id)) ?? left[Math.min(Math.max(at, 0), left.length - 1)]
  ;(next ?? document.querySelector<HTMLElement>('.margin-filter[aria-pressed="true"]'))?.focus({ preventScroll: true })
}

/** One and the same function for as long as the page is open, doing what it would do now. Not for drawing. */
function useStable<Args extends unknown[], Answer>(work: (...args: Args) => Answer): (...args: Args) => Answer {
  const latest = useRef(work)
  useEffect(() => { latest.current = work })
  return useState(() => (...args: Args) => latest.current(...args))[0]
}

/** A comment button in the text, at a requirement. */
function useWanted(ask: (blockId: string) => void): void {
  const { editor } = useDraft()
  useEffect(() => {
    const dom = editor.view.dom
    const wanted = (event: Event) => ask(String((event as CustomEvent<string>).detail))
    dom.addEventListener(wantedEvent, wanted)
    return () => dom.removeEventListener(wantedEvent, wanted)
  }, [editor, ask])
}

/** `#thread-…` in the address, as a notification links to. */
function useAddressedThread(open: (id: string) => void): void {
  useEffect(() => {
    const look = () => { if (location.hash.startsWith('#thread-')) open(location.hash.slice('#thread-'.length)) }
    look()
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [open])
}
