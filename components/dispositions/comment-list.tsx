'use client'
import { Tag } from '@/components/ui/tag'
import { outcomeInWords } from '@/lib/consultation/disposition'
import type { Item } from './item'

interface Props {
  items: readonly Item[]; current: Item | null; saving: ReadonlySet<string>; marked: ReadonlySet<string>; onLook: (item: Item) => void; onMark: (item: Item) => void
}

const alike = (item: Item) => item.kind === 'editorial' && item.outcome === null && item.refusal === null

/** The comments that the filters let through. Editorial ones can be marked, to be accepted together. */
export function CommentList({ items, current, saving, marked, onLook, onMark }: Props) {
  if (items.length === 0) return null
  return (
    <ol aria-label="Comments" className="relative max-h-[40vh] overflow-y-auto border-t border-line lg:max-h-[75vh]" tabIndex={-1}>
      {items.map((item) => (
        <li key={item.id} className={`flex items-start gap-2 border-b border-line ${item.id === current?.id ? 'bg-action-tint' : ''}`}>
          {alike(item) && !saving.has(item.id)
            ? <label className="flex min-h-11 items-center pl-2"><input type="checkbox" className="size-6 accent-action" checked={marked.has(item.id)} onChange={() => onMark(item)} />
                <span className="sr-only">Mark {item.label}, editorial</span></label>
            : <span className="w-8 shrink-0" aria-hidden="true" />}
          <button type="button" aria-current={item.id === current?.id ? 'true' : undefined} onClick={() => onLook(item)} className="min-h-11 min-w-0 flex-1 cursor-pointer py-2 pr-2 text-left">
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span><span className="font-semibold">{item.label}</span> <span className="font-mono text-small">{item.ref || 'whole text'}</span></span>
              <State item={item} saving={saving.has(item.id)} />
            </span>
            <span className="line-clamp-1 text-small text-quiet">{item.body}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}

function State({ item, saving }: { item: Item; saving: boolean }) {
  if (saving) return <Tag kind="proposal">Saving…</Tag>
  return item.outcome ? <Tag kind="done">{outcomeInWords[item.outcome]}</Tag> : <Tag kind="waits">Open</Tag>
}
