import { type Refusal, refuse } from '../kernel/refusal'
import { faultOfRule, faultOfSeats, type QuorumRule } from './quorum'
import type { Constituency } from './constituency'
import { seatName } from './group'

export interface SeatInput { readonly name?: string; readonly holderId: string; readonly substituteId?: string | null }

export interface CharterInput {
  readonly scope: string
  readonly quorum: QuorumRule
  readonly reviewPeriodMonths: number
  readonly writtenWindowDays: number
  /** What this charter changes against the one before; needed from the second on. */
  readonly changes: string
  readonly seats: readonly SeatInput[]
}

/** A member as a seat needs them. */
export interface SeatedMember { readonly personId: string; readonly name: string; readonly organisationId: string; readonly organisation: string; readonly constituency: Constituency }

export interface Seat { readonly name: string; readonly constituency: Constituency; readonly organisationId: string; readonly holderId: string; readonly substituteId: string | null }

export type Chartered = { readonly seats: readonly Seat[] } | { readonly refusal: Refusal }

const wrong = (message: string, field: string) => ({ refusal: refuse('invalid', message, field) })

/** Whether this may stand as charter `number` of a group with these members; a seat takes its constituency and organisation from its holder. */
export function decideCharter(input: CharterInput, members: readonly SeatedMember[], number: number): Chartered {
  if (input.scope.trim() === '') return wrong('Say what the working group is to agree on.', 'scope')
  if (!whole(input.reviewPeriodMonths, 1, 60)) return wrong('The review period must be between 1 and 60 months.', 'reviewPeriodMonths')
  if (!whole(input.writtenWindowDays, 0, 30)) return wrong('The time for signing in writing must be between 0 and 30 working days.', 'writtenWindowDays')
  if (number > 1 && input.changes.trim() === '') return wrong('Say what this charter changes against the one before it.', 'changes')
  if (input.seats.length === 0) return wrong('A charter needs at least one seat.', 'seats')
  const seats = seatsOf(input.seats, members)
  if ('refusal' in seats) return seats
  const held = seats.seats.map((seat, index) => ({ id: String(index), constituency: seat.constituency }))
  const uneven = faultOfSeats(held)
  if (uneven) return wrong(uneven, 'seats')
  const fault = faultOfRule(input.quorum, held)
  return fault ? wrong(fault, 'quorum') : seats
}

const whole = (value: number, least: number, most: number) => Number.isInteger(value) && value >= least && value <= most

function seatsOf(wanted: readonly SeatInput[], members: readonly SeatedMember[]): Chartered {
  const known = new Map(members.map((member) => [member.personId, member]))
  const sitting = new Set<string>()
  const seats: Seat[] = []
  for (const [index, seat] of wanted.entries()) {
    const [holder, substitute] = [known.get(seat.holderId), seat.substituteId ? known.get(seat.substituteId) : null]
    const place = `Seat ${index + 1}`
    if (!holder) return wrong(`${place}: the holder must be a member of the working group.`, 'seats')
    if (substitute === undefined) return wrong(`${place}: the substitute must be a member of the working group.`, 'seats')
    if (substitute?.personId === holder.personId) return wrong(`${place}: ${holder.name} cannot be their own substitute.`, 'seats')
    if (substitute && substitute.constituency !== holder.constituency) return wrong(`${place}: the substitute must be of the ${holder.constituency} too, as the holder is.`, 'seats')
    for (const person of [holder, substitute]) {
      if (person && sitting.has(person.personId)) return wrong(`${place}: ${person.name} has a place on another seat already. One vote a person.`, 'seats')
      if (person) sitting.add(person.personId)
    }
    seats.push({
      name: seat.name?.trim() || seatName(holder.organisation, holder.constituency), constituency: holder.constituency,
      organisationId: holder.organisationId, holderId: holder.personId, substituteId: substitute?.personId ?? null,
    })
  }
  const names = seats.map((seat) => seat.name.toLowerCase())
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return twice ? wrong(`Two seats are called “${seats.find((seat) => seat.name.toLowerCase() === twice)!.name}”. Give each its own name.`, 'seats') : { seats }
}
