import type { DeclarationView } from '../calls/declaration'
import { type Refusal, refuse } from '../kernel/refusal'
import type { LateAnswer } from './late'

export const commentKinds = ['editorial', 'technical', 'general'] as const
export type CommentKind = (typeof commentKinds)[number]

export const isCommentKind = (text: string): text is CommentKind => (commentKinds as readonly string[]).includes(text)

export const kindInWords: Record<CommentKind, readonly [name: string, hint: string]> = {
  editorial: ['Editorial', 'Wording, spelling, layout. What it asks of anyone stays the same.'],
  technical: ['Technical', 'What is asked, of whom, or how it is checked.'],
  general: ['General', 'Anything else, such as the reason for it or what is missing.'],
}

/** Lengths in UTF-16 units, as the browser counts them. */
export const limits = { body: 5_000, proposedText: 5_000, introduction: 5_000, reason: 2_000 } as const

/** What somebody wrote in a consultation. It never changes. */
export interface ConsultationComment {
  readonly id: string
  readonly consultationId: string
  /** `C-3`; `LC-1` for a late one. */
  readonly label: string
  readonly number: number
  readonly late: boolean
  /** Null: the whole text. */
  readonly blockId: string | null
  readonly ref: string
  readonly quotation: string
  readonly kind: CommentKind
  readonly body: string
  readonly proposedText: string
  readonly authorId: string
  readonly authorName: string
  /** What its writer has declared, before and since; empty where none of it is an interest. Never public, as the name is not. */
  readonly declared: readonly DeclarationView[]
  readonly organisationId: string | null
  readonly organisation: string | null
  readonly constituency: string | null
  readonly forOrganisation: boolean
  readonly at: Date
  /** The advisor's answer to a late one; null while it waits, and for one on time. */
  readonly answer: LateAnswer | null
  readonly replies: readonly Reply[]
}

export interface Reply {
  readonly id: string
  readonly commentId: string
  readonly body: string
  readonly authorId: string
  readonly authorName: string
  readonly declared: readonly DeclarationView[]
  readonly organisation: string | null
  readonly constituency: string | null
  readonly asAdvisor: boolean
  readonly at: Date
}

export const labelOfComment = ({ late, number }: { readonly late: boolean; readonly number: number }): string => `${late ? 'LC' : 'C'}-${number}`

/** `FSM-04`, else what it stands on in words. */
export const placeInWords = ({ ref, blockId, quotation }: { readonly ref: string; readonly blockId: string | null; readonly quotation: string }): string =>
  ref || (blockId === null ? 'the whole text' : `“${quotation.length > 60 ? `${quotation.slice(0, 59).trimEnd()}…` : quotation}”`)

/** For everyone to read: the organisation and constituency, never the person. */
export const sourceInPublic = ({ organisation, constituency }: { readonly organisation: string | null; readonly constituency: string | null }): string =>
  (organisation ? [organisation, constituency].filter(Boolean).join(', ') : 'A member of the public')

/** PostgreSQL refuses U+0000 in text. */
export const tidy = (text: string): string => text.replaceAll('\u0000', '').replace(/\r\n?/g, '\n').trim()

export interface CommentInput {
  readonly consultationId: string
  /** A requirement, or another block of the version; null for the whole. */
  readonly blockId: string | null
  readonly kind: CommentKind
  readonly body: string
  readonly proposedText?: string
  /** One of the author's own organisations; without it the one they take part for, else the first they joined. */
  readonly organisationId?: string
  readonly forOrganisation?: boolean
  /** Comments of colleagues that are taken into it. */
  readonly takes?: readonly string[]
}

export function checkComment({ kind, body, proposedText = '' }: Pick<CommentInput, 'kind' | 'body' | 'proposedText'>): Refusal | null {
  if (!isCommentKind(kind)) return refuse('invalid', 'Choose what kind of comment this is.', 'kind')
  return checkWords(body, 'body', 'Write your comment.', limits.body)
    ?? (tidy(proposedText).length > limits.proposedText ? tooLong('proposedText', limits.proposedText, tidy(proposedText).length) : null)
}

/** Words are there, and not too many. */
export function checkWords(text: string, field: string, missing: string, most: number): Refusal | null {
  const words = tidy(text)
  if (words === '') return refuse('invalid', missing, field)
  return words.length > most ? tooLong(field, most, words.length) : null
}

const tooLong = (field: string, most: number, now: number): Refusal => refuse('invalid', `Use at most ${most} characters. This is ${now}.`, field)
