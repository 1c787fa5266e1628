'use client'
import { type RefObject, useLayoutEffect } from 'react'

export interface Anchor { readonly left: number; readonly top: number; readonly bottom: number }

/** Puts a fixed element under its anchor, or above it where there is no room; always inside the window. */
function place(floating: HTMLElement, anchor: Anchor): void {
  const { width, height } = floating.getBoundingClientRect()
  const room = window.innerHeight - anchor.bottom
  const top = room > height + 12 || room > anchor.top ? anchor.bottom + 4 : anchor.top - height - 4
  floating.style.left = `${Math.max(8, Math.min(anchor.left, window.innerWidth - width - 8))}px`
  floating.style.top = `${Math.max(8, Math.min(top, window.innerHeight - height - 8))}px`
}

/** Keeps an element beside its anchor while the page scrolls. */
export function useFloating(floating: RefObject<HTMLElement | null>, anchor: () => Anchor, changed: unknown): void {
  useLayoutEffect(() => {
    const move = () => { if (floating.current) place(floating.current, anchor()) }
    move()
    window.addEventListener('scroll', move, { passive: true, capture: true })
    window.addEventListener('resize', move)
    return () => {
      window.removeEventListener('scroll', move, { capture: true })
      window.removeEventListener('resize', move)
    }
    // The anchor is read afresh on every move.
  }, [floating, changed])
}
