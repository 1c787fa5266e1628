import type { Reader } from '../db'
import { changesBetween } from '../versions/compare-queries'
import { versionsOfStandard } from '../versions/queries'
import { type CarriedForward, changedInMeaning } from './carry'
import { positionsOf, roundsOfStandard } from './queries'
import { countedPositions, type Round, seatsFor } from './round'

/**
 * For each seat of this person in an open round: its last counted position on another version, and what changed in meaning since. A round
 * that was adjourned recorded nothing, so nothing is carried from it.
 */
export async function carriedForward(on: Reader, round: Round, personId: string | null): Promise<CarriedForward[]> {
  const seats = seatsFor(round.electors, personId)
  if (seats.length === 0) return []
  const earlier = (await roundsOfStandard(on, round.standardId)).filter((one) => one.number < round.number && one.state.kind !== 'adjourned')
  const found: CarriedForward[] = []
  for (const seat of seats) {
    for (const before of earlier) {
      const own = before.electors.find((elector) => elector.seatName === seat.seatName)
      const position = own && countedPositions(await positionsOf(on, before.id)).get(own.id)
      if (!position) continue
      const comparison = before.versionId === round.versionId ? null : await changesBetween(on, round.standardId, before.versionId, round.versionId)
      if (!comparison) break
      found.push({
        electorId: seat.id, earlier: position, round: before.number, versionLabel: before.versionLabel, changes: changedInMeaning(comparison),
        requirements: comparison.requirements.filter((change) => change.after !== null).length,
      })
      break
    }
  }
  return found
}

/** The version before the round's, for one who took no position yet. */
export async function versionBefore(on: Reader, round: Round): Promise<{ versionId: string; label: string } | null> {
  const all = (await versionsOfStandard(on, round.standardId)).filter((version) => !version.discarded || version.id === round.versionId)
  const before = all[all.findIndex((version) => version.id === round.versionId) + 1]
  return before ? { versionId: before.id, label: before.label } : null
}
