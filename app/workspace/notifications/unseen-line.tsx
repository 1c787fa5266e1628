'use client'
import { useEffect, useRef } from 'react'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import type { FormAnswer } from '@/components/ui/form-state'

interface Props { unseen: number; action: (state: FormAnswer, form: FormData) => Promise<FormAnswer> }

/** How many are new, and the button that ends it. The button goes as it is done: the keyboard stays here, before the list, and is told. */
export function UnseenLine({ unseen, action }: Props) {
  const line = useRef<HTMLParagraphElement>(null)
  const pressed = useRef(false)
  useEffect(() => {
    if (unseen > 0 || !pressed.current) return
    pressed.current = false
    line.current?.focus()
  }, [unseen])
  return (
    <div className="mb-4 flex min-h-11 flex-wrap items-center gap-4" onSubmit={() => { pressed.current = true }}>
      <p ref={line} tabIndex={-1} role="status">{unseen > 0 ? `${unseen} not seen yet` : 'You have seen all of these'}</p>
      {unseen > 0 && <ActionForm action={action} prefix="seen" className=""><SubmitButton variant="secondary" size="small">Mark all as seen</SubmitButton></ActionForm>}
    </div>
  )
}
