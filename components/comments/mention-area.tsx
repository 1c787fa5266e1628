'use client'
import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { flushSync } from 'react-dom'
import type { MentionablePerson } from '@/lib/comments/comment'
import { handleOf } from '@/lib/comments/mention'
import { inBrief } from './author-line'
import { matching, termBefore } from './mention-search'

interface Props {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly people: readonly MentionablePerson[]
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly error?: string | undefined
  readonly rows?: number
  readonly hideLabel?: boolean
}

/**
 * A box to write in, with the people of the group offered while one types an @ (WAI-ARIA: a text box with list autocompletion; the
 * keyboard stays in the box, arrows move through the list, Enter or Tab takes, Escape closes it). Ctrl and Enter sends the form.
 */
export function MentionArea({ label, name, value, onChange, people, field, error, rows = 3, hideLabel = false }: Props) {
  const id = useId()
  const [caret, setCaret] = useState(0)
  const [chosen, setChosen] = useState(0)
  const [closed, setClosed] = useState<number | null>(null)
  const term = termBefore(value, caret)
  const offered = term && closed !== term.at ? matching(people, term.words) : []
  const index = Math.min(chosen, offered.length - 1)
  const take = (person: MentionablePerson) => {
    if (!term || !field.current) return
    const before = `${value.slice(0, term.at)}@${handleOf(person, people)} `
    // At once: a key that comes before the next frame would be written at the end of the box.
    flushSync(() => { onChange(before + value.slice(caret).replace(/^ /, '')); setCaret(before.length) })
    field.current?.focus()
    field.current?.setSelectionRange(before.length, before.length)
  }
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
    else if (offered.length === 0 || event.ctrlKey || event.altKey) return
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setChosen((index + (event.key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length)
    else if (event.key === 'Enter' || event.key === 'Tab') take(offered[index]!)
    else if (event.key === 'Escape') { setClosed(term!.at); event.stopPropagation() }
    else return
    event.preventDefault()
  }
  const wrong = error ? `${id}-error` : undefined
  return (
    <div className="relative">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'block text-small font-semibold'}>{label}</label>
      {error && <p id={wrong} className="text-small font-semibold text-refusal"><span className="sr-only">Error: </span>{error}</p>}
      <textarea ref={field} id={id} name={name} rows={rows} value={value} className="comment-field"
        aria-invalid={error ? true : undefined} aria-describedby={wrong} aria-autocomplete="list" aria-haspopup="listbox"
        aria-controls={offered.length > 0 ? `${id}-people` : undefined} aria-activedescendant={offered.length > 0 ? `${id}-person-${index}` : undefined}
        onChange={(event) => { onChange(event.target.value); setCaret(event.target.selectionStart); setChosen(0); setClosed(null) }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)} onKeyDown={press} onBlur={() => setClosed(term?.at ?? null)} />
      {offered.length > 0 && (
        <div id={`${id}-people`} role="listbox" aria-label="People of the group" className="mention-list">
          {offered.map((person, at) => (
            <div key={person.id} id={`${id}-person-${at}`} role="option" aria-selected={at === index} className="mention-option"
              onPointerDown={(event) => { event.preventDefault(); take(person) }}>
              <span className="font-semibold">{person.name}</span> <span className="text-quiet">{inBrief(person)}</span>
            </div>
          ))}
        </div>
      )}
      <p role="status" className="sr-only">{offered.length > 0 ? `${offered.length} people. Up and down arrows move, Enter takes.` : ''}</p>
    </div>
  )
}
