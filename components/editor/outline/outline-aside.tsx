'use client'
import { OutlineList } from './outline-list'

/** The outline beside the page, where there is room. */
export function OutlineAside() {
  return (
    <nav aria-label="Outline" className="draft-outline">
      <OutlineList />
    </nav>
  )
}
