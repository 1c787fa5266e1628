'use client'
import { type FormEvent, type KeyboardEvent, type RefObject, useState } from 'react'
import { Interests } from '@/components/calls/interests'
import { Button } from '@/components/ui/button'
import { Radios, Select, TextArea, TextInput } from '@/components/ui/field'
import { Tag } from '@/components/ui/tag'
import { kindInWords } from '@/lib/consultation/comment'
import { outcomeInWords } from '@/lib/consultation/disposition'
import type { Change, Item } from './item'
import { outcomeKeys } from './outcome-keys'

export const reasonId = 'disposition-reason'

interface Props {
  item: Item; changes: readonly Change[]; saving: boolean; head: RefObject<HTMLHeadingElement | null>; onSave: (form: FormData) => void; onStep: (by: 1 | -1) => void
}

/** One comment with its requirement, and what becomes of it. */
export function CommentPanel({ item, changes, saving, head, onSave, onStep }: Props) {
  return (
    <article aria-labelledby="comment-head">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2 border-b border-line pb-3">
        <h2 id="comment-head" ref={head} tabIndex={-1} className="text-heading font-bold">{item.label} on {item.place}</h2>
        <div className="flex gap-2">
          <Button type="button" variant="quiet" size="small" onClick={() => onStep(-1)}>Previous</Button>
          <Button type="button" variant="quiet" size="small" onClick={() => onStep(1)}>Next</Button>
        </div>
      </div>
      <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-quiet"><Tag>{kindInWords[item.kind][0]}</Tag>{item.late && <Tag>Late, admitted</Tag>}{item.from}</p>
      <Interests of={item.from} declared={item.interests} />
      {item.quotation && <blockquote className="mt-4 max-w-prose border-l-4 border-line pl-4 whitespace-pre-line text-quiet [overflow-wrap:anywhere]">{item.quotation}</blockquote>}
      <p className="mt-4 max-w-prose text-reading whitespace-pre-line [overflow-wrap:anywhere]">{item.body}</p>
      {item.proposedText && <p className="mt-3 max-w-prose whitespace-pre-line [overflow-wrap:anywhere]"><span className="font-semibold">They would have: </span>{item.proposedText}</p>}
      <Answers item={item} />
      {item.decided && (
        <div className="mt-4 max-w-prose border-l-4 border-action bg-action-tint px-4 py-2 [overflow-wrap:anywhere]">
          <p>{item.decided}</p>
          {item.change && <p><a href={item.change.href} className="inline-block min-h-6">{item.change.sentence}</a></p>}
        </div>
      )}
      {item.refusal ? <p className="mt-4 max-w-prose border-l-4 border-edge pl-4 text-quiet">{item.refusal}</p> : <Decide key={item.revision} item={item} changes={changes} saving={saving} head={head} onSave={onSave} />}
    </article>
  )
}

/** What was proposed because of it, and the way to propose something. */
function Answers({ item: { label, proposals, suggest } }: { item: Item }) {
  if (proposals.length === 0 && !suggest) return null
  return (
    <div className="mt-4 max-w-prose">
      {proposals.length > 0 && (
        <ul aria-label={`Suggestions that answer ${label}`}>
          {proposals.map((one) => <li key={one.label}><a href={one.href} className="inline-block min-h-6">{one.label}</a> answers it: {one.state}</li>)}
        </ul>
      )}
      {suggest && <a href={suggest} className="inline-flex min-h-8 items-center">Suggest a change that answers this</a>}
    </div>
  )
}

/** The changes that a disposition may name: those of accepted suggestions that answer the comment come first. */
function offered(item: Item, changes: readonly Change[]): { value: string; label: string }[] {
  const answers = changes.flatMap((change) => item.proposals.filter((one) => one.changed === change.blockId).slice(0, 1)
    .map(({ label }) => ({ value: change.blockId, label: `${label}: ${change.sentence}` })))
  const others = changes.filter((change) => !answers.some(({ value }) => value === change.blockId))
  return [...answers, ...others.map((change) => ({ value: change.blockId, label: change.sentence }))]
}

/** What stands in the field at first: as it was decided, else what an accepted suggestion changed. */
function first(item: Item, changes: readonly Change[]): string {
  if (item.outcome?.startsWith('accepted')) return item.changedBlockId ?? ''
  return changes.find((change) => item.proposals.some((one) => one.changed === change.blockId))?.blockId ?? ''
}

function Decide({ item, changes, saving, head, onSave }: Omit<Props, 'onStep'>) {
  const [outcome, setOutcome] = useState<string>(item.outcome ?? '')
  const [missing, setMissing] = useState<{ field: string; message: string } | null>(null)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const wrong = missingIn(form)
    setMissing(wrong)
    if (!wrong) return onSave(form)
    event.currentTarget.querySelector<HTMLElement>(`[name=${wrong.field}]`)?.focus()
  }
  const send = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === 'Escape') head.current?.focus()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
  }
  const error = (field: string) => (missing?.field === field ? missing.message : undefined)
  return (
    <form aria-label={`Disposition of ${item.label}`} className="mt-6 space-y-5" noValidate onSubmit={submit} onKeyDown={send}
      onChange={({ target }: { target: EventTarget }) => { if (target instanceof HTMLInputElement && target.name === 'outcome') setOutcome(target.value) }}>
      <Radios name="outcome" label="What becomes of it?" inline error={error('outcome')} {...(item.outcome ? { defaultValue: item.outcome } : {})}
        choices={Object.values(outcomeKeys).map((value) => ({ value, label: outcomeInWords[value] }))} />
      {outcome === 'deferred' && <TextInput name="deferredTo" label="To which version?" hint="Such as v1.1. It goes on the backlog." defaultValue={item.deferredTo} error={error('deferredTo')} className="max-w-40" />}
      <TextArea id={reasonId} name="reason" label="Reason" hint="Published with the version." rows={3} maxLength={5000} defaultValue={item.reason} error={error('reason')} />
      {outcome.startsWith('accepted') && changes.length > 0 && (
        <Select name="changedBlockId" label="The change it caused (optional)" defaultValue={first(item, changes)}
          choices={[{ value: '', label: 'No change of text' }, ...offered(item, changes)]} />
      )}
      <Button type="submit" aria-busy={saving || undefined} aria-keyshortcuts="Control+Enter">{item.outcome ? 'Change it, then the next' : 'Save, then the next'}</Button>
    </form>
  )
}

function missingIn(form: FormData): { field: string; message: string } | null {
  const has = (name: string) => String(form.get(name) ?? '').trim() !== ''
  if (!has('outcome')) return { field: 'outcome', message: 'Choose what becomes of the comment.' }
  if (form.get('outcome') === 'deferred' && !/^v\d+\.\d+$/.test(String(form.get('deferredTo')).trim())) return { field: 'deferredTo', message: 'Name the version that it waits for, such as v1.1.' }
  return has('reason') ? null : { field: 'reason', message: 'Write the reason.' }
}
