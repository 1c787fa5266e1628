import Link from 'next/link'
import type { DeclarationView } from '@/lib/calls/declaration'
import { ruleInWords } from '@/lib/groups/quorum'
import { momentInWords } from '@/lib/kernel/clock'
import { meterOf } from '@/lib/signoff/meter'
import { type Meeting, meetingInWords, outcomeInWords, type Position, type Round, seatsFor } from '@/lib/signoff/round'
import { SummaryList, type SummaryRow } from '../ui/summary-list'
import { Digest } from '../versions/digest'
import { LiveMeter } from './live-meter'
import { QuorumMeter } from './quorum-meter'
import { Seats } from './seats'

interface Props {
  slug: string
  round: Round
  positions: readonly Position[]
  takenCount: number
  seesAll: boolean
  personId: string | null
  now: Date
  declared: ReadonlyMap<string, readonly DeclarationView[]>
}

/** One round: what it is about, where it stands, and each seat's state as far as the reader may see it. */
export function RoundPanel(props: Props) {
  const { slug, round, positions, seesAll, personId } = props
  return (
    <div className="space-y-6">
      <Standing {...props} />
      <SummaryList rows={factsOf(slug, round)} />
      <div>
        <h3 className="mb-2 font-semibold">Seats</h3>
        <Seats electors={round.electors} positions={positions} statements={round.minorityStatements} seesAll={seesAll} ended={round.state.kind !== 'open'}
          declared={props.declared} own={new Set(seatsFor(round.electors, personId).map((seat) => seat.id))} />
      </div>
    </div>
  )
}

function Standing({ slug, now, personId: _, declared: __, ...view }: Props) {
  const { state } = view.round
  if (state.kind === 'withdrawn') return <p className="max-w-prose text-reading">Withdrawn by {state.withdrawn.byName} on {momentInWords(state.withdrawn.at)}: {state.reason}</p>
  if (state.kind === 'open') return <LiveMeter slug={slug} meter={meterOf(view, now)} />
  if (state.kind === 'adjourned') return <QuorumMeter present={state.meeting.present} seats={state.meeting.seats} sentence={adjournedInWords(state.meeting)} />
  return <QuorumMeter present={state.outcome.present} seats={state.outcome.seats} sentence={outcomeInWords(state.outcome)} />
}

const adjournedInWords = (meeting: Meeting): string =>
  `${meetingInWords(meeting)}. Nothing was recorded: the positions of this round count nowhere.${meeting.adjournedTo ? ` Adjourned to ${momentInWords(meeting.adjournedTo)}.` : ''}`

function factsOf(slug: string, round: Round): SummaryRow[] {
  const { state } = round
  const rows: SummaryRow[] = [
    { key: 'Text', value: <Link href={`/workspace/standards/${slug}/versions/${round.versionLabel}`}>{round.versionTitle}, {round.versionLabel}</Link> },
    { key: 'Digest (SHA-256)', value: <Digest digest={round.digest} /> },
    { key: 'Rule', value: `${ruleInWords(round.quorum)} (Charter ${round.charterNumber})` },
    { key: 'Opened', value: `${momentInWords(round.openedAt)}, by ${round.openedByName}` },
  ]
  if (round.meetsAt) rows.push({ key: 'Meeting', value: meetingRow(round) })
  if (state.kind === 'open') rows.push({ key: 'Closes', value: `${momentInWords(round.closesAt)}${round.meeting ? ', the end of the written window' : ''}` })
  if ('outcome' in state) rows.push({ key: 'Closed', value: `${momentInWords(state.outcome.closedAt)}${state.outcome.closedByName ? `, by ${state.outcome.closedByName}` : ', at its closing time'}` })
  if ('certificate' in state) rows.push({ key: 'Certified', value: `${momentInWords(state.certificate.at)}, by ${state.certificate.byName}: “${state.certificate.statement}”` })
  if (state.kind === 'published') rows.push({ key: 'Published', value: <a href={`/standards/${slug}/${state.label}`}>{state.label}</a> })
  return rows
}

function meetingRow({ meetsAt, meeting }: Round): string {
  const begins = `${momentInWords(meetsAt!)}`
  return meeting ? `${begins}; ended on ${momentInWords(meeting.endedAt)} by ${meeting.endedByName}. ${meetingInWords(meeting)}` : begins
}
