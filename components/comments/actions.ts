import type { FormAnswer } from '@/components/ui/form-state'

type Action = (state: FormAnswer, form: FormData) => Promise<FormAnswer>

/** The server actions behind the margin; the page hands them in. */
export interface CommentActions {
  /** `done` is the new thread's id. */
  readonly start: Action
  readonly reply: Action
  readonly edit: Action
  readonly remove: Action
  readonly resolve: Action
  readonly reopen: Action
  readonly see: Action
}
