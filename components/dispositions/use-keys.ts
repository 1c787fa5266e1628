'use client'
import { useEffect } from 'react'

const writing = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], dialog'

/** Single keys, never while something is being written or with a modifier. Answered `true`, the key is used up. */
export function useSingleKeys(keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest(writing)) return
      const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
      if (!act) return
      // Arrows choose among radio buttons; that is theirs.
      if (event.key.startsWith('Arrow') && event.target instanceof HTMLInputElement) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [keys])
}
