import Link from 'next/link'
import { LevelBadge } from '@/components/document/level-badge'
import { Table } from '@/components/ui/table'
import { dayInWords } from '@/lib/adoption/adoption'
import { counting, measureInWords, type Pooled } from '@/lib/adoption/measures'
import { type AdopterData, leastMetFirst, othersInWords, rangeInWords, rateInWords } from '@/lib/adoption/review'
import type { FiguresOfAdopters } from '@/lib/adoption/review-queries'

const councils = (count: number): string => (count === 1 ? '1 council' : `${count} councils`)

/** All councils together: the latest beside where they started. */
export function Measures({ figures: { measures } }: { figures: FiguresOfAdopters }) {
  return (
    <>
      <Table caption="Measures of all adopters together" hideCaption rows={measures} keyOf={(one) => one.kind} columns={[
        { heading: 'Measure', cell: ({ kind }) => <span className="block">{measureInWords[kind].name}<span className="block text-small font-normal text-quiet">{measureInWords[kind].how}</span></span> },
        { heading: 'Latest', cell: ({ since, ofBoth }) => <><Together of={since} />{ofBoth && <span className="block text-small tabular-nums">Of the {ofBoth.since.councils} that gave both: from {ofBoth.before.value} to {ofBoth.since.value}</span>}</> },
        { heading: 'Baseline, before adopting', cell: ({ before }) => <Together of={before} /> },
      ]} />
      <p className="mt-3 max-w-prose text-small text-quiet">Each is the sum of the councils that gave it, of the newest period of each; the range is from the lowest council to the highest.</p>
    </>
  )
}

function Together({ of }: { of: Pooled | null }) {
  if (!of) return <span className="text-quiet">Given by none</span>
  return (
    <>
      <strong className="text-reading tabular-nums">{of.value}</strong>{of.parts && <span className="text-small text-quiet tabular-nums"> {of.parts}</span>}
      <span className="block text-small text-quiet tabular-nums">{rangeInWords(of)}, {councils(of.councils)}</span>
    </>
  )
}

interface RequirementsProps { figures: FiguresOfAdopters; byText: boolean; here: string }

/** How many meet each requirement, of those to whom it applies and who assessed it. */
export function Requirements({ figures: { rates }, byText, here }: RequirementsProps) {
  return (
    <>
      <nav aria-label="Order of the requirements" className="mb-3 flex flex-wrap gap-x-6">
        {([['least', 'Least met first', !byText], ['text', 'As in the text', byText]] as const).map(([order, words, now]) => (
          <Link key={order} href={`${here}order=${order}`} aria-current={now ? 'page' : undefined} className="inline-block py-1 aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline">{words}</Link>
        ))}
      </nav>
      <Table caption="Requirements, and how many adopters meet them" hideCaption rows={byText ? rates : leastMetFirst(rates)} keyOf={({ requirement }) => requirement.id} columns={[
        { heading: 'Requirement', cell: ({ requirement }) => (
          <span className="block">
            <span className="flex flex-wrap items-baseline gap-x-3">{requirement.ref} <LevelBadge level={requirement.level} /></span>
            <span className="mt-1 block max-w-prose font-normal">{requirement.statement.text}</span>
          </span>
        ) },
        { heading: 'Met by', cell: (rate) => <strong className="tabular-nums sm:whitespace-nowrap">{rateInWords(rate)}</strong> },
        { heading: 'The others', cell: (rate) => othersInWords(rate) || <span className="text-quiet">None</span> },
      ]} />
      <p className="mt-3 max-w-prose text-small text-quiet">Of the councils to which a requirement applies and which assessed it. Evidence out of date and an exemption count as not met. An adopter of an earlier version assessed the words of that version.</p>
    </>
  )
}

const assessedOf = ({ states }: AdopterData): string => {
  const all = [...states.values()]
  const left = all.filter((one) => one === 'not assessed').length
  return left === all.length ? 'Not assessed' : `${all.length - left} of ${all.length}`
}

/** Who stands behind the figures; not what each of them gave. */
export function Adopters({ figures: { adopters } }: { figures: FiguresOfAdopters }) {
  return (
    <Table caption="Adopters" hideCaption rows={adopters} keyOf={(one) => one.organisation} columns={[
      { heading: 'Council', cell: (one) => one.organisation },
      { heading: 'Version', cell: (one) => `${one.label}, adopted ${dayInWords(one.adoptedOn)}` },
      { heading: 'Figures until', cell: (one) => { const newest = counting(one.measures)[0]; return newest ? dayInWords(newest.periodTo) : <span className="text-quiet">None</span> } },
      { heading: 'Requirements assessed', cell: assessedOf },
    ]} />
  )
}
