'use client'
import { useMemo, useState } from 'react'
import { Bulk } from './bulk'
import { CommentList } from './comment-list'
import { CommentPanel, reasonId } from './comment-panel'
import type { Change, Item } from './item'
import { outcomeKeys } from './outcome-keys'
import { useSingleKeys } from './use-keys'
import { type Dispose, useWorklist } from './use-worklist'

interface Props { items: readonly Item[]; changes: readonly Change[]; standardId: string; dispose: Dispose }

const pick = (outcome: string) => {
  document.querySelector<HTMLInputElement>(`input[name=outcome][value="${outcome}"]`)?.click()
  document.getElementById(reasonId)?.focus()
}

/** One comment at a time, its words beside what is decided; then the next. */
export function Worklist({ items, changes, standardId, dispose }: Props) {
  const work = useWorklist(items, dispose)
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const alike = items.filter((item) => marked.has(item.id) && !work.saving.has(item.id))
  const mark = (item: Item) => setMarked((now) => new Set(now.has(item.id) ? [...now].filter((id) => id !== item.id) : [...now, item.id]))
  const { current, step } = work
  const keys = useMemo(() => ({
    j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
    ...Object.fromEntries(Object.entries(outcomeKeys).map(([key, outcome]) => [key, () => pick(outcome)])),
    r: () => document.getElementById(reasonId)?.focus(),
  }), [step])
  useSingleKeys(keys)
  return (
    <>
      <p role="status" className="sr-only">{work.said}</p>
      {work.refused && <div role="alert" className="mb-6 max-w-prose border-l-4 border-refusal bg-refusal-tint px-4 py-3">{work.refused}</div>}
      <div className="gap-x-10 lg:flex">
        <div className="mb-8 lg:w-80 lg:shrink-0">
          <CommentList items={items} current={current} saving={work.saving} marked={marked} onLook={work.look} onMark={mark} />
          {alike.length > 0 && <Bulk items={alike} onSave={(form) => { form.set('standardId', standardId); work.save(alike, form); setMarked(new Set()) }} onClear={() => setMarked(new Set())} />}
        </div>
        <div className="min-w-0 flex-1">
          {current
            ? <CommentPanel key={current.id} item={current} changes={changes} saving={work.saving.has(current.id)} head={work.head}
                onSave={(form) => { form.set('standardId', standardId); work.save([current], form) }} onStep={step} />
            : (
              <>
                <h2 ref={work.head} tabIndex={-1} className="text-heading font-bold">No comment is left in this list</h2>
                <p className="mt-2 text-quiet">Choose “All” as the outcome to look at those that were disposed of.</p>
              </>
            )}
        </div>
      </div>
    </>
  )
}
