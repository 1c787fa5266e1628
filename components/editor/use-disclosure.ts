import { type KeyboardEvent, useEffect, useRef } from 'react'

/** A `<details>` that closes by Escape, the focus back on what opened it, and when something else is pressed or gets the focus. */
export function useDisclosure() {
  const ref = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const outside = (event: Event) => {
      if (ref.current?.open && event.target instanceof Node && !ref.current.contains(event.target)) ref.current.open = false
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !ref.current?.open) return
    ref.current.open = false
    ref.current.querySelector('summary')?.focus()
  }
  return { ref, onKeyDown }
}
