import type { DeclaredInterest } from '../calls/declaration'
import type { Constituency } from '../groups/constituency'
import { type Refusal, refuse } from '../kernel/refusal'
import { limits } from './limits'

/** A thread is open, or resolved by somebody at a moment. Whether it lost its place is no state: the text decides that, each time. */
export type ThreadState =
  | { readonly is: 'open' }
  | { readonly is: 'resolved'; readonly by: string; readonly at: string }

export const steps = { resolve: { from: 'open', to: 'resolved' }, reopen: { from: 'resolved', to: 'open' } } as const

export type Step = keyof typeof steps

/** Null when a thread in this state can take the step. */
export function decideStep(state: ThreadState['is'], step: Step): Refusal | null {
  if (steps[step].from === state) return null
  return refuse('already-done', step === 'resolve' ? 'This thread is already resolved.' : 'This thread is already open.')
}

export function checkBody(body: string): Refusal | null {
  if (body.trim() === '') return refuse('invalid', 'Write something in your comment.', 'body')
  if (body.length > limits.body) return refuse('invalid', `Your comment is ${body.length} characters long. Use at most ${limits.body}.`, 'body')
  return null
}

export function checkReason(reason: string): Refusal | null {
  if (reason.trim() === '') return refuse('invalid', 'Say why you delete what somebody else wrote. The reason stays in its place.', 'reason')
  if (reason.length > limits.reason) return refuse('invalid', `Keep the reason to ${limits.reason} characters.`, 'reason')
  return null
}

/** Where a thread was put: on the whole, on a block, or on words in it. Bytes are encoded Yjs relative positions. */
export type Anchor =
  | { readonly on: 'whole' }
  | { readonly on: 'block'; readonly blockId: string; readonly quotation: string }
  | {
      readonly on: 'words'; readonly blockId: string; readonly start: Uint8Array; readonly end: Uint8Array; readonly quotation: string
      /** The words of the block before the quotation, behind a line feed where they reach the block's beginning; and the words after it. */
      readonly before: string; readonly after: string
    }

/** PostgreSQL throws on anything else in a uuid column; to a stranger's id the answer is not-found. */
export const isId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)

const blockId = /^[\w-]{1,64}$/

export function checkAnchor(anchor: Anchor): Refusal | null {
  if (anchor.on === 'whole') return null
  const lost = refuse('invalid', 'Accord could not tell which words this is about. Select them again, then comment.', 'anchor')
  if (!blockId.test(anchor.blockId) || anchor.quotation.includes('\u0000') || anchor.quotation.length > limits.quotation) return lost
  if (anchor.on === 'block') return null
  const sized = !(anchor.before + anchor.after).includes('\u0000') && anchor.before.length <= limits.before && anchor.after.length <= limits.after
  const placed = [anchor.start, anchor.end].every((position) => position.length > 0 && position.length <= limits.position)
  return anchor.quotation.trim() !== '' && sized && placed ? null : lost
}

/** Who wrote something, as it stood when they wrote it. */
export interface AuthorView {
  readonly name: string
  readonly organisation: string | null
  readonly constituency: Constituency | 'advisor' | null
  /** The interests that they have declared, newest first. */
  readonly interests?: readonly DeclaredInterest[]
}

export interface CommentView {
  readonly id: string
  readonly author: AuthorView
  readonly mine: boolean
  /** Empty when deleted. */
  readonly body: string
  readonly at: string
  readonly editedAt: string | null
  readonly deleted: { readonly at: string; readonly by: string; readonly byAuthor: boolean; readonly reason: string } | null
  /** Handles that stand behind an @ in the body. */
  readonly mentions: readonly string[]
  readonly may: { readonly edit: Refusal | null; readonly delete: Refusal | null }
}

/** A thread as a person sees it, plain data for the browser; its anchor's bytes are in base64. */
export interface ThreadView {
  readonly id: string
  readonly blockId: string | null
  readonly start: string | null
  readonly end: string | null
  readonly quotation: string
  readonly before: string
  readonly after: string
  readonly state: ThreadState
  readonly comments: readonly CommentView[]
  /** A comment in it mentions the reader, who has not opened it yet. */
  readonly waitsOnMe: boolean
  readonly may: { readonly reply: Refusal | null; readonly resolve: Refusal | null; readonly reopen: Refusal | null }
}

export interface MentionablePerson { readonly id: string; readonly name: string; readonly organisation: string; readonly constituency: AuthorView['constituency'] }

/** Everything that the margin needs. */
export interface MarginView {
  readonly threads: readonly ThreadView[]
  /** Why the reader may not start a thread; null when they may. */
  readonly mayStart: Refusal | null
  readonly people: readonly MentionablePerson[]
}
