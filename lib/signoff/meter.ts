import { quorumOf } from '../groups/quorum'
import type { RoundInView } from './queries'
import { countedPositions } from './round'

/** The quorum of an open round as one person may know it, in words; the marks are only its picture. */
export interface Meter {
  readonly present: number
  readonly seats: number
  readonly needed: number
  readonly sentence: string
  /** Changes when the page around it has to be drawn again: the round ended, its closing time moved, its text became stale. */
  readonly page: string
}

/** How many seats have taken a position is the whole group's to know; which ones, and what, only theirs who see all. */
export function meterOf({ round, positions, takenCount, seesAll }: RoundInView, now: Date): Meter {
  const over = now >= round.closesAt ? ' The closing time has passed; the round is being counted.' : ''
  const counted = [...countedPositions(positions).values()].map((one) => ({ seatId: one.electorId, position: one.position }))
  const quorum = quorumOf(round.quorum, round.electors, seesAll ? counted : [])
  const seats = round.electors.length
  const page = [round.id, round.state.kind, round.closesAt.toISOString(), round.newest].join(' ')
  if (seesAll) {
    const taken = positions.length
    return { present: quorum.present, seats, needed: quorum.seatsNeeded, sentence: `As it stands: ${quorum.sentence}${over}`, page: `${page} ${taken}` }
  }
  const sentence = `${takenCount} of ${seats} seats have taken a position. A quorum takes ${quorum.seatsNeeded} or more. Positions are shown when the round has closed.${over}`
  return { present: takenCount, seats, needed: quorum.seatsNeeded, sentence, page }
}
