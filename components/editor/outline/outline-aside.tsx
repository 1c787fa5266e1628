'use client'
import { memo } from 'react'
import { OutlineList } from './outline-list'

/** The outline beside the page, where there is room. */
export const OutlineAside = memo(function OutlineAside() {
  return (
    <nav aria-label="Outline" className="draft-outline">
      <OutlineList />
    </nav>
  )
})
