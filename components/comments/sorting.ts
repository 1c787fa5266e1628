import type { Place } from '@/lib/comments/anchor'
import type { ThreadView } from '@/lib/comments/comment'

export type Filter = 'open' | 'resolved' | 'lost'

export const filters: readonly { readonly value: Filter; readonly label: string }[] = [
  { value: 'open', label: 'Open' }, { value: 'resolved', label: 'Resolved' }, { value: 'lost', label: 'Lost their place' },
]

type Places = ReadonlyMap<string, Place>

/** Its words, or its block, no longer stand in the draft. Until the text was looked at, nothing counts as lost. */
export const isLost = (thread: ThreadView, places: Places): boolean => places.get(thread.id)?.on === 'nothing'

export interface Sorted {
  readonly whole: readonly ThreadView[]
  readonly lost: readonly ThreadView[]
  /** In the order of the text. */
  readonly inText: readonly ThreadView[]
}

const startOf = (thread: ThreadView, places: Places): number => {
  const place = places.get(thread.id)
  return place?.on === 'words' || place?.on === 'block' ? place.from : 0
}

/**
 * What a filter shows. Open threads that lost their place stay among the open ones: nobody should have to look for them. The one that the
 * reader has open stays too, should somebody resolve it meanwhile: it is not taken from under their hands.
 */
export function sorted(threads: readonly ThreadView[], places: Places, filter: Filter, reading: string | null = null): Sorted {
  const shown = threads.filter((thread) => thread.id === reading || (filter === 'lost' ? isLost(thread, places) : thread.state.is === filter))
  const inText = shown.filter((thread) => thread.blockId !== null && !isLost(thread, places))
  return {
    whole: shown.filter((thread) => thread.blockId === null),
    lost: shown.filter((thread) => isLost(thread, places)),
    inText: [...inText].sort((a, b) => startOf(a, places) - startOf(b, places)),
  }
}

export const countsOf = (threads: readonly ThreadView[], places: Places): Record<Filter, number> => ({
  open: threads.filter((thread) => thread.state.is === 'open').length,
  resolved: threads.filter((thread) => thread.state.is === 'resolved').length,
  lost: threads.filter((thread) => isLost(thread, places)).length,
})

/** The thread before or after the one that is open, round the end. */
export function neighbour(order: readonly string[], active: string | null, step: 1 | -1): string | null {
  if (order.length === 0) return null
  const at = active === null ? -1 : order.indexOf(active)
  if (at < 0) return (step === 1 ? order[0] : order.at(-1)) ?? null
  return order[(at + step + order.length) % order.length] ?? null
}
