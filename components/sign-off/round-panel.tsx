import Link from 'next/link'
import { quorumOf, ruleInWords } from '@/lib/groups/quorum'
import { momentInWords } from '@/lib/kernel/clock'
import { countedPositions, outcomeInWords, type Position, type Round, seatsFor } from '@/lib/signoff/round'
import { SummaryList, type SummaryRow } from '../ui/summary-list'
import { Digest } from '../versions/digest'
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
}

/** One round: what it is about, where it stands, and each seat's state as far as the reader may see it. */
export function RoundPanel({ slug, round, positions, takenCount, seesAll, personId, now }: Props) {
  return (
    <div className="space-y-6">
      <Standing round={round} positions={positions} takenCount={takenCount} seesAll={seesAll} now={now} />
      <SummaryList rows={factsOf(slug, round)} />
      <div>
        <h3 className="mb-2 font-semibold">Seats</h3>
        <Seats electors={round.electors} positions={positions} statements={round.minorityStatements} seesAll={seesAll} ended={round.state.kind !== 'open'}
          own={new Set(seatsFor(round.electors, personId).map((seat) => seat.id))} />
      </div>
    </div>
  )
}

function Standing({ round, positions, takenCount, seesAll, now }: Omit<Props, 'slug' | 'personId'>) {
  const { state, electors } = round
  if (state.kind === 'withdrawn') return <p className="max-w-prose text-reading">Withdrawn by {state.withdrawn.byName} on {momentInWords(state.withdrawn.at)}: {state.reason}</p>
  if (state.kind !== 'open') {
    const { outcome } = state
    return <QuorumMeter present={outcome.present} seats={outcome.seats} sentence={outcomeInWords(outcome)} />
  }
  const over = now >= round.closesAt ? ' The closing time has passed; the round is being counted.' : ''
  if (!seesAll) {
    return <QuorumMeter present={takenCount} seats={electors.length} sentence={`${takenCount} of ${electors.length} seats have taken a position. Positions are shown when the round has closed.${over}`} />
  }
  const quorum = quorumOf(round.quorum, electors, [...countedPositions(positions).values()].map((one) => ({ seatId: one.electorId, position: one.position })))
  return <QuorumMeter present={quorum.present} seats={quorum.seats} needed={quorum.seatsNeeded} sentence={`As it stands: ${quorum.sentence}${over}`} />
}

function factsOf(slug: string, round: Round): SummaryRow[] {
  const { state } = round
  const rows: SummaryRow[] = [
    { key: 'Text', value: <Link href={`/workspace/standards/${slug}/versions/${round.versionLabel}`}>{round.versionTitle}, {round.versionLabel}</Link> },
    { key: 'Digest (SHA-256)', value: <Digest digest={round.digest} /> },
    { key: 'Rule', value: `${ruleInWords(round.quorum)} (Charter ${round.charterNumber})` },
    { key: 'Opened', value: `${momentInWords(round.openedAt)}, by ${round.openedByName}` },
  ]
  if (state.kind === 'open') rows.push({ key: 'Closes', value: momentInWords(round.closesAt) })
  if ('outcome' in state) rows.push({ key: 'Closed', value: `${momentInWords(state.outcome.closedAt)}${state.outcome.closedByName ? `, by ${state.outcome.closedByName}` : ', at its closing time'}` })
  if ('certificate' in state) rows.push({ key: 'Certified', value: `${momentInWords(state.certificate.at)}, by ${state.certificate.byName}: “${state.certificate.statement}”` })
  if (state.kind === 'published') rows.push({ key: 'Published', value: <a href={`/standards/${slug}/${state.label}`}>{state.label}</a> })
  return rows
}
