import type { Constituency } from '../groups/constituency'
import type { QuorumRule, SeatPosition } from '../groups/quorum'

export type Outcome = 'carried' | 'not carried' | 'not quorate'

/** How a round ended, as PostgreSQL computed it. */
export interface RoundOutcome {
  readonly outcome: Outcome
  readonly seats: number
  readonly present: number
  readonly approve: number
  readonly dissent: number
  readonly abstain: number
  /** Null: at its closing time, by itself. */
  readonly closedByName: string | null
  readonly closedAt: Date
}

/** The end of a round's meeting, as PostgreSQL counted it. */
export interface Meeting {
  readonly endedAt: Date
  readonly endedByName: string
  readonly seats: number
  readonly present: number
  readonly quorate: boolean
  /** Not quorate: the moment to which it was adjourned. */
  readonly adjournedTo: Date | null
  /** Quorate: until when seats that were absent may sign in writing. */
  readonly writtenUntil: Date | null
}

interface Step { readonly byName: string; readonly at: Date }
export interface Certificate extends Step { readonly statement: string }

/** Where a round stands. Its life is a line: open, then ended one way or another; only what was carried goes on. */
export type RoundState =
  | { readonly kind: 'open' }
  | { readonly kind: 'withdrawn'; readonly reason: string; readonly withdrawn: Step }
  /** Its meeting was not quorate: nothing is recorded, its positions count nowhere. */
  | { readonly kind: 'adjourned'; readonly meeting: Meeting }
  | { readonly kind: 'not quorate' | 'not carried'; readonly outcome: RoundOutcome }
  | { readonly kind: 'carried'; readonly outcome: RoundOutcome }
  | { readonly kind: 'certified'; readonly outcome: RoundOutcome; readonly certificate: Certificate }
  | { readonly kind: 'published'; readonly outcome: RoundOutcome; readonly certificate: Certificate; readonly label: string }

export type RoundKind = RoundState['kind']

/** What may follow what. Nothing leads out of the last lines' ends. */
export const transitions = {
  open: ['withdrawn', 'adjourned', 'not quorate', 'not carried', 'carried'],
  carried: ['certified'],
  certified: ['published'],
  withdrawn: [],
  adjourned: [],
  'not quorate': [],
  'not carried': [],
  published: [],
} as const satisfies Record<RoundKind, readonly RoundKind[]>

export const mayBecome = (from: RoundKind, to: RoundKind): boolean => (transitions[from] as readonly RoundKind[]).includes(to)

/** What is stored of a round's steps; each is a row of its own, made once. */
export interface RoundFacts {
  readonly withdrawal: { readonly reason: string; readonly byName: string; readonly at: Date } | null
  readonly meeting: Meeting | null
  readonly outcome: RoundOutcome | null
  readonly certificate: Certificate | null
  readonly publishedAs: string | null
}

export function stateOf({ withdrawal, meeting, outcome, certificate, publishedAs }: RoundFacts): RoundState {
  if (withdrawal) return { kind: 'withdrawn', reason: withdrawal.reason, withdrawn: withdrawal }
  if (meeting && !meeting.quorate) return { kind: 'adjourned', meeting }
  if (!outcome) return { kind: 'open' }
  if (outcome.outcome !== 'carried') return { kind: outcome.outcome, outcome }
  if (!certificate) return { kind: 'carried', outcome }
  return publishedAs ? { kind: 'published', outcome, certificate, label: publishedAs } : { kind: 'certified', outcome, certificate }
}

export interface Elector {
  readonly id: string
  readonly seatName: string
  readonly constituency: Constituency
  readonly organisationName: string
  readonly holderId: string
  readonly holderName: string
  readonly substituteId: string | null
  readonly substituteName: string | null
}

/** One position that was taken; of a seat's several the one with the highest revision counts. */
export interface Position {
  readonly id: string
  readonly electorId: string
  readonly revision: number
  readonly position: SeatPosition
  readonly reason: string
  /** `substitute for Priya Nair`; empty for the holder. */
  readonly authority: string
  /** The instrument that a substitute signs under: `delegation 4.2, until 12 May`. */
  readonly delegation: string
  /** The position of an earlier round that this one confirms or changes. */
  readonly carriedFrom: string | null
  readonly digest: string
  readonly takenBy: string
  readonly takenByName: string
  readonly takenAt: Date
}

export interface MinorityStatement { readonly electorId: string; readonly text: string; readonly byName: string; readonly at: Date }

export interface Round {
  readonly id: string
  readonly standardId: string
  readonly number: number
  readonly versionId: string
  readonly versionLabel: string
  readonly versionTitle: string
  readonly taggedBy: string
  readonly digest: string
  readonly charterNumber: number
  readonly quorum: QuorumRule
  readonly openedBy: string
  readonly openedByName: string
  readonly openedAt: Date
  readonly closesAt: Date
  /** When its seats meet; null when its closing time alone ends it. */
  readonly meetsAt: Date | null
  readonly meeting: Meeting | null
  /** Working days after the meeting in which a seat may sign in writing. */
  readonly writtenWindowDays: number
  readonly state: RoundState
  /** Its version is the newest that was not discarded: only then do positions on it count. */
  readonly newest: boolean
  readonly electors: readonly Elector[]
  readonly minorityStatements: readonly MinorityStatement[]
}

/** The seat of a round that this person holds, or stands in for; their own seat before one they stand in for. */
export const seatsFor = (electors: readonly Elector[], personId: string | null): Elector[] =>
  personId === null ? [] : [...electors.filter((e) => e.holderId === personId), ...electors.filter((e) => e.substituteId === personId && e.holderId !== personId)]

export const isElector = (electors: readonly Elector[], personId: string | null): boolean => seatsFor(electors, personId).length > 0

/** The newest position of each seat. */
export function countedPositions(positions: readonly Position[]): Map<string, Position> {
  const counted = new Map<string, Position>()
  for (const position of positions) {
    const before = counted.get(position.electorId)
    if (!before || before.revision < position.revision) counted.set(position.electorId, position)
  }
  return counted
}

export const positionInWords: Record<SeatPosition, string> = { approve: 'Approve', dissent: 'Dissent', abstain: 'Abstain' }

export const mostWords = 200

/** Words as the database counts them: runs of anything but white space. */
export const wordsOf = (text: string): number => text.split(/\s+/).filter(Boolean).length

/** `substitute for Priya Nair, under delegation 4.2, until 12 May`; empty for the holder. */
export const authorityInWords = ({ authority, delegation }: Pick<Position, 'authority' | 'delegation'>): string =>
  [authority, delegation && `under ${delegation}`].filter(Boolean).join(', ')

/** `3 of 6 seats (50%): not quorate`, as the charter's rule has it. */
export const meetingInWords = ({ present, seats, quorate }: Pick<Meeting, 'present' | 'seats' | 'quorate'>): string =>
  `${present} of ${seats} seats (${seats === 0 ? 0 : Math.round((present * 100) / seats)}%): ${quorate ? 'quorate' : 'not quorate'}`

/** `Carried: 5 of 6 seats approve, 1 dissents.` */
export function outcomeInWords({ outcome, seats, present, approve, dissent, abstain }: RoundOutcome): string {
  if (outcome === 'not quorate') return `Not quorate: ${present} of ${seats} seats took a position. Nothing was decided.`
  const rest = [dissent > 0 && `${dissent} ${dissent === 1 ? 'dissents' : 'dissent'}`, abstain > 0 && `${abstain} ${abstain === 1 ? 'abstains' : 'abstain'}`,
    seats > present && `${seats - present} took no position`].filter(Boolean)
  const start = `${outcome === 'carried' ? 'Carried' : 'Not carried'}: ${approve} of ${seats} seats ${approve === 1 ? 'approves' : 'approve'}`
  return `${[start, ...rest].join(', ')}.`
}
