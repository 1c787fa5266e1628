'use client'
import { useCallback, useEffect, useRef, useState, useTransition } from 'react'
import type { FormAnswer } from '@/components/ui/form-state'
import type { Item } from './item'

export type Dispose = (state: FormAnswer, form: FormData) => Promise<FormAnswer>

const open = (item: Item) => item.outcome === null && item.refusal === null

/** The one after `id` that still waits, round the end; null when none is left. */
export function nextOpen(items: readonly Item[], id: string | null, gone: ReadonlySet<string>): Item | null {
  const at = items.findIndex((item) => item.id === id)
  const after = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))]
  return after.find((item) => open(item) && !gone.has(item.id)) ?? null
}

/**
 * Which comment is looked at, and what is on its way to the server. A step shows as saving until the server has answered; one that was refused
 * is said aloud, and the comment is open again.
 */
export function useWorklist(items: readonly Item[], dispose: Dispose) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [saving, setSaving] = useState<ReadonlySet<string>>(new Set())
  const [said, setSaid] = useState('')
  const [refused, setRefused] = useState('')
  const [, start] = useTransition()
  const head = useRef<HTMLHeadingElement>(null)
  const current = items.find((item) => item.id === chosen) ?? items.find((item) => open(item) && !saving.has(item.id)) ?? items.find((item) => !saving.has(item.id)) ?? null

  // What was saved counts as on its way until the list says so itself: shown again for a moment, it would take the focus along as it goes.
  useEffect(() => setSaving((now) => new Set([...now].filter((id) => items.some((item) => item.id === id && open(item))))), [items])

  const look = useCallback((item: Item | null) => {
    setChosen(item?.id ?? null)
    requestAnimationFrame(() => head.current?.focus())
  }, [])

  const step = useCallback((by: 1 | -1) => {
    const at = items.findIndex((item) => item.id === current?.id)
    const next = items[at + by]
    if (next) look(next)
    else setSaid(by === 1 ? 'This is the last comment shown.' : 'This is the first comment shown.')
  }, [items, current, look])

  const save = useCallback((some: readonly Item[], form: FormData) => {
    for (const item of some) form.append('commentId', item.id)
    for (const item of some) form.append('shown', `${item.id} ${item.revision}`)
    const names = some.map((item) => item.label).join(', ')
    const gone = new Set([...saving, ...some.map((item) => item.id)])
    setSaving(gone)
    setRefused('')
    setSaid(`Saving ${names}.`)
    const next = some.some((item) => item.id === current?.id) ? nextOpen(items, current!.id, gone) : current
    look(next)
    start(async () => {
      const answer = await dispose(null, form).catch(() => null)
      if (answer?.done) return setSaid(`${answer.done} ${next ? `Now ${next.label} on ${next.place}.` : 'No comment is left in this list.'}`)
      setSaving((now) => new Set([...now].filter((id) => !some.some((item) => item.id === id))))
      setSaid('')
      setRefused(`${names} not saved. ${answer?.refusal?.message ?? 'Accord could not be reached. Nothing was lost; try again.'}`)
      look(some[0]!)
    })
  }, [saving, items, current, look, dispose])

  return { current, saving, said, refused, head, look, step, save, tell: setSaid }
}
