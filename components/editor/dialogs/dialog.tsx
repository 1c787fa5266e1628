'use client'
import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
import { Icon } from '../toolbar/icon'

interface Props { readonly title: string; readonly onClose: () => void; readonly sheet?: boolean; readonly children: ReactNode }

/** A modal dialog: the browser keeps the keyboard in it, closes it on Escape and gives the keyboard back. */
export function Dialog({ title, onClose, sheet = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useOpen(dialog)
  return (
    <dialog ref={dialog} aria-labelledby={id} className={sheet ? 'dialog dialog-sheet' : 'dialog'} onClose={onClose}
      onClick={(event) => { if (event.target === dialog.current) dialog.current.close() }}>
      <div className="dialog-body">
        <div className="flex items-start justify-between gap-4">
          <h2 id={id} className="text-heading font-bold">{title}</h2>
          <button type="button" className="tool" aria-label="Close" onClick={() => dialog.current?.close()}><Icon name="close" /></button>
        </div>
        {children}
      </div>
    </dialog>
  )
}

function useOpen(dialog: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const shown = dialog.current
    if (shown && !shown.open) shown.showModal()
    return () => shown?.close()
  }, [dialog])
}
