'use client'
import { memo, useEffect, useRef, useSyncExternalStore } from 'react'
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
    <ul ref={list} className="outline-list">
      {entries.map((entry) => (
        <Row key={entry.id} entry={entry} reference={known[entry.id] ?? null} current={entry.id === reading} threads={threads[entry.id] ?? 0}
          onGo={() => { onGo?.(); goTo(editor, entry.id) }} />
      ))}
    </ul>
  )
}

interface RowProps { entry: OutlineEntry; reference: string | null; current: boolean; threads: number; onGo: () => void }

const Row = memo(function Row({ entry, reference, current, threads, onGo }: RowProps) {
  return (
    <li>
      <button type="button" data-depth={entry.depth} data-kind={entry.kind} aria-current={current ? 'location' : undefined} className="outline-row" onClick={onGo}>
        {entry.kind === 'requirement' && (
          <span className="outline-ref"><span>{reference ?? 'new'}</span> <span className="outline-level" data-level={entry.level}>{marks[entry.level] ?? '—'}</span></span>
        )}
        <span className="outline-words">{entry.words}</span>
        {threads > 0 && <span className="outline-threads">{threads === 1 ? '1 open thread' : `${threads} open threads`}</span>}
      </button>
    </li>
  )
}, (before, after) => before.entry === after.entry && before.reference === after.reference && before.current === after.current
  && before.threads === after.threads)
