'use client'
import { useEffect, useRef, useState } from 'react'
import { schemaVersion } from '@/lib/document/version'
import type { DraftProvider } from '../sync/provider'
import type { Kept } from '../sync/status'
import { somethingIsKept } from './flag'
import type { Keeper } from './keeper'

/** Fetched when the person begins to write, or when something is kept from before: most who open a draft only read. */
export const fetchKeeping = () => import('./keep')

export interface Keeping {
  readonly kept: Kept
  /** Something that was kept is lost, and why. */
  readonly lost: string | null
  /** Whether closing the tab now loses nothing. */
  readonly isSafe: () => boolean
}

/** Keeps what is not sent on this device, under a key that the server gives to this person. */
export function useKeeping(provider: DraftProvider, person: string, standard: string, key: string): Keeping {
  const [kept, setKept] = useState<Kept>('not yet')
  const [lost, setLost] = useState<string | null>(null)
  const keeper = useRef<Keeper | null>(null)
  useEffect(() => {
    let over = false
    const begin = () => {
      stop()
      fetchKeeping().then(async ({ keep }) => {
        if (over) return
        const made = await keep(provider, { person, standard, schema: schemaVersion }, key, { kept: setKept, lost: setLost })
        if (over) made?.end()
        else keeper.current = made
      }, () => {
        setKept('cannot')
        if (!over) stop = provider.onEdit(begin)
      })
    }
    let stop = provider.onEdit(begin)
    if (somethingIsKept()) begin()
    return () => {
      over = true
      stop()
      keeper.current?.end()
      keeper.current = null
    }
  }, [provider, person, standard, key])
  const isSafe = useRef(() => keeper.current?.safe === true).current
  return { kept, lost, isSafe }
}
