'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useDraft } from '@/components/editor/draft-context'
import type { Anchor, MarginView, ThreadView } from '@/lib/comments/comment'
import './comments.css'
import type { CommentActions } from './actions'
import { anchorNow } from './asking'
import { CommentButton } from './comment-button'
import { Composer } from './composer'
import { MarginHead } from './margin-head'
import { countsOf, type Filter, isLost, sorted } from './sorting'
import { type CardProps, ThreadCard } from './thread-card'
import { useLevels } from './use-levels'
import { useMarginContents } from './use-margin'
import { useNews } from './use-news'
import { useMarginKeys } from './use-margin-keys'
import { beingWritten, type Places } from './use-text'
import { useThreadDesk } from './use-thread-desk'

interface Props { readonly initial: MarginView; readonly actions: CommentActions }

/** The right margin of a draft: its threads, level with their words; never over them, never over one another. */
export function CommentsMargin({ initial, actions }: Props) {
  const { editor } = useDraft()
  const { margin, refresh } = useMarginContents(initial)
  const { threads, people, mayStart } = margin
  const desk = useThreadDesk(margin, refresh)
  const { active, reading, writing, filter, places, lit } = desk
  const shown = useMemo(() => sorted(threads, places, filter, reading), [threads, places, filter, reading])
  const order = useMemo(() => [...shown.whole, ...shown.lost, ...shown.inText].map(({ id }) => id), [shown])
  const news = useNews(threads)
  useSeen(threads.find(({ id }) => id === active), actions, refresh)
  const step = (by: 1 | -1) => desk.step(order, by)
  useMarginKeys({ onAsk: () => desk.ask(anchorNow(editor)), onStep: step })

  const card = (thread: ThreadView): CardProps => {
    const place = places.get(thread.id)
    return {
      thread, people, actions, active: thread.id === active, lost: isLost(thread, places), changed: place?.on === 'words' && place.changed,
      onOpen: desk.open, onClose: desk.close, onShow: desk.showInText, onDone: desk.done, onStepping: desk.stepping, onStepped: desk.stepped,
    }
  }
  const composer = writing && <Composer key={desk.written} anchor={writing} people={people} actions={actions} onDone={desk.started} onCancel={desk.cancel} onBegin={desk.begin} />
  const list = useRef<HTMLOListElement>(null)
  const inText = withComposer(shown.inText, writing, places)
  const counts = countsOf(threads, places)
  useLevels(list, editor, lit, `${inText.map((item) => item?.id ?? beingWritten).join()} ${shown.whole.length} ${shown.lost.length} ${filter}`)

  return (
    <div className="margin-comments">
      <MarginHead counts={counts} filter={filter} onFilter={desk.choose} refusal={mayStart} onWhole={() => desk.ask({ on: 'whole' })} onStep={step} many={order.length > 1} />
      <OpenCount count={counts.open} />
      <p role="status" className="sr-only">{desk.said}</p>
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
      {!mayStart && !writing && <CommentButton onComment={() => desk.ask(anchorNow(editor))} />}
    </div>
  )
}

/** On the button that opens the margin where it is a sheet. */
function OpenCount({ count }: { count: number }) {
  const [button, setButton] = useState<HTMLElement | null>(null)
  useEffect(() => setButton(document.getElementById('margin-count')), [])
  return button && count > 0 ? createPortal(count, button) : null
}

/** The thread being written stands among the others where it will stand; null marks it. */
function withComposer(threads: readonly ThreadView[], writing: Anchor | null, places: Places): (ThreadView | null)[] {
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

/** What mentions the reader in the thread that is open waits no more. */
function useSeen(open: ThreadView | undefined, actions: CommentActions, refresh: () => Promise<void>): void {
  const waiting = open?.waitsOnMe ? open.id : null
  useEffect(() => {
    if (!waiting) return
    const form = new FormData()
    form.set('threadId', waiting)
    // When it does not arrive, it goes on waiting.
    actions.see(null, form).then(refresh, () => undefined)
  }, [waiting, actions, refresh])
}
