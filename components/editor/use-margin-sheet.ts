'use client'
import { useMemo } from 'react'
import type { OpenDialog } from './open-dialog'

/** The margin as a sheet, where it does not stand beside the text (editor.css). */
export function useMarginSheet(setDialog: (change: (now: OpenDialog) => OpenDialog) => void) {
  return useMemo(() => ({
    openMargin: () => { if (!window.matchMedia('(width >= 64rem)').matches) setDialog(() => 'margin') },
    closeMargin: () => setDialog((now) => (now === 'margin' ? null : now)),
  }), [setDialog])
}
