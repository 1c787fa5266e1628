import { type CommentKind, type ConsultationComment, isCommentKind, placeInWords } from './comment'

/** Which comments are looked at; an empty part lets everything through. */
export interface CommentFilter { readonly on: string; readonly kind: CommentKind | ''; readonly of: string }

/** A filter as it stands in an address. */
export const filterOf = ({ on = '', kind = '', of = '' }: { on?: string; kind?: string; of?: string }): CommentFilter => ({ on, of, kind: isCommentKind(kind) ? kind : '' })

const noOrganisation = 'No organisation'
const sourceOf = (comment: Pick<ConsultationComment, 'organisation'>): string => comment.organisation ?? noOrganisation

export const matching = (comments: readonly ConsultationComment[], { on, kind, of }: CommentFilter): ConsultationComment[] =>
  comments.filter((one) => (on === '' || placeInWords(one) === on) && (kind === '' || one.kind === kind) && (of === '' || sourceOf(one) === of))

const inOrder = (words: readonly string[]): string[] => [...new Set(words)].sort((a, b) => a.localeCompare(b, 'en-GB', { numeric: true }))

/** What there are comments on, and whose: what a filter offers. */
export const placesOf = (comments: readonly ConsultationComment[]): string[] => inOrder(comments.map(placeInWords))
export const sourcesOf = (comments: readonly ConsultationComment[]): string[] => inOrder(comments.map(sourceOf))
