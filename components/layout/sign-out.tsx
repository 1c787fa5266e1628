'use client'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import type { FormAnswer } from '@/components/ui/form-state'

export function SignOut({ action }: { action: (state: FormAnswer, form: FormData) => Promise<FormAnswer> }) {
  return (
    <ActionForm action={action} className="">
      <SubmitButton variant="secondary" size="small">Sign out</SubmitButton>
    </ActionForm>
  )
}
