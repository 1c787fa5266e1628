import { Interests } from '@/components/calls/interests'
import { SummaryList } from '@/components/ui/summary-list'
import { Table } from '@/components/ui/table'
import type { DeclarationView } from '@/lib/calls/declaration'
import type { CharterInView } from '@/lib/groups/queries'
import { ruleInWords } from '@/lib/groups/quorum'
import { momentInWords } from '@/lib/kernel/clock'

/** What people declared, by person. */
export type Declared = ReadonlyMap<string, readonly DeclarationView[]>

export function Charter({ charter, seats, declared }: CharterInView & { declared: Declared }) {
  return (
    <>
      <SummaryList rows={[
        { key: 'Charter', value: `${charter.number}, of ${momentInWords(charter.charteredAt)}` },
        ...(charter.changes ? [{ key: 'What it changes', value: charter.changes }] : []),
        { key: 'Scope', value: charter.scope },
        { key: 'Quorum', value: ruleInWords(charter.quorum) },
        { key: 'Signing in writing', value: `Up to ${charter.writtenWindowDays} working days after a sign-off meeting` },
        { key: 'Review', value: `Every ${charter.reviewPeriodMonths} months` },
      ]} />
      <div className="mt-6">
        <Table caption={seats.length === 1 ? '1 seat' : `${seats.length} seats, one vote each`} rows={seats} keyOf={(seat) => seat.id} columns={[
          { heading: 'Seat', cell: (seat) => seat.name },
          { heading: 'Constituency', cell: (seat) => seat.constituency },
          { heading: 'Holder', cell: (seat) => <>{seat.holder}<Interests of={seat.holder} declared={declared.get(seat.holderId) ?? []} /></> },
          { heading: 'Substitute', cell: (seat) => (seat.substituteId ? <>{seat.substitute}<Interests of={seat.substitute ?? ''} declared={declared.get(seat.substituteId) ?? []} /></> : 'None') },
        ]} />
      </div>
    </>
  )
}
