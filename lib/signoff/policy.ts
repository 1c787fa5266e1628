import { momentInWords } from '../kernel/clock'
import { mayIn, type Standing } from '../groups/standing'
import type { SeatPosition } from '../groups/quorum'
import { type Refusal, refuse } from '../kernel/refusal'
import { isElector, mayBecome, mostWords, type Round, seatsFor, wordsOf } from './round'

/** What a round would be opened on. */
export interface OpeningState {
  readonly newestVersionId: string | null
  readonly newestLabel: string | null
  readonly roundOpen: boolean
  /** A round has carried the newest version already. */
  readonly carried: boolean
  readonly seats: number
}

export function opening(standing: Standing, how: OpeningState): Refusal | null {
  const refusal = mayIn(standing, 'round.open')
  if (refusal) return refusal
  if (how.roundOpen) return refuse('round-open', 'A sign-off round is open on this standard. It must end before the next one opens.')
  if (!how.newestVersionId) return refuse('not-newest', 'There is no version yet. The lead editor tags one first.')
  if (how.carried) return refuse('already-done', `A sign-off round has carried ${how.newestLabel} already.`)
  if (how.seats === 0) return refuse('invalid', 'The charter has no seat yet. An advisor charters the seats first.')
  return null
}

export const closingTime = (closesAt: Date, now: Date): Refusal | null =>
  closesAt > now ? null : refuse('invalid', `Choose a closing time after now, ${momentInWords(now)}.`, 'closesAt')

/** May this person take a position, for this seat if one is named? The same answer disables the button. */
export function takingPosition(standing: Standing, round: Round, now: Date, electorId?: string): Refusal | null {
  const own = seatsFor(round.electors, standing.personId)
  const elector = electorId === undefined ? own.length > 0 : own.some((seat) => seat.id === electorId)
  const refusal = mayIn(standing, 'round.takePosition', { elector })
  if (refusal) return elector ? refusal : refuse('electors-only')
  if (round.state.kind !== 'open') return refuse('closed', 'This sign-off round has ended.')
  if (now >= round.closesAt) return refuse('closed', `This sign-off round closed on ${momentInWords(round.closesAt)}.`)
  if (!round.newest) {
    return refuse('stale', `A newer version than ${round.versionLabel} has been tagged, so positions on ${round.versionLabel} are stale. `
      + 'The advisor discards the newer version, or opens a round on it.')
  }
  return null
}

/** The digest that was shown, against the round's; a dissent without its reason. */
export function positionItself(round: Round, shown: { readonly digest: string; readonly position: SeatPosition; readonly reason: string }): Refusal | null {
  if (shown.digest !== round.digest) return refuse('stale', 'The text you were shown is not the text of this round. Read it again, then decide.')
  if (shown.position === 'dissent' && !shown.reason.trim()) return refuse('invalid', 'Say why you dissent.', 'reason')
  return null
}

/** Positions stay hidden from electors while the round is open. Source: permissions, "see individual votes". */
export const seeingPositions = (standing: Standing, round: Pick<Round, 'state'>): Refusal | null =>
  mayIn(standing, round.state.kind === 'open' ? 'round.seePositionsWhileOpen' : 'round.seePositionsAfter')

/** Deciding is the assigned advisor's: closing a round before its time decides it. At its closing time it closes by itself. */
export function closing(standing: Standing, round: Round): Refusal | null {
  return mayIn(standing, 'round.certify') ?? (mayBecome(round.state.kind, 'carried') ? null : refuse('closed', 'This sign-off round has ended.'))
}

export function withdrawing(standing: Standing, round: Round, now: Date): Refusal | null {
  const refusal = mayIn(standing, 'round.withdraw', { own: round.openedBy === standing.personId })
  if (refusal) return refusal
  if (!mayBecome(round.state.kind, 'withdrawn')) return refuse('closed', 'This sign-off round has ended.')
  return now >= round.closesAt ? refuse('closed', 'This sign-off round has passed its closing time.') : null
}

export function certifying(standing: Standing, round: Round): Refusal | null {
  const refusal = mayIn(standing, 'round.certify')
  if (refusal) return refusal
  if (isElector(round.electors, standing.personId)) return refuse('conflict-of-role', 'You hold or stand in for a seat of this round. Another advisor must certify.')
  if (round.taggedBy === standing.personId) return refuse('conflict-of-role', `You tagged ${round.versionLabel}. Another advisor must certify.`)
  if (round.state.kind === 'open') return refuse('not-carried', 'The sign-off round is still open.')
  if (round.state.kind === 'certified' || round.state.kind === 'published') return refuse('already-done', 'Due process has been certified.')
  if (round.state.kind === 'not quorate') return refuse('not-quorate', 'The sign-off round was not quorate: nothing was decided.')
  if (!mayBecome(round.state.kind, 'certified')) return refuse('not-carried', 'Only a sign-off round that carried can be certified.')
  return round.newest ? null
    : refuse('stale', `A newer version than ${round.versionLabel} has been tagged since. Discard it, or put it to a sign-off round.`)
}

/** `dissented`: the seat's counted position. */
export function statingMinority(standing: Standing, round: Round, electorId: string, how: { readonly dissented: boolean; readonly stated: boolean }): Refusal | null {
  const own = seatsFor(round.electors, standing.personId).some((seat) => seat.id === electorId)
  const refusal = mayIn(standing, 'minority.write', { elector: own })
  if (refusal) return own ? refusal : refuse('electors-only')
  if (round.state.kind === 'open') return refuse('not-carried', 'A minority statement is written after the sign-off round has closed.')
  if (round.state.kind === 'published') return refuse('closed', 'The version is published, and its sign-off record with it.')
  if (round.state.kind !== 'carried' && round.state.kind !== 'certified') return refuse('not-carried', 'The sign-off round did not carry, so there is no minority to speak for.')
  if (!how.dissented) return refuse('not-allowed', 'Only a seat that dissented writes a minority statement.')
  return how.stated ? refuse('already-done', 'This seat has written its minority statement.') : null
}

export function minorityText(text: string): Refusal | null {
  const words = wordsOf(text)
  if (words === 0) return refuse('invalid', 'Write the minority statement.', 'text')
  return words > mostWords ? refuse('invalid', `A minority statement has at most ${mostWords} words. This one has ${words}.`, 'text') : null
}
