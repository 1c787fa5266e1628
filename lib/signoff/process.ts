import { quorumOf, type SeatPosition } from '../groups/quorum'
import { dateInWords, momentInWords } from '../kernel/clock'
import { type Meeting, meetingInWords, type Round } from './round'

/** What the way to a version was, as the database has it: the advisor's process statement begins with it. */
export interface ProcessFacts {
  readonly round: Round
  /** The newest position of each seat. */
  readonly positions: readonly { readonly seatId: string; readonly position: SeatPosition }[]
  readonly consultations: readonly ConsultationFacts[]
  /** `14 accepted`, by what became of them; empty while there was none. */
  readonly dispositions: readonly { readonly outcome: string; readonly count: number }[]
  readonly objections: readonly { readonly name: string; readonly outcome: string }[]
  readonly adjourned: readonly Meeting[]
}

export interface ConsultationFacts {
  readonly number: number
  readonly version: string
  readonly openedAt: Date
  readonly closedAt: Date
  readonly comments: number
  readonly objections: number
  readonly late: number
}

const many = (count: number, thing: string): string => `${count === 0 ? 'no' : count} ${thing}${count === 1 ? '' : 's'}`
const listed = (items: readonly string[]): string => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`)
const sum = (counts: readonly { readonly count: number }[]): number => counts.reduce((all, { count }) => all + count, 0)

const consultationInWords = (one: ConsultationFacts): string =>
  `Consultation ${one.number} on ${one.version} was open from ${dateInWords(one.openedAt)} to ${momentInWords(one.closedAt)}: `
  + `${many(one.comments, 'comment')}, ${many(one.objections, 'formal objection')}, ${many(one.late, 'late comment')}.`

/** The statement as it is proposed to the advisor, who may write it otherwise. */
export function processStatement({ round, positions, consultations, dispositions, objections, adjourned }: ProcessFacts): string {
  const { sentence } = quorumOf(round.quorum, round.electors, positions)
  const meeting = round.meeting?.writtenUntil
    ? `The meeting of ${dateInWords(round.meeting.endedAt)} was quorate, ${round.meeting.present} of ${round.meeting.seats} seats; those that were absent could sign in writing until ${momentInWords(round.meeting.writtenUntil)}.` : ''
  return [
    'Due process was followed.',
    ...consultations.map(consultationInWords),
    dispositions.length > 0 ? `Of ${many(sum(dispositions), 'comment')} ${listed(dispositions.map(({ outcome, count }) => `${count} ended as ${outcome}`))}.` : '',
    ...objections.map(({ name, outcome }) => `${name}: ${outcome}.`),
    ...adjourned.map((one) => `The meeting of ${dateInWords(one.endedAt)} was adjourned: ${meetingInWords(one)}.`),
    `Sign-off round ${round.number} on ${round.versionLabel} opened on ${momentInWords(round.openedAt)} under charter ${round.charterNumber}, and every seat could take a position on this exact text.`,
    meeting,
    sentence,
  ].filter(Boolean).join(' ')
}
