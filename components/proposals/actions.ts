import type { FormAnswer } from '@/components/ui/form-state'

type Action = (state: FormAnswer, form: FormData) => Promise<FormAnswer>

/** The server actions behind proposed changes; the page hands them in. Each takes one field, `said`, as JSON. */
export interface ProposalActions {
  readonly propose: Action
  readonly decide: Action
}

export function formOf(said: unknown): FormData {
  const form = new FormData()
  form.set('said', JSON.stringify(said))
  return form
}
