import type { DeclaredInterest } from '@/lib/calls/declaration'
import type { CommentKind } from '@/lib/consultation/comment'
import type { OutcomeOfComment } from '@/lib/consultation/disposition'

/** A comment as the worklist in the browser has it. */
export interface Item {
  readonly id: string
  readonly label: string
  readonly place: string
  readonly ref: string
  readonly late: boolean
  readonly kind: CommentKind
  /** `Marcus Webb, Keystone Forms, supplier` */
  readonly from: string
  /** What its writer has declared, newest first. */
  readonly interests: readonly DeclaredInterest[]
  readonly quotation: string
  readonly body: string
  readonly proposedText: string
  /** The newest revision that is shown; 0: none. */
  readonly revision: number
  readonly outcome: OutcomeOfComment | null
  readonly reason: string
  readonly deferredTo: string
  readonly changedBlockId: string | null
  /** What has been proposed in answer to it. */
  readonly proposals: readonly Answering[]
  /** Where one suggests a change that answers it; null for who may not, and where there is no such block. */
  readonly suggest: string | null
  /** Where the change that it names is seen, and what that is. */
  readonly change: { readonly href: string; readonly sentence: string } | null
  /** What was decided, by whom and when. */
  readonly decided: string
  /** Why this person cannot dispose of it. */
  readonly refusal: string | null
}

/** A proposed change that answers the comment. `changed`: the block that it changed, once it was accepted. */
export interface Answering { readonly label: string; readonly state: string; readonly href: string; readonly changed: string | null }

/** What changed between the version under consultation and the draft: what a disposition may point at. */
export interface Change { readonly blockId: string; readonly sentence: string }
