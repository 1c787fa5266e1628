import Link from 'next/link'
import { Tag } from '@/components/ui/tag'
import { hasEnded, type Objection, type ObjectionKind, stateInWords } from '@/lib/consultation/objection'
import type { Refusal } from '@/lib/kernel/refusal'

const looks: Record<ObjectionKind, 'waits' | 'done' | 'plain'> = {
  'open': 'waits', 'asked': 'waits', 'resolved by change': 'done', 'not upheld': 'plain', 'withdrawn': 'plain', 'dissent withdrawn': 'plain',
}

export const ObjectionState = ({ kind }: { kind: ObjectionKind }) => <Tag kind={looks[kind]}>{capital(stateInWords[kind])}</Tag>

const capital = (words: string): string => words[0]!.toUpperCase() + words.slice(1)

/** The objections that are open on one requirement, and where the next one is lodged. */
export function ObjectionsUnder({ base, version, blockId, reference, objections, refusal, plain = false }: {
  base: string; version: string; blockId: string; reference: string; objections: readonly Objection[]; refusal: Refusal | null
  /** Told, but not to be opened: for those outside the group. */
  plain?: boolean
}) {
  const open = objections.filter((one) => one.blockId === blockId && !hasEnded(one.state))
  return (
    <>
      {open.map((one) => plain ? <Tag key={one.id} kind="waits">{one.name} open</Tag> : (
        <Link key={one.id} href={`${base}/objections/${one.name}`} className="inline-flex min-h-6 items-center"><Tag kind="waits">{one.name} open</Tag></Link>
      ))}
      {!refusal && (
        <Link href={`${base}/objections/new?version=${version}&requirement=${blockId}`} className="inline-flex min-h-6 items-center">
          Lodge a formal objection<span className="sr-only"> to {reference}</span>
        </Link>
      )}
    </>
  )
}
