'use client'
import { memo, startTransition, useEffect, useState } from 'react'
import { OutlineList } from './outline-list'

/** Milliseconds; a row for every requirement takes a while to draw, and the text is what people wait for. */
const afterTheText = 150

/** The outline beside the page, where there is room. */
export const OutlineAside = memo(function OutlineAside() {
  const [stands, setStands] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setStands(true)), afterTheText)
    return () => clearTimeout(timer)
  }, [])
  return (
    <nav aria-label="Outline" className="draft-outline">
      {stands && <OutlineList />}
    </nav>
  )
})
