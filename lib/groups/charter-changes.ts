import type { Constituency } from './constituency'
import { type QuorumRule, ruleInWords } from './quorum'

export interface CharterTerms { readonly scope: string; readonly quorum: QuorumRule; readonly reviewPeriodMonths: number; readonly writtenWindowDays: number }
export interface SeatTerms { readonly name: string; readonly constituency: Constituency; readonly organisation: string; readonly holder: string; readonly substitute: string | null }

const days = (count: number) => (count === 1 ? '1 working day' : `${count} working days`)
const months = (count: number) => (count === 1 ? '1 month' : `${count} months`)

/** What a charter says otherwise than the one before it, a sentence a change; seats are paired by their names. */
export function changesInWords(before: CharterTerms & { readonly seats: readonly SeatTerms[] }, after: CharterTerms & { readonly seats: readonly SeatTerms[] }): string[] {
  const told: string[] = []
  if (before.scope !== after.scope) told.push(`Scope: was “${before.scope}”`)
  const [rule, now] = [ruleInWords(before.quorum), ruleInWords(after.quorum)]
  if (rule !== now) told.push(`Quorum: was “${rule}”`)
  if (before.writtenWindowDays !== after.writtenWindowDays) told.push(`Signing in writing: ${days(after.writtenWindowDays)}, was ${days(before.writtenWindowDays)}`)
  if (before.reviewPeriodMonths !== after.reviewPeriodMonths) told.push(`Review: every ${months(after.reviewPeriodMonths)}, was every ${months(before.reviewPeriodMonths)}`)
  return [...told, ...seatChanges(before.seats, after.seats)]
}

function seatChanges(before: readonly SeatTerms[], after: readonly SeatTerms[]): string[] {
  const key = (seat: SeatTerms) => seat.name.toLowerCase()
  const earlier = new Map(before.map((seat) => [key(seat), seat]))
  const names = new Set(after.map(key))
  return [
    ...after.filter((seat) => !earlier.has(key(seat))).map((seat) => `Seat “${seat.name}” added, held by ${seat.holder} (${seat.constituency})`),
    ...before.filter((seat) => !names.has(key(seat))).map((seat) => `Seat “${seat.name}” removed; ${seat.holder} held it`),
    ...after.flatMap((seat) => (earlier.has(key(seat)) ? ofSeat(earlier.get(key(seat))!, seat) : [])),
  ]
}

function ofSeat(before: SeatTerms, after: SeatTerms): string[] {
  const told: string[] = []
  if (before.holder !== after.holder) told.push(`held by ${after.holder}, was ${before.holder}`)
  if (before.organisation !== after.organisation) told.push(`of ${after.organisation}, was of ${before.organisation}`)
  if (before.constituency !== after.constituency) told.push(`of the ${after.constituency}, was of the ${before.constituency}`)
  if (before.substitute !== after.substitute) told.push(`substitute ${after.substitute ?? 'nobody'}, was ${before.substitute ?? 'nobody'}`)
  return told.length === 0 ? [] : [`Seat “${after.name}”: ${told.join('; ')}`]
}
