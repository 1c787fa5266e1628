'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from './toolbar/icon'

/**
 * The right margin: level with the text where there is room, a sheet over it where there is not. It is one and the same element, so that
 * what stands in it keeps its state.
 */
export function Margin({ open, onClose, children }: { open: boolean; onClose: () => void; children: ReactNode }) {
  const margin = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!open || !margin.current) return
    const before = document.activeElement as HTMLElement | null
    const others = [...document.querySelectorAll<HTMLElement>('.draft-head, .draft-page, .draft-outline')]
    for (const other of others) other.inert = true
    margin.current.querySelector<HTMLElement>('button')?.focus()
    return () => {
      for (const other of others) other.inert = false
      before?.focus()
    }
  }, [open])
  return (
    <aside ref={margin} aria-label="Comments" className="draft-margin" data-open={open} onKeyDown={(event) => { if (open && event.key === 'Escape') onClose() }}>
      <div className="margin-sheet-head">
        <p className="text-heading font-bold">Comments</p>
        <button type="button" className="tool" aria-label="Close comments" onClick={onClose}><Icon name="close" /></button>
      </div>
      {children}
    </aside>
  )
}
