'use client'
import type { Editor } from '@tiptap/core'
import { type ReactNode, useId } from 'react'
import { timeInWords, zone } from '@/lib/kernel/clock'
import type { Since, SinceLine } from '@/lib/versions/since'
import type { DraftProvider } from '../sync/provider'
import { useSince } from './use-since'

/** More than these are shown when asked for. */
const shown = 6

/** What the page has anyway comes as props, so that this part can be fetched by itself. */
interface Props {
  readonly slug: string
  readonly provider: DraftProvider
  readonly editor: Editor
  /** Else there is nothing to tell, and the page has been looked at by now. */
  readonly wasAway: boolean
  readonly goTo: (id: string) => void
  readonly button: (words: string, onClick: () => void) => ReactNode
}

/** What others changed while the person was away, in words, each leading to its place. Quiet: it takes no focus and goes when told to. */
export default function SinceYouWereHere({ slug, provider, editor, wasAway, goTo, button }: Props) {
  const { since, dismiss } = useSince(slug, provider, wasAway)
  const id = useId()
  const close = () => {
    dismiss()
    editor.view.dom.focus({ preventScroll: true })
  }
  return (
    <section aria-labelledby={since ? id : undefined} className={since ? 'since' : undefined}>
      {since && <h2 id={id} className="font-semibold">Since you were here, {whenInWords(new Date(since.at))}</h2>}
      <div role="status">{since && <p>{since.summary}</p>}</div>
      {since && <Lines since={since} goTo={goTo} />}
      {since && (
        <p className="mt-2 flex flex-wrap items-center gap-x-4">
          {button('Dismiss', close)}
          <a href={`/workspace/standards/${slug}/catch-up`} className="inline-block min-h-6">Catch me up, by requirement</a>
        </p>
      )}
    </section>
  )
}

function Lines({ since: { lines }, goTo }: { since: Since; goTo: Props['goTo'] }) {
  const rest = lines.slice(shown)
  return (
    <>
      <ul className="mt-2">{lines.slice(0, shown).map((line) => <Line key={line.id} line={line} goTo={goTo} />)}</ul>
      {rest.length > 0 && (
        <details>
          <summary className="min-h-6 cursor-pointer">{rest.length} more</summary>
          <ul>{rest.map((line) => <Line key={line.id} line={line} goTo={goTo} />)}</ul>
        </details>
      )}
    </>
  )
}

function Line({ line: { id, sentence, by, there }, goTo }: { line: SinceLine; goTo: Props['goTo'] }) {
  return (
    <li className="py-0.5">
      {there ? <a href={`#${id}`} className="inline-block min-h-6" onClick={(event) => { event.preventDefault(); goTo(id) }}>{sentence}</a> : sentence}
      {by.length > 0 && <span className="text-quiet"> by {inWords(by)}</span>}
    </li>
  )
}

const inWords = (names: readonly string[]): string => new Intl.ListFormat('en-GB').format(names)

const week = 6 * 24 * 3600 * 1000

/** `Thursday, 3pm`; longer ago than a week `12 November, 3pm`. */
function whenInWords(at: Date): string {
  const recent = Date.now() - at.getTime() < week
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...(recent ? { weekday: 'long' } : { day: 'numeric', month: 'long' }) }).format(at)
  return `${day}, ${timeInWords(at)}`
}
