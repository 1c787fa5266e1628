'use client'
import { useEffect } from 'react'
import type { OpenDialog } from './open-dialog'

/** Keys that count anywhere on the page; on a Mac ⌘ stands for Ctrl. */
export function usePageKeys(on: boolean, open: (dialog: OpenDialog) => void): void {
  useEffect(() => {
    if (!on) return
    const press = (event: KeyboardEvent) => {
      const mod = event.ctrlKey || event.metaKey
      if (mod && event.key === '/') open('help')
      else if (mod && event.key.toLowerCase() === 'k' && document.activeElement?.closest('#draft-text')) open('link')
      else if (event.altKey && event.key === 'F10') document.querySelector<HTMLElement>('.toolbar [tabindex="0"]')?.focus()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [on, open])
}
