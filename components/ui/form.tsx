'use client'
import { type ReactNode, useActionState, useEffect, useRef } from 'react'
import { useFormStatus } from 'react-dom'
import { Button, type ButtonLook } from './button'
import { controlId, type FormAnswer, FormPrefix, FormState } from './form-state'
import type { Refusal } from '@/lib/kernel/refusal'

interface Props {
  action: (state: FormAnswer, form: FormData) => Promise<FormAnswer>
  children: ReactNode
  /** What the form is for, to assistive technology, where no heading says so. */
  label?: string
  className?: string
  /** Begins the ids of its fields, where several forms of one kind stand on a page. */
  prefix?: string
}

/**
 * A form whose server action answers a FormAnswer. Works before and without script. A refusal shows as an error summary that takes
 * the focus, as the GOV.UK Design System does, and beside its field; what was typed stays.
 */
export function ActionForm({ action, children, label, className = 'space-y-6', prefix }: Props) {
  const [state, submit] = useActionState(action, null)
  return (
    <form action={submit} aria-label={label} className={className} noValidate>
      {state?.refusal && <ErrorSummary refusal={state.refusal} prefix={prefix} />}
      {state?.done && <Done>{state.done}</Done>}
      <FormPrefix value={prefix ?? 'field'}><FormState value={state}>{children}</FormState></FormPrefix>
    </form>
  )
}

export function ErrorSummary({ refusal, prefix }: { refusal: Refusal; prefix?: string | undefined }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [refusal])
  return (
    <div ref={box} tabIndex={-1} role="alert" className="w-full max-w-prose basis-full border-l-4 border-refusal bg-refusal-tint px-4 py-3">
      <p className="font-semibold text-refusal">{refusal.field ? 'There is a problem' : 'This was not done'}</p>
      <p className="mt-1 whitespace-pre-line">
        {refusal.field
          ? <a className="text-refusal" href={`#${controlId(refusal.field, prefix)}`}>{refusal.message}</a>
          : refusal.message}
      </p>
    </div>
  )
}

function Done({ children }: { children: ReactNode }) {
  return <p role="status" className="w-full max-w-prose basis-full border-l-4 border-action bg-action-tint px-4 py-3">{children}</p>
}

interface SubmitProps {
  children: ReactNode
  variant?: ButtonLook
  size?: 'normal' | 'small'
  refusal?: Refusal | null | undefined
  /** A name and value sent with the form when this very button is pressed. */
  name?: string
  value?: string
  className?: string
}

/** The form's button. While the form is on its way a second press does nothing. */
export function SubmitButton({ children, ...rest }: SubmitProps) {
  const { pending } = useFormStatus()
  return (
    <Button {...rest} type="submit" aria-busy={pending || undefined} onClick={(event) => { if (pending) event.preventDefault() }}>
      {children}
    </Button>
  )
}
