import type { ReactNode } from 'react'
import { classInWords } from '@/lib/versions/classes'
import type { ChangeClass, Comparison, Proposal } from '@/lib/versions/compare'
import { labelOf, type VersionNumber } from '@/lib/versions/version'
import { SummaryList } from '../ui/summary-list'

interface Props {
  comparison: Comparison
  /** `v0.3` */
  since: string
  /** The number that it would be tagged under. */
  next: string
  /** What it would be published as, by what differs from the text in force; null where none is. */
  proposed: { readonly number: VersionNumber; readonly since: string; readonly proposal: Proposal; readonly class: ChangeClass } | null
}

const why: Record<Proposal, string> = {
  major: 'a major number: what conformed may no longer, or somebody else must act,',
  minor: 'a minor number: duties were added, weakened, reworded or parted otherwise', editorial: 'a minor number: no duty changed',
}

/** What kind of change it is, and the number it deserves, in three lines. */
export function ChangeClassAndNumber({ comparison, since, next, proposed }: Props) {
  const rows: { key: string; value: ReactNode }[] = [
    { key: `Class since ${since}`, value: `${comparison.class}: ${classInWords[comparison.class]}` },
    { key: 'Next version', value: next },
    { key: 'Proposed for publication', value: proposed ? `${labelOf(proposed.number)}, ${why[proposed.proposal]} since ${proposed.since}` : 'v1.0, the first publication' },
  ]
  return <SummaryList rows={rows} />
}
