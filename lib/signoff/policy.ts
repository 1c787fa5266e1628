import { londonDate, momentInWords } from '../kernel/clock'
import { mayIn, type Standing } from '../groups/standing'
import type { SeatPosition } from '../groups/quorum'
import { type Refusal, refuse } from '../kernel/refusal'
import { isElector, mayBecome, meetingInWords, mostWords, type Round, seatsFor, wordsOf } from './round'

/** What a round would be opened on. */
export interface OpeningState {
  readonly newestVersionId: string | null
  readonly newestLabel: string | null
  readonly roundOpen: boolean
  /** A round has carried the newest version already. */
  readonly carried: boolean
  readonly seats: number
  /** As proposed for the publication when a round was last opened, or by the publication in force. */
  readonly ownerPost: string
  readonly reviewDate: string | null
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

/** When the seats meet, or the round closes. */
export const closingTime = (at: Date | null, now: Date): Refusal | null => at === null ? refuse('invalid', 'Enter the day and the time.', 'closesAt')
  : at > now ? null : refuse('invalid', `Choose a time after now, ${momentInWords(now)}.`, 'closesAt')

/** A named post owns what is signed, and a date is set for its first review. */
export function ownership({ ownerPost, reviewDate }: { readonly ownerPost: string; readonly reviewDate: string | null }, now: Date): Refusal | null {
  if (!ownerPost) return refuse('invalid', 'Enter the post that will own the standard, such as “Head of education services”.', 'ownerPost')
  if (!reviewDate || Number.isNaN(Date.parse(reviewDate))) return refuse('invalid', 'Enter the date of its first review.', 'reviewDate')
  return reviewDate > londonDate(now) ? null : refuse('invalid', 'The review date must be after today.', 'reviewDate')
}

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
export function positionItself(round: Round, shown: {
  readonly digest: string; readonly position: SeatPosition; readonly reason: string; readonly substitute: boolean; readonly delegation: string
}): Refusal | null {
  if (shown.digest !== round.digest) return refuse('stale', 'The text you were shown is not the text of this round. Read it again, then decide.')
  if (shown.position === 'dissent' && !shown.reason.trim()) return refuse('invalid', 'Say why you dissent.', 'reason')
  if (shown.substitute && !shown.delegation.trim()) {
    return refuse('invalid', 'Say under which delegation you sign for the holder, such as “delegation 4.2, until 12 May”.', 'delegation')
  }
  return null
}

/** Positions stay hidden from electors while the round is open, and for good where it was adjourned: nothing of it is recorded. Source: permissions, "see individual votes". */
export const seeingPositions = (standing: Standing, round: Pick<Round, 'state'>): Refusal | null =>
  mayIn(standing, round.state.kind === 'open' || round.state.kind === 'adjourned' ? 'round.seePositionsWhileOpen' : 'round.seePositionsAfter')

/** Deciding is the assigned advisor's: closing a round before its time decides it. At its closing time it closes by itself. */
export function closing(standing: Standing, round: Round, taken: number): Refusal | null {
  const refusal = mayIn(standing, 'round.certify')
  if (refusal) return refusal
  if (!mayBecome(round.state.kind, 'carried')) return refuse('closed', 'This sign-off round has ended.')
  if (round.meetsAt === null) return null
  if (!round.meeting) return refuse('not-allowed', 'This round has a meeting. End the meeting first; whether it was quorate is counted then.')
  return taken >= round.electors.length ? null
    : refuse('not-allowed', `Seats that were absent may sign in writing until ${momentInWords(round.closesAt)}. The round may be closed before that once every seat has.`)
}

/** Ends the meeting: the assigned advisor's, from its beginning on, once. */
export function endingMeeting(standing: Standing, round: Round, now: Date): Refusal | null {
  const refusal = mayIn(standing, 'round.certify')
  if (refusal) return refusal
  if (round.meetsAt === null) return refuse('not-ready', 'This round has no meeting. It ends at its closing time.')
  if (!mayBecome(round.state.kind, 'adjourned')) return refuse('closed', 'This sign-off round has ended.')
  if (round.meeting) return refuse('already-done', 'The meeting has ended already.')
  if (now < round.meetsAt) return refuse('not-ready', `The meeting begins on ${momentInWords(round.meetsAt)}.`)
  if (now >= round.closesAt) return refuse('closed', 'This sign-off round has passed its closing time.')
  return round.newest ? null
    : refuse('stale', `A newer version than ${round.versionLabel} has been tagged, so positions on ${round.versionLabel} are stale. Discard it, or withdraw the round.`)
}

export const adjournment = (to: Date | null, now: Date): Refusal | null => to && to > now ? null
  : refuse('invalid', `The meeting is not quorate. Choose a day and time after now, ${momentInWords(now)}, to which it is adjourned.`, 'adjournTo')

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
  if (round.state.kind === 'adjourned') return refuse('not-quorate', `The meeting was ${meetingInWords(round.state.meeting)}. Nothing was decided.`)
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
