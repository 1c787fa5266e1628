import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'
import { Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { dayInWords } from '@/lib/adoption/adoption'
import { counting, isBaseline, type MeasureKind, measureInWords, measureKinds, type Measures, partsInWords, partsOf, valueInWords } from '@/lib/adoption/measures'
import { addingTo } from '@/lib/adoption/policy'
import type { AdoptionInView } from '@/lib/adoption/queries'
import { dateInWords } from '@/lib/kernel/clock'

/** What the council measured, period by period, with the shares that follow from it. */
export function Measured({ adoption, measures, firstAdoptedOn }: AdoptionInView) {
  const shown = counting(measures)
  if (shown.length === 0) return <EmptyState title="No figures yet">Say where your council starts from, then once a year what has changed: how many applications were completed, how many of them on line, and at what cost.</EmptyState>
  const [open, earlier] = [!addingTo(adoption), measures.filter((one) => !shown.includes(one))]
  return (
    <>
      <Table caption="Measures by period" hideCaption rows={shown} keyOf={(one) => `${one.adoptionId} ${one.revision}`} columns={[
        { heading: 'Period', cell: (one) => <Period measures={one} baseline={isBaseline(one, firstAdoptedOn)} correct={open && one.adoptionId === adoption.id} /> },
        ...measureKinds.map((kind) => ({ heading: measureInWords[kind].name, numeric: true, cell: (one: Measures) => <Share kind={kind} measures={one} /> })),
      ]} />
      {earlier.length > 0 && <ul className="mt-2 text-small text-quiet">{earlier.map((one) => (
        <li key={`${one.adoptionId} ${one.revision}`}>Before they were corrected: {inOneLine(one)}. {one.recordedByName}, {dateInWords(one.recordedAt)}</li>
      ))}</ul>}
    </>
  )
}

const inOneLine = (one: Measures): string => [`${dayInWords(one.periodFrom)} to ${dayInWords(one.periodTo)}`, ...measureKinds.flatMap((kind) => {
  const parts = partsOf(kind, one)
  return parts ? [`${measureInWords[kind].name.toLowerCase()} ${valueInWords(kind, parts)}`] : []
})].join(', ')

function Period({ measures, baseline, correct }: { measures: Measures; baseline: boolean; correct: boolean }) {
  const { adoptionId, revision, periodFrom, periodTo, note, recordedByName, recordedAt, label } = measures
  return (
    <span className="block">
      {dayInWords(periodFrom)} to {dayInWords(periodTo)} {baseline && <Tag>Baseline</Tag>}
      <span className="block text-small font-normal text-quiet">{note && <>{note}. </>}{recordedByName}, {dateInWords(recordedAt)}, under {label}</span>
      {correct && (
        <Link href={`/workspace/adoptions/${adoptionId}/measures?from=${revision}`} className="inline-block min-h-6 text-small font-normal">
          Correct<span className="sr-only"> the figures to {dayInWords(periodTo)}</span>
        </Link>
      )}
    </span>
  )
}

function Share({ kind, measures }: { kind: MeasureKind; measures: Measures }) {
  const parts = partsOf(kind, measures)
  if (!parts) return <span className="text-quiet">Not given</span>
  return <><strong>{valueInWords(kind, parts)}</strong><span className="block text-small text-quiet">{partsInWords(kind, parts)}</span></>
}
