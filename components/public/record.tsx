import { type Head, headInWords } from '@/lib/audit/chain'
import { dateInWords, momentInWords } from '@/lib/kernel/clock'
import type { SeatPosition, SignOff } from '@/lib/publication/public-record'
import { Interests } from '../calls/interests'
import { Tag } from '../ui/tag'

const positionTag = {
  approve: <Tag kind="done">Approve</Tag>,
  dissent: <Tag kind="refusal">Dissent</Tag>,
  abstain: <Tag>Abstain</Tag>,
}

/** `5 of 6 seats took a position: 4 approve, 1 dissents, none abstains.` */
export function outcomeInWords({ counts, outcome }: SignOff): string {
  const { seats, present, approve, dissent, abstain } = counts
  return `${present} of ${seats} seats took a position: ${approve} approve, ${dissent} dissent, ${abstain} abstain. The round was ${
    outcome === 'carried' ? 'quorate and carried' : outcome}.`
}

/** Who agreed, who dissented and why: seats and organisations, never people. */
export function Positions({ positions }: { positions: readonly SeatPosition[] }) {
  return (
    <ul className="mt-4 max-w-[80ch] border-t border-line">
      {positions.map((one) => (
        <li key={one.seat} className="border-b border-line py-3 break-inside-avoid">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <p><span className="font-semibold">{one.seat}</span> <span className="text-small text-quiet">{one.organisation}, {one.constituency}</span></p>
            <p>{one.position ? positionTag[one.position] : <Tag>No position taken</Tag>}</p>
          </div>
          <Interests of={`the seat ${one.seat}`} declared={one.declared} />
          {one.reason ? <p className="mt-1">“{one.reason}”</p> : null}
          {one.minorityStatement ? <Minority text={one.minorityStatement} /> : null}
          {one.takenAt ? <p className="mt-1 text-small text-quiet">{momentInWords(one.takenAt)}{one.bySubstitute ? `, by the seat’s named substitute${one.delegation ? `, under ${one.delegation}` : ''}` : ''}</p> : null}
        </li>
      ))}
    </ul>
  )
}

function Minority({ text }: { text: string }) {
  return (
    <div className="mt-2 border-l-4 border-edge pl-4">
      <p className="font-semibold">Minority statement</p>
      {text.split(/\n\s*\n/).map((paragraph, index) => <p key={index} className="mt-1 whitespace-pre-line">{paragraph}</p>)}
    </div>
  )
}

export function Certificate({ certificate }: Pick<SignOff, 'certificate'>) {
  if (!certificate) return null
  return (
    <div className="mt-4 max-w-[80ch]">
      <p className="font-semibold">Due process certified by the advisor on {dateInWords(certificate.at)}</p>
      {certificate.statement ? <p className="mt-1">“{certificate.statement}”</p> : null}
    </div>
  )
}

/** The head of the audit chain as it stood when the standard was last published or withdrawn: whoever keeps it can show that nothing was rewritten. */
export const ChainHead = ({ head }: { head: Head | null }) => (head ? (
  <p className="mt-4 max-w-[80ch]">
    Accord’s audit trail stood at event {head.place} with this publication. Its head then: <span className="font-mono text-small
    [overflow-wrap:anywhere]">{headInWords(head)}</span>
  </p>
) : null)
