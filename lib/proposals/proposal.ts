import type { DeclaredInterest } from '../calls/declaration'
import { placeOf, sayingOf } from '../drafts/amendment'
import { requirementView } from '../document/requirements'
import { plainText } from '../document/plain-text'
import type { Block, NodeJson } from '../document/types'
import type { Refusal } from '../kernel/refusal'

export const proposalKinds = ['change', 'insert', 'delete', 'move', 'level', 'met-by'] as const
export type ProposalKind = (typeof proposalKinds)[number]

export type Decision = 'accepted' | 'accepted with edits' | 'rejected' | 'withdrawn'

export type ProposalState =
  | { readonly is: 'open' }
  | { readonly is: Decision; readonly by: string; readonly at: string; readonly reason: string; readonly applied: Block | null }

/** What a proposal answers. */
export type Source = { readonly on: 'comment' | 'consultation comment' | 'objection'; readonly id: string }

/** That in words, `a comment`, `C-4`, `FO-1`, and where it is read. */
export interface Answered { readonly label: string; readonly href: string }

/** As pages get it: plain data, times in ISO 8601. */
export interface ProposalView {
  readonly id: string
  readonly number: number
  readonly kind: ProposalKind
  readonly blockId: string
  /** The block as it stood; null for an insertion. */
  readonly before: Block | null
  /** As it should be; null for a deletion or a move. */
  readonly after: Block | null
  /** Of an insertion or a move: the block to come behind; null is the beginning. */
  readonly afterBlockId: string | null
  readonly note: string
  readonly author: { readonly name: string; readonly organisation: string | null; readonly constituency: string | null; readonly interests?: readonly DeclaredInterest[] }
  readonly at: string
  readonly state: ProposalState
  readonly answers: Answered | null
  readonly source: Source | null
  readonly may: { readonly decide: Refusal | null; readonly withdraw: Refusal | null }
}

/** What the draft page needs of all of them. */
export interface ProposalsView { readonly open: readonly ProposalView[]; readonly mayPropose: Refusal | null }

/** How a proposal stands to the draft: as it was made · its block says something else now · its block or its place is gone. */
export type Fit = 'fits' | 'changed' | 'gone'

type Aimed = Pick<ProposalView, 'kind' | 'blockId' | 'before' | 'afterBlockId'>

export function fitOf(proposal: Aimed, content: readonly Block[]): Fit {
  const placed = proposal.kind === 'insert' || proposal.kind === 'move'
  if (placed && proposal.afterBlockId !== null && placeOf(content, proposal.afterBlockId) < 0) return 'gone'
  if (proposal.kind === 'insert') return placeOf(content, proposal.blockId) < 0 ? 'fits' : 'gone'
  const block = content[placeOf(content, proposal.blockId)]
  if (!block) return 'gone'
  return sayingOf(block) === sayingOf(proposal.before!) ? 'fits' : 'changed'
}

/** The block at the top of the text that this one is, or stands in: what a proposal is about. */
export function topOf(content: readonly Block[], blockId: string): string | null {
  const holds = ({ attrs, content: inner = [] }: NodeJson): boolean => attrs?.id === blockId || inner.some(holds)
  const top = content.find(holds)
  return top ? String(top.attrs?.id) : null
}

/** Where in the draft one begins a proposal that answers something. */
export const addressToSuggest = (slug: string, blockId: string, { on, id }: Source): string =>
  `/workspace/standards/${slug}?${new URLSearchParams({ suggest: blockId, answers: `${on}:${id}` }).toString()}`

export const labelOf = ({ number }: { number: number }): string => `P-${number}`

const deeds: Record<ProposalKind, string> = {
  change: 'Change', insert: 'Insert', delete: 'Delete', move: 'Move', level: 'Another level', 'met-by': 'Met by others',
}

/** `Change`, `Insert`: what it would do, for a heading. */
export const deedOf = (kind: ProposalKind): string => deeds[kind]

/** A block's ref, or its first words. */
export function blockInWords(block: Block, refs: Readonly<Record<string, string>> = {}): string {
  const ref = refs[String(block.attrs?.id)]
  if (ref) return ref
  const words = (block.type === 'requirement' ? requirementView(block).statement.text : plainText(block)).replace(/\s+/g, ' ').trim()
  return words === '' ? 'a block without words' : `“${words.length > 60 ? `${words.slice(0, 59).trimEnd()}…` : words}”`
}
