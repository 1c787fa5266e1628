'use client'
import { useEffect, useId, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { sayGoodbye } from './goodbye'
import { UnsentStore } from './store'

/** How many changes of the person's this device keeps; none where it cannot keep any. */
export async function unsentOf(person: string): Promise<number> {
  try {
    const store = await UnsentStore.open()
    const changes = await store.changesOf(person)
    store.close()
    return changes
  } catch {
    return 0
  }
}

/** Nothing of the person's stays on this device, and their open tabs keep nothing more. */
export async function wipeOf(person: string): Promise<void> {
  sayGoodbye(person)
  const store = await UnsentStore.open()
  await store.wipe(person)
  store.close()
}

interface Props { readonly changes: number; readonly onLeave: () => void; readonly onStay: () => void }

/** Signing out would lose something: the person says whether. */
export function LeaveDialog({ changes, onLeave, onStay }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => { dialog.current?.showModal() }, [])
  const them = changes === 1 ? 'it' : 'them'
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onStay}
      className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-soft border border-edge bg-float p-6 text-left text-body text-ink shadow-float backdrop:bg-black/40">
      <h2 id={id} className="text-heading font-bold">{changes === 1 ? '1 change is not sent' : `${changes} changes are not sent`}</h2>
      <p className="mt-2">Signing out takes {them} off this device for good. To keep {them}, open the draft and wait until it says “Saved”.</p>
      <p className="mt-5 flex flex-wrap gap-3">
        <Button type="button" onClick={() => dialog.current?.close()}>Stay signed in</Button>
        <Button type="button" variant="danger" onClick={onLeave}>Sign out and lose {them}</Button>
      </p>
    </dialog>
  )
}
