import { constituencies, type Constituency } from './constituency'

/** A charter's rule for when a sign-off round counts and when it is carried; held as data, computed again by PostgreSQL. */
export interface QuorumRule {
  /** Seats that took a position ÷ all seats. `over` 0.6 is not met by exactly 60 %. */
  readonly present: { readonly comparison: 'over' | 'at least'; readonly share: number }
  /** Seats present that each of these constituencies must have. */
  readonly eachConstituency: Partial<Record<Constituency, number>>
  /** Approvals ÷ (approvals + dissents); abstentions do not count. */
  readonly carried: { readonly comparison: 'over' | 'at least'; readonly share: number }
}

export type SeatPosition = 'approve' | 'dissent' | 'abstain'

export interface QuorumSeat { readonly id: string; readonly constituency: Constituency }

export interface Quorum {
  readonly seats: number
  readonly present: number
  readonly approve: number
  readonly dissent: number
  readonly abstain: number
  readonly byConstituency: readonly { readonly constituency: Constituency; readonly seats: number; readonly present: number; readonly needed: number }[]
  /** The fewest seats present that meet the share. */
  readonly seatsNeeded: number
  readonly quorate: boolean
  readonly carried: boolean
  readonly sentence: string
}

/** Shares are compared as whole ten-thousandths: 0.6 of 5 in floating point is not 3. */
const ten = 10_000
const parts = (share: number) => BigInt(Math.round(share * ten))

function meets(part: number, whole: number, { comparison, share }: QuorumRule['present']): boolean {
  const [left, right] = [BigInt(part) * BigInt(ten), BigInt(whole) * parts(share)]
  return comparison === 'over' ? left > right : left >= right
}

/** Where the seats stand against the rule. A seat without a position is absent; of several positions of one seat the last counts. */
export function quorumOf(rule: QuorumRule, seats: readonly QuorumSeat[], positions: readonly { readonly seatId: string; readonly position: SeatPosition }[]): Quorum {
  const taken = new Map(positions.map(({ seatId, position }) => [seatId, position]))
  const count = (position: SeatPosition) => seats.filter((seat) => taken.get(seat.id) === position).length
  const present = seats.filter((seat) => taken.has(seat.id)).length
  const byConstituency = constituencies.map((constituency) => {
    const own = seats.filter((seat) => seat.constituency === constituency)
    return { constituency, seats: own.length, present: own.filter((seat) => taken.has(seat.id)).length, needed: rule.eachConstituency[constituency] ?? 0 }
  })
  const [approve, dissent, abstain] = [count('approve'), count('dissent'), count('abstain')]
  const quorate = seats.length > 0 && meets(present, seats.length, rule.present) && byConstituency.every((c) => c.present >= c.needed)
  const carried = quorate && approve + dissent > 0 && meets(approve, approve + dissent, rule.carried)
  const facts = { seats: seats.length, present, approve, dissent, abstain, byConstituency, seatsNeeded: seatsNeeded(rule, seats.length), quorate, carried }
  return { ...facts, sentence: quorumInWords(rule, facts) }
}

function seatsNeeded(rule: QuorumRule, seats: number): number {
  for (let present = 0; present <= seats; present += 1) if (meets(present, seats, rule.present)) return present
  return seats + 1
}

function quorumInWords(rule: QuorumRule, q: Omit<Quorum, 'sentence'>): string {
  const start = `${q.present} of ${seatsInWords(q.seats)} (${percentOf(q.present, q.seats, rule.present.share)})`
  if (q.quorate) {
    const abstained = q.abstain > 0 ? `, ${q.abstain} abstain` : ''
    return `${start}: quorate. ${q.approve} approve, ${q.dissent} dissent${abstained}: ${q.carried ? 'carried' : 'not carried'}.`
  }
  const short = q.present < q.seatsNeeded ? [`${shareInWords(rule.present)} of seats, ${q.seatsNeeded} or more`] : []
  const missing = q.byConstituency.filter((c) => c.present < c.needed).map((c) => `${seatsInWords(c.needed - c.present, 'more ')} from the ${c.constituency}s`)
  return `${start}: not quorate. It takes ${inList([...short, ...missing])}.`
}

/** The rule itself, as the charter says it. */
export function ruleInWords(rule: QuorumRule): string {
  const each = constituencies.map((constituency) => ({ constituency, needed: rule.eachConstituency[constituency] ?? 0 })).filter((c) => c.needed > 0)
  const even = each.length > 1 && each.every((c) => c.needed === each[0]!.needed)
  const from = even
    ? [`at least ${seatsInWords(each[0]!.needed)} from each of ${inList(each.map((c) => c.constituency))}`]
    : each.map((c) => `at least ${seatsInWords(c.needed)} from ${c.constituency}`)
  return `Quorate with ${inList([`${shareInWords(rule.present)} of seats`, ...from])}; carried by ${shareInWords(rule.carried)} of approvals and dissents.`
}

const shareInWords = ({ comparison, share }: QuorumRule['present']) => `${comparison} ${Math.round(share * ten) / 100}%`

const seatsInWords = (count: number, more = '') => `${count} ${more}${count === 1 ? 'seat' : 'seats'}`

const inList = (items: readonly string[]) => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`)

/** To the whole per cent, unless rounding would show the very share that decides when it is not that share. */
function percentOf(part: number, whole: number, deciding: number): string {
  if (whole === 0) return '0%'
  const exact = (part * 100) / whole
  const misleads = Math.round(exact) === Math.round(deciding * 100) && BigInt(part) * BigInt(ten) !== BigInt(whole) * parts(deciding)
  return misleads ? `${(Math.floor(exact * 100) / 100).toFixed(2)}%` : `${Math.round(exact)}%`
}

/** A rule that could never be met, or means nothing, is refused when it is chartered. Null when it is sound. */
export function faultOfRule(rule: QuorumRule, seats: readonly QuorumSeat[]): string | null {
  for (const { comparison, share } of [rule.present, rule.carried]) {
    if (!(share >= 0 && share <= 1)) return 'A share must be between 0% and 100%.'
    if (comparison === 'over' && share >= 1) return 'Nothing can be over 100%. Use “at least 100%” for every seat.'
  }
  for (const constituency of constituencies) {
    const own = seats.filter((seat) => seat.constituency === constituency).length
    const needed = rule.eachConstituency[constituency] ?? 0
    if (!Number.isInteger(needed) || needed < 0) return 'The fewest seats of a constituency must be a whole number.'
    if (needed > own) return `The rule needs ${seatsInWords(needed)} from the ${constituency}s, and the charter has ${own}.`
  }
  return null
}

/** No constituency holds more than half of the seats, so that none decides alone. Null when that holds. */
export function faultOfSeats(seats: readonly QuorumSeat[]): string | null {
  for (const constituency of constituencies) {
    const own = seats.filter((seat) => seat.constituency === constituency).length
    if (2 * own > seats.length) return `No constituency may hold more than half of the seats: the ${constituency}s have ${own} of ${seats.length}. Add seats of the others, or take some away.`
  }
  return null
}
