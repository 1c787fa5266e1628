'use client'
import { type ReactNode, useCallback, useId, useState, useTransition } from 'react'
import type { FormAnswer } from '@/components/ui/form-state'
import type { Refusal } from '@/lib/kernel/refusal'

/** Written out: the catalogue of refusals is the server's, and no small thing to load. */
const notReached: Refusal = { code: 'unavailable', message: 'This did not reach Accord. What you wrote is still here; try again.' }

/** A form over a server action: its refusal, and what to do once it is done. A request that did not arrive is a refusal too. */
export function useForm(action: (state: FormAnswer, form: FormData) => Promise<FormAnswer>, onDone: (said: string) => Promise<void> | void) {
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [pending, start] = useTransition()
  const submit = useCallback((form: FormData) => start(async () => {
    const answer = await action(null, form).catch((): FormAnswer => ({ refusal: notReached }))
    setRefusal(answer?.refusal ?? null)
    if (answer && !answer.refusal) await onDone(answer.done ?? '')
  }), [action, onDone])
  return { refusal, submit, pending }
}

interface ButtonProps {
  readonly children: ReactNode
  readonly onClick?: () => void
  readonly submit?: boolean
  readonly primary?: boolean
  readonly danger?: boolean
  readonly busy?: boolean
}

/** A button of the margin, smaller than a page's. While its form is on the way a second press does nothing. */
export function SmallButton({ children, onClick, submit = false, primary = false, danger = false, busy = false }: ButtonProps) {
  return (
    <button type={submit ? 'submit' : 'button'} className="small-button" data-look={primary ? 'primary' : danger ? 'danger' : 'quiet'} aria-busy={busy || undefined}
      onClick={(event) => { if (busy) event.preventDefault(); else onClick?.() }}>
      {children}
    </button>
  )
}

/** Buttons that would be refused, with the reason that they share. */
export function Refused({ refusal, labels }: { refusal: Refusal; labels: readonly string[] }) {
  const id = useId()
  return (
    <div className="refused">
      <div className="thread-tools gap-2">
        {labels.map((label) => <button key={label} type="button" className="small-button" data-look="refused" aria-disabled="true" aria-describedby={id}>{label}</button>)}
      </div>
      <p id={id} className="text-small text-quiet">{refusal.message}</p>
    </div>
  )
}
