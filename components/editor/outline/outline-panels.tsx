'use client'
import { Dialog } from '../dialog'
import { OutlineList } from './outline-list'

/** The outline beside the page, where there is room. */
export function OutlineAside() {
  return (
    <nav aria-label="Outline" className="draft-outline">
      <OutlineList />
    </nav>
  )
}

/** The outline as a sheet, where there is not. */
export function OutlineSheet({ onClose }: { onClose: () => void }) {
  return <Dialog title="Outline" sheet onClose={onClose}><nav aria-label="Outline" className="mt-3"><OutlineList onGo={onClose} /></nav></Dialog>
}
