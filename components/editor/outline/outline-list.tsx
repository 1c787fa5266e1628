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

/** Sections and requirements; the one being read is marked. `onGo`: one was chosen (a sheet then closes). */
export function OutlineList({ onGo }: { onGo?: () => void }) {
  const { editor, refs } = useDraft()
  const entries = useOutline(editor)
  const reading = useReading(editor)
  const threads = useEditorValue(editor, openThreadsByBlock)
  const known = useSyncExternalStore(refs.subscribe, refs.all)
  const stop = entries.some(({ id }) => id === reading) ? reading : null
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>('[aria-current]')
    const frame = list.current?.parentElement
    if (!row || !frame) return
    const [top, bottom] = [row.offsetTop - 60, row.offsetTop + row.offsetHeight + 60]
    if (top < frame.scrollTop) frame.scrollTop = top
    else if (bottom > frame.scrollTop + frame.clientHeight) frame.scrollTop = bottom - frame.clientHeight
  }, [reading])
  if (entries.length === 0) {
    return <p className="text-small text-quiet">Sections and requirements are listed here as they are written.</p>
  }
  return (
    <ul ref={list} className="outline-list" onKeyDown={moveAlong}>
      {entries.map((entry, index) => (
        <Row key={entry.id} entry={entry} reference={known[entry.id] ?? null} current={entry.id === reading} threads={threads[entry.id] ?? 0}
          stop={stop ? entry.id === stop : index === 0}
          onGo={() => { onGo?.(); goTo(editor, entry.id) }} />
      ))}
    </ul>
  )
}

/** One stop for Tab, however long the text; the arrow keys go from row to row. */
function moveAlong(event: KeyboardEvent<HTMLUListElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.outline-row')]
  const now = rows.indexOf(document.activeElement as HTMLElement)
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: rows.length - 1 }[event.key]
  if (now < 0 || next === undefined) return
  event.preventDefault()
  rows[Math.max(0, Math.min(next, rows.length - 1))]?.focus()
}

interface RowProps { entry: OutlineEntry; reference: string | null; current: boolean; stop: boolean; threads: number; onGo: () => void }

const Row = memo(function Row({ entry, reference, current, stop, threads, onGo }: RowProps) {
  return (
    <li>
      <button type="button" tabIndex={stop ? 0 : -1} data-depth={entry.depth} data-kind={entry.kind} aria-current={current ? 'location' : undefined} className="outline-row" onClick={onGo}>
        {entry.kind === 'requirement' && (
          <span className="outline-ref"><span>{reference ?? 'new'}</span> <span className="outline-level" data-level={entry.level}>{marks[entry.level] ?? '—'}</span></span>
        )}
        <span className="outline-words">{entry.words}</span>
        {threads > 0 && <span className="outline-threads">{threads === 1 ? '1 open thread' : `${threads} open threads`}</span>}
      </button>
    </li>
  )
}, (before, after) => before.entry === after.entry && before.reference === after.reference && before.current === after.current
  && before.stop === after.stop && before.threads === after.threads)
