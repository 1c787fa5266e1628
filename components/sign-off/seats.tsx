import type { DeclarationView } from '@/lib/calls/declaration'
import { momentInWords } from '@/lib/kernel/clock'
import { authorityInWords, countedPositions, type Elector, type MinorityStatement, type Position, positionInWords } from '@/lib/signoff/round'
import { Interests } from '../calls/interests'
import { Tag, type TagLook } from '../ui/tag'

const looks: Record<Position['position'], TagLook> = { approve: 'done', dissent: 'refusal', abstain: 'plain' }

interface Props {
  electors: readonly Elector[]
  positions: readonly Position[]
  statements: readonly MinorityStatement[]
  /** False while only one's own seats may be seen: the others are then neither taken nor missing. */
  seesAll: boolean
  own: ReadonlySet<string>
  ended: boolean
  /** What holders and substitutes have declared, by person. */
  declared: ReadonlyMap<string, readonly DeclarationView[]>
}

/** Each seat's state. Earlier positions of a seat are kept, and told under the one that counts. */
export function Seats({ electors, positions, statements, seesAll, own, ended, declared }: Props) {
  const counted = countedPositions(positions)
  return (
    <ul className="border-t border-line">
      {electors.map((elector) => (
        <li key={elector.id} className="gap-x-6 border-b border-line py-3 sm:flex">
          <div className="sm:w-2/5 sm:shrink-0">
            <p className="font-semibold">{elector.seatName}{own.has(elector.id) && <span className="font-normal text-quiet"> (yours)</span>}</p>
            <p className="text-small text-quiet">{elector.holderName}, {elector.organisationName}{elector.substituteName && `; substitute ${elector.substituteName}`}</p>
            <Interests of={elector.holderName} declared={declared.get(elector.holderId) ?? []} />
            {elector.substituteId && elector.substituteName && <Interests of={elector.substituteName} declared={(declared.get(elector.substituteId) ?? []).filter((one) => !one.nothing)} />}
          </div>
          <div className="min-w-0 flex-1 max-sm:mt-1">
            <SeatPosition taken={counted.get(elector.id)} hidden={!seesAll && !own.has(elector.id)} ended={ended} />
            <Earlier positions={positions.filter((position) => position.electorId === elector.id && position !== counted.get(elector.id))} />
            <Statement statement={statements.find((one) => one.electorId === elector.id)} />
          </div>
        </li>
      ))}
    </ul>
  )
}

function SeatPosition({ taken, hidden, ended }: { taken: Position | undefined; hidden: boolean; ended: boolean }) {
  if (hidden) return null
  if (!taken) return <p className="text-quiet">{ended ? 'Took no position' : 'No position yet'}</p>
  return (
    <>
      <p><Tag kind={looks[taken.position]}>{positionInWords[taken.position]}</Tag></p>
      {taken.reason && <p className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">{taken.reason}</p>}
      <p className="mt-1 text-small text-quiet">{taken.takenByName}{taken.authority && ` (${authorityInWords(taken)})`}{taken.carriedFrom && ', after being shown what changed since the seat’s earlier position'}, {momentInWords(taken.takenAt)}</p>
    </>
  )
}

function Earlier({ positions }: { positions: readonly Position[] }) {
  if (positions.length === 0) return null
  return (
    <details className="mt-1 text-small">
      <summary className="inline-flex min-h-6 w-fit cursor-pointer items-center text-action underline underline-offset-4">{positions.length} earlier</summary>
      <ol className="mt-1 border-l-4 border-line pl-3">
        {positions.map((one) => (
          <li key={one.revision}>{positionInWords[one.position]}{one.reason && `: ${one.reason}`} <span className="text-quiet">({one.takenByName}, {momentInWords(one.takenAt)})</span></li>
        ))}
      </ol>
    </details>
  )
}

function Statement({ statement }: { statement: MinorityStatement | undefined }) {
  if (!statement) return null
  return (
    <div className="mt-3 border-l-4 border-edge pl-3">
      <p className="text-small font-semibold">Minority statement, by {statement.byName}</p>
      <p className="whitespace-pre-line [overflow-wrap:anywhere]">{statement.text}</p>
    </div>
  )
}
