'use client'
import { Dialog } from '../dialogs/dialog'
import { OutlineList } from './outline-list'

/** The outline as a sheet, where there is no room beside the page. */
export function OutlineSheet({ onClose }: { onClose: () => void }) {
  return <Dialog title="Outline" sheet onClose={onClose}><nav aria-label="Outline" className="mt-3"><OutlineList onGo={onClose} /></nav></Dialog>
}
