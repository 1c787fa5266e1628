'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import type { Item } from './item'

/** Several editorial comments, accepted together with one reason. */
export function Bulk({ items, onSave, onClear }: { items: readonly Item[]; onSave: (form: FormData) => void; onClear: () => void }) {
  const [missing, setMissing] = useState(false)
  const count = items.length === 1 ? '1 comment' : `${items.length} comments`
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const empty = String(form.get('reason')).trim() === ''
    setMissing(empty)
    if (empty) return event.currentTarget.querySelector('textarea')?.focus()
    onSave(form)
  }
  return (
    <form aria-label="Marked comments" className="mt-4 space-y-3 border-l-4 border-proposal bg-proposal-tint p-4" onSubmit={submit} noValidate
      onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit() }}>
      <p className="font-semibold">{count} marked: {items.map((item) => item.label).join(', ')}</p>
      <input type="hidden" name="outcome" value="accepted" />
      <TextArea id="bulk-reason" name="reason" label="One reason for all of them" rows={2} maxLength={5000} error={missing ? 'Write the reason.' : undefined} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" size="small">Accept {count}</Button>
        <Button type="button" variant="quiet" size="small" onClick={onClear}>Unmark</Button>
      </div>
    </form>
  )
}
