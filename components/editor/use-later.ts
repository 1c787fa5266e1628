'use client'
import { useEffect, useState } from 'react'

/** Milliseconds of a page in view after which its text counts as seen. */
export const aLook = 20_000

/** True once `holds` has held for so many milliseconds. */
export function useLater(holds: boolean, milliseconds: number): boolean {
  const [is, setIs] = useState(false)
  useEffect(() => {
    if (!holds) return
    const timer = setTimeout(() => setIs(true), milliseconds)
    return () => clearTimeout(timer)
  }, [holds, milliseconds])
  return is
}
