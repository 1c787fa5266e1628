'use client'
import { type KeyboardEvent, memo, useEffect, useRef, useSyncExternalStore } from 'react'
import { openThreadsByBlock } from '@/components/comments/anchors-plugin'
import { useDraft } from '../draft-context'
import { useEditorValue } from '../use-editor-value'
import type { OutlineEntry } from './outline'
import { goTo, useOutline, useReading } from './use-outline'

const marks: Record<string, string> = {
  'MUST': 'MUST', 'MUST NOT': 'MUST NOT', 'SHOULD': 'SHOULD', 'SHOULD NOT': 'SHOULD NOT', 'MAY': 'MAY', 'not specified': '—',
}

/** So many rows are laid out, or left out, together: the browser looks at each such part at every key, in sight or not (editor.css). */
const inOnePart = 25

const partsOf = (entries: readonly OutlineEntry[]): (readonly OutlineEntry[])[] =>
  Array.from({ length: Math.ceil(entries.length / inOnePart) }, (_, part) => entries.slice(part * inOnePart, (part + 1) * inOnePart))

/** Sections and requirements; the one being read is marked. `onGo`: one was chosen (a sheet then closes). */
export function OutlineList({ onGo }: { onGo?: () => void }) {
  const { editor, refs, objections } = useDraft()
  const entries = useOutline(editor)
  const reading = useReading(editor)
  const threads = useEditorValue(editor, openThreadsByBlock)
  const known = useSyncExternalStore(refs.subscribe, refs.all)
  const stop = entries.some(({ id }) => id === reading) ? reading : null
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const row = list.current?.querySelector('[aria-current]')?.getBoundingClientRect()
    const frame = list.current?.parentElement
    if (!row || !frame) return
    const { top, bottom } = frame.getBoundingClientRect()
    if (row.top - 60 < top) frame.scrollTop += row.top - 60 - top
    else if (row.bottom + 60 > bottom) frame.scrollTop += row.bottom + 60 - bottom
  }, [reading])
  if (entries.length === 0) {
    return <p className="text-small text-quiet">Sections and requirements are listed here as they are written.</p>
  }
  return (
    <div ref={list} role="list" className="outline-list" onKeyDown={moveAlong}>
      {partsOf(entries).map((part, at) => (
        <div key={at} role="presentation" className="outline-part">
          {part.map((entry) => (
            <Row key={entry.id} entry={entry} reference={known[entry.id] ?? null} current={entry.id === reading} threads={threads[entry.id] ?? 0} objections={objections[entry.id]?.join(', ') ?? ''}
              stop={stop ? entry.id === stop : entry === entries[0]}
              onGo={() => { onGo?.(); goTo(editor, entry.id) }} />
          ))}
        </div>
      ))}
    </div>
  )
}

/** One stop for Tab, however long the text; the arrow keys go from row to row. */
function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.outline-row')]
  const now = rows.indexOf(document.activeElement as HTMLElement)
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: rows.length - 1 }[event.key]
  if (now < 0 || next === undefined) return
  event.preventDefault()
  rows[Math.max(0, Math.min(next, rows.length - 1))]?.focus()
}

interface RowProps { entry: OutlineEntry; reference: string | null; current: boolean; stop: boolean; threads: number; objections: string; onGo: () => void }

const Row = memo(function Row({ entry, reference, current, stop, threads, objections, onGo }: RowProps) {
  return (
    <div role="listitem">
      <button type="button" tabIndex={stop ? 0 : -1} data-depth={entry.depth} data-kind={entry.kind} aria-current={current ? 'location' : undefined} className="outline-row" onClick={onGo}>
        {entry.kind === 'requirement' && (
          <span className="outline-ref"><span>{reference ?? 'new'}</span> <span className="outline-level" data-level={entry.level}>{marks[entry.level] ?? '—'}</span></span>
        )}
        <span className="outline-words">{entry.words}</span>
        {objections && <span className="outline-objections">{objections}</span>}
        {threads > 0 && <span className="outline-threads">{threads === 1 ? '1 open thread' : `${threads} open threads`}</span>}
      </button>
    </div>
  )
}, (before, after) => before.entry === after.entry && before.reference === after.reference && before.current === after.current
  && before.stop === after.stop && before.threads === after.threads && before.objections === after.objections)
