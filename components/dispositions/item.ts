import type { OutcomeOfComment } from '@/lib/consultation/disposition'

/** A comment as the worklist in the browser has it. */
export interface Item {
  readonly id: string
  readonly label: string
  readonly place: string
  readonly ref: string
  readonly late: boolean
  readonly kind: string
  /** `Marcus Webb, Keystone Forms, supplier` */
  readonly from: string
  /** What its writer has declared, newest first. */
  readonly interests: readonly string[]
  readonly quotation: string
  readonly body: string
  readonly proposedText: string
  /** The newest revision that is shown; 0: none. */
  readonly revision: number
  readonly outcome: OutcomeOfComment | null
  readonly reason: string
  readonly deferredTo: string
  readonly changedBlockId: string | null
  /** What was decided, by whom and when. */
  readonly decided: string
  /** Why this person cannot dispose of it. */
  readonly refusal: string | null
}

/** What changed between the version under consultation and the draft: what a disposition may point at. */
export interface Change { readonly blockId: string; readonly sentence: string }
