import { mayIn, type Standing } from '../groups/standing'
import { type Refusal, refuse } from '../kernel/refusal'
import type { Decision, ProposalState } from './proposal'

interface Place { readonly archived: boolean }

const archived = (place: Place): Refusal | null => (place.archived ? refuse('archived') : null)

export const mayPropose = (standing: Standing, place: Place): Refusal | null => archived(place) ?? mayIn(standing, 'draft.propose')

const open = (state: ProposalState['is']): Refusal | null =>
  state === 'open' ? null : refuse('already-done', `This proposed change was ${state} already.`)

export const mayDecide = (standing: Standing, place: Place, state: ProposalState['is']): Refusal | null =>
  archived(place) ?? mayIn(standing, 'draft.acceptProposal') ?? open(state)

export const mayWithdraw = (standing: Standing, place: Place, state: ProposalState['is'], proposedBy: string): Refusal | null =>
  archived(place) ?? mayIn(standing, 'draft.propose')
    ?? (proposedBy === standing.personId ? null : refuse('own-only', 'Only the person who proposed a change withdraws it.')) ?? open(state)

export const reasonFor = (decision: Decision, reason: string): Refusal | null =>
  decision === 'rejected' && !reason.trim() ? refuse('invalid', 'Say why, so that the one who proposed it can see.', 'reason') : null

/** Characters. */
export const longestNote = 2_000
export const noteItself = (note: string): Refusal | null =>
  note.length > longestNote ? refuse('too-large', `A note has at most ${longestNote.toLocaleString('en-GB')} characters.`, 'note') : null
