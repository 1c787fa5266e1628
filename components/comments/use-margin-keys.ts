'use client'
import { useEffect, useRef } from 'react'

interface Keys { readonly onAsk: () => void; readonly onStep: (by: 1 | -1) => void }

/** Ctrl Alt M comments; Ctrl Alt J and K go to the next and the previous thread. By the key's place, as Alt writes other letters on a Mac. */
export function useMarginKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.shiftKey) return
      if (event.code === 'KeyM') latest.current.onAsk()
      else if (event.code === 'KeyJ') latest.current.onStep(1)
      else if (event.code === 'KeyK') latest.current.onStep(-1)
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    // Before the editor's own keys.
    document.addEventListener('keydown', press, { capture: true })
    return () => document.removeEventListener('keydown', press, { capture: true })
  }, [])
}
