'use client'
import { type FormEvent, lazy, Suspense, useRef, useState } from 'react'
import { somethingIsKept } from '@/components/editor/unsent/flag'
import { Leaving } from '@/components/editor/unsent/leaving'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import type { FormAnswer } from '@/components/ui/form-state'

interface Props { action: (state: FormAnswer, form: FormData) => Promise<FormAnswer>; personId: string }

const leave = () => import('@/components/editor/unsent/leave')
const LeaveDialog = lazy(() => leave().then((module) => ({ default: module.LeaveDialog })))

/** Where something of the person's is kept on this device it is wiped first; where it was never sent, they are asked. */
export function SignOut({ action, personId }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const decided = useRef(false)
  const [changes, setChanges] = useState(0)
  const go = async () => {
    // What cannot be wiped stays sealed, and nobody who is signed out has its key.
    if (somethingIsKept()) await leave().then(({ wipeOf }) => wipeOf(personId)).catch(() => {})
    decided.current = true
    place.current?.querySelector('form')?.requestSubmit()
  }
  const lookFirst = async (event: FormEvent) => {
    if (decided.current) return
    const asked = new Leaving()
    window.dispatchEvent(asked)
    if (asked.changes === 0 && !somethingIsKept()) return
    event.preventDefault()
    event.stopPropagation()
    const unsent = Math.max(asked.changes, await leave().then(({ unsentOf }) => unsentOf(personId)))
    if (unsent > 0) setChanges(unsent)
    else await go()
  }
  return (
    <div ref={place} onSubmitCapture={(event) => void lookFirst(event)}>
      <ActionForm action={action} className=""><SubmitButton variant="secondary" size="small">Sign out</SubmitButton></ActionForm>
      {changes > 0 && <Suspense><LeaveDialog changes={changes} onLeave={() => void go()} onStay={() => setChanges(0)} /></Suspense>}
    </div>
  )
}
