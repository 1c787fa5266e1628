'use client'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { timeInWords, zone } from '@/lib/kernel/clock'
import type { Since, SinceLine } from '@/lib/versions/since'
import { useDraft } from '../draft-context'
import { goTo } from '../outline/use-outline'
import { useSince } from './use-since'

/** More than these are shown when asked for. */
const shown = 6

/** What others changed while the person was away, in words, each leading to its place. Quiet: it takes no focus and goes when told to. */
export default function SinceYouWereHere() {
  const { slug, provider, editor } = useDraft()
  const { since, dismiss } = useSince(slug, provider)
  const id = useId()
  const close = () => {
    dismiss()
    editor.view.dom.focus({ preventScroll: true })
  }
  return (
    <section aria-labelledby={since ? id : undefined} className={since ? 'since' : undefined}>
      {since && <h2 id={id} className="font-semibold">Since you were here, {whenInWords(new Date(since.at))}</h2>}
      <div role="status">{since && <p>{since.summary}</p>}</div>
      {since && <Lines since={since} />}
      {since && <p className="mt-2"><Button type="button" variant="secondary" size="small" onClick={close}>Dismiss</Button></p>}
    </section>
  )
}

function Lines({ since: { lines } }: { since: Since }) {
  const rest = lines.slice(shown)
  return (
    <>
      <ul className="mt-2">{lines.slice(0, shown).map((line) => <Line key={line.id} line={line} />)}</ul>
      {rest.length > 0 && (
        <details>
          <summary className="min-h-6 cursor-pointer">{rest.length} more</summary>
          <ul>{rest.map((line) => <Line key={line.id} line={line} />)}</ul>
        </details>
      )}
    </>
  )
}

function Line({ line: { id, sentence, by, there } }: { line: SinceLine }) {
  const { editor } = useDraft()
  return (
    <li className="py-0.5">
      {there ? <a href={`#${id}`} className="inline-block min-h-6" onClick={(event) => { event.preventDefault(); goTo(editor, id) }}>{sentence}</a> : sentence}
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
