'use client'
import { useEffect, useState } from 'react'
import type { Me } from './draft-context'
import { toneOf } from './person-colour'
import type { DraftProvider } from './sync/provider'
import { useDisclosure } from './use-disclosure'

export interface Present { readonly name: string; readonly organisation: string; readonly me: boolean }

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Who has the draft open, each person once however many pages they have; oneself first. */
export function presentIn(states: ReadonlyMap<number, Record<string, unknown>>, own: number, me: Me): Present[] {
  const people = new Map<string, Present>()
  for (const [client, state] of states) {
    const user = (state.user ?? {}) as Record<string, unknown>
    const name = text(user.name)
    if (client === own || !name) continue
    const organisation = text(user.organisation)
    if (text(user.id) === me.id) continue
    people.set(text(user.id) || `${name}\n${organisation}`, { name, organisation, me: false })
  }
  const others = [...people.values()].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  return [{ name: me.name, organisation: me.organisation, me: true }, ...others]
}

function usePresent(provider: DraftProvider, me: Me): Present[] {
  const [present, setPresent] = useState<Present[]>([])
  useEffect(() => {
    const { awareness } = provider
    const look = () => setPresent((before) => {
      const now = presentIn(awareness.getStates(), awareness.clientID, me)
      return JSON.stringify(before) === JSON.stringify(now) ? before : now
    })
    look()
    awareness.on('change', look)
    return () => awareness.off('change', look)
  }, [provider, me])
  return present
}

const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean)
  return `${words[0]?.[0] ?? '?'}${words.length > 1 ? words.at(-1)![0] : ''}`.toUpperCase()
}

/** Initials of those who are here; pressed, their names and organisations. */
export function PeopleHere({ provider, me }: { provider: DraftProvider; me: Me }) {
  const present = usePresent(provider, me)
  const { ref, onKeyDown } = useDisclosure()
  return (
    <details ref={ref} className="people" onKeyDown={onKeyDown}>
      <summary>
        <span className="sr-only">{present.length === 1 ? 'Only you are here' : `${present.length} people are here: ${present.map(({ name }) => name).join(', ')}`}</span>
        <span aria-hidden="true" className="flex items-center">
          {present.slice(0, 5).map((person) => <span key={person.name + person.organisation} className={`person tone-${toneOf(person.name)}`}>{initials(person.name)}</span>)}
          {present.length > 5 && <span className="ml-2">and {present.length - 5} more</span>}
          {present.length === 1 && <span className="ml-2 text-quiet">Only you</span>}
        </span>
      </summary>
      <ul className="people-list">
        {present.map((person) => (
          <li key={person.name + person.organisation} className="flex gap-3 py-1.5">
            <span aria-hidden="true" className={`person tone-${toneOf(person.name)}`}>{initials(person.name)}</span>
            <span className="leading-tight">
              <span className="block font-semibold">{person.name}{person.me && ' (you)'}</span>
              <span className="block text-small text-quiet">{person.organisation || 'No organisation'}</span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
