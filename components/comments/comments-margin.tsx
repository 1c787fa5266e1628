'use client'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useDraft } from '@/components/editor/draft-context'
import type { Anchor, MarginView, ThreadView } from '@/lib/comments/comment'
import './comments.css'
import type { CommentActions } from './actions'
import { wantedEvent } from './anchors-plugin'
import { anchorNow, blockAnchor } from './asking'
import { CommentButton } from './comment-button'
import { Composer } from './composer'
import { goToPlace, leaveFor } from './going'
import { MarginHead } from './margin-head'
import { countsOf, type Filter, isLost, neighbour, sorted } from './sorting'
import { type CardProps, ThreadCard } from './thread-card'
import { useLevels } from './use-levels'
import { useMarginContents } from './use-margin'
import { useNews } from './use-news'
import { useMarginKeys } from './use-margin-keys'
import { beingWritten, usePicking, usePlaces } from './use-text'

interface Props { readonly initial: MarginView; readonly actions: CommentActions }

/** The right margin of a draft: its threads, level with their words; never over them, never over one another. */
export function CommentsMargin({ initial, actions }: Props) {
  const { editor, openMargin, closeMargin } = useDraft()
  const { margin, refresh } = useMarginContents(initial)
  const { threads, people } = margin
  const [filter, setFilter] = useState<Filter>('open')
  const [active, setActive] = useState<string | null>(null)
  const [writing, setWriting] = useState<Anchor | null>(null)
  const [said, setSaid] = useState('')
  const news = useNews(threads)
  const lit = writing ? beingWritten : active
  const places = usePlaces(threads, writing, lit)
  const shown = useMemo(() => sorted(threads, places, filter), [threads, places, filter])
  const order = useMemo(() => [...shown.whole, ...shown.lost, ...shown.inText].map(({ id }) => id), [shown])

  const show = useCallback((id: string, focus = true) => {
    const thread = threads.find((one) => one.id === id)
    if (!thread) return
    setWriting(null)
    setFilter((now) => (now === 'lost' && isLost(thread, places) ? now : thread.state.is))
    setActive(id)
    openMargin()
    if (focus) leaveFor(`thread-${id}`)
    if (thread.waitsOnMe) void markSeen(actions, id).then(refresh)
  }, [threads, places, actions, refresh, openMargin])

  const ask = useCallback((anchor: Anchor | null) => {
    if (!anchor || margin.mayStart) return
    setActive(null)
    setWriting(anchor)
    openMargin()
  }, [margin.mayStart, openMargin])

  const started = useCallback(async (id: string) => {
    await refresh()
    setWriting(null)
    setFilter('open')
    setActive(id)
    setSaid('Comment added.')
    leaveFor(`thread-${id}`)
  }, [refresh])

  const close = useCallback((id: string) => {
    setActive(null)
    document.querySelector<HTMLElement>(`#thread-${CSS.escape(id)} > .thread-head`)?.focus()
  }, [])

  const step = useCallback((by: 1 | -1) => {
    const next = neighbour(order, active, by)
    if (!next) return
    show(next)
    goToPlace(editor, places.get(next))
  }, [order, active, show, editor, places])

  usePicking(lit, useCallback((id) => threads.some((thread) => thread.id === id), [threads]), useCallback((id) => show(id, false), [show]))
  useMarginKeys({ onAsk: () => ask(anchorNow(editor)), onStep: step })
  useWanted(useCallback((id) => ask(blockAnchor(editor, id)), [ask, editor]))
  useAddressedThread(show)

  const card = (thread: ThreadView): CardProps => {
    const place = places.get(thread.id)
    return {
      thread, people, actions, active: thread.id === active, lost: isLost(thread, places), changed: place?.on === 'words' && place.changed,
      onOpen: show, onClose: close,
      onShow: (id) => { closeMargin(); goToPlace(editor, places.get(id), true) },
      onDone: async (what) => { await refresh(); setSaid(what) },
    }
  }
  const composer = writing && <Composer anchor={writing} people={people} actions={actions} onDone={started} onCancel={() => { setWriting(null); editor.commands.focus() }} />
  const list = useRef<HTMLOListElement>(null)
  const inText = withComposer(shown.inText, writing, places)
  useLevels(list, editor, lit, `${inText.map((item) => item?.id ?? beingWritten).join()} ${shown.whole.length} ${shown.lost.length} ${filter}`)

  return (
    <div className="margin-comments">
      <MarginHead counts={countsOf(threads, places)} filter={filter} onFilter={(next) => { setFilter(next); setActive(null) }} refusal={margin.mayStart}
        onWhole={() => ask({ on: 'whole' })} onStep={step} many={order.length > 1} />
      <p role="status" className="sr-only">{said}</p>
      <p role="status" className="sr-only">{news}</p>
      {writing?.on === 'whole' && composer}
      <CardList name="On the whole draft" threads={shown.whole} card={card} />
      <CardList name="Lost their place" hint="What they were about no longer stands in the draft." threads={shown.lost} card={card} />
      {order.length === 0 && !writing && <Empty filter={filter} any={threads.length > 0} />}
      <ol ref={list} className="level-list" aria-label="In the text">
        {inText.map((thread) => (
          <li key={thread?.id ?? beingWritten} data-level={thread?.id ?? beingWritten} data-lit={(thread?.id ?? beingWritten) === lit}>
            {thread ? <ThreadCard {...card(thread)} /> : composer}
          </li>
        ))}
      </ol>
      {!margin.mayStart && !writing && <CommentButton onComment={() => ask(anchorNow(editor))} />}
    </div>
  )
}

/** The thread being written stands among the others where it will stand; null marks it. */
function withComposer(threads: readonly ThreadView[], writing: Anchor | null, places: ReturnType<typeof usePlaces>): (ThreadView | null)[] {
  if (!writing || writing.on === 'whole') return [...threads]
  const start = (id: string) => {
    const place = places.get(id)
    return place && 'from' in place ? place.from : 0
  }
  const at = threads.findIndex((thread) => start(thread.id) > start(beingWritten))
  return at < 0 ? [...threads, null] : [...threads.slice(0, at), null, ...threads.slice(at)]
}

function CardList({ name, hint, threads, card }: { name: string; hint?: string; threads: readonly ThreadView[]; card: (thread: ThreadView) => CardProps }) {
  if (threads.length === 0) return null
  return (
    <section aria-label={name} className="card-list">
      <h2 className="text-small font-semibold">{name}</h2>
      {hint && <p className="text-small text-quiet">{hint}</p>}
      <ol>{threads.map((thread) => <li key={thread.id}><ThreadCard {...card(thread)} /></li>)}</ol>
    </section>
  )
}

const empties: Record<Filter, string> = {
  open: 'No thread is open.', resolved: 'No thread is resolved.', lost: 'Every thread stands where it was put.',
}

function Empty({ filter, any }: { filter: Filter; any: boolean }) {
  return (
    <p className="py-3 text-small text-quiet">
      {any || filter !== 'open' ? empties[filter] : 'Comments on this draft stand here, level with the words that they are about. Select some words to write the first.'}
    </p>
  )
}

async function markSeen(actions: CommentActions, threadId: string): Promise<void> {
  const form = new FormData()
  form.set('threadId', threadId)
  // Not worth a word to the person: it waits on them until it is told.
  await actions.see(null, form).catch(() => null)
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
function useAddressedThread(show: (id: string) => void): void {
  const latest = useRef(show)
  latest.current = show
  useEffect(() => {
    const look = () => { if (location.hash.startsWith('#thread-')) latest.current(location.hash.slice('#thread-'.length)) }
    look()
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])
}
