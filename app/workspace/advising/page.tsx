import type { Metadata } from 'next'
import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { type Column, Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { dateInWords, londonDate, momentInWords } from '@/lib/kernel/clock'
import { howLong, type NextDate, silentDays } from '@/lib/notify/advising'
import { type AdvisedLine, advisorsDesk } from '@/lib/notify/advising-queries'

export const metadata: Metadata = { title: 'Advisor’s desk' }

export default async function AdvisingPage() {
  const found = await advisorsDesk(db(), await requirePerson('/workspace/advising'))
  if (!found.ok) return <Page width="text"><RefusalPanel refusal={found.refusal} title="You cannot see the advisor’s desk" /></Page>
  const { groups, lines } = found.value
  return (
    <Page>
      <PageHeader title="Advisor’s desk" lead={<p>{inWords(groups, lines)}</p>} />
      {lines.length === 0
        ? <EmptyState title="You advise no working group yet">A group that you charter, or that an administrator assigns to you, stands here with its standards and their next dates.</EmptyState>
        : <Table caption="Your groups, the most pressing first" hideCaption columns={columns} rows={lines} keyOf={(line) => `${line.group.slug} ${line.standard?.slug}`} />}
      {lines.length > 0 && (
        <p className="mt-6 max-w-prose text-small text-quiet">
          Stalled is what has a date that has gone by, or what waits for somebody while for {silentDays} days nothing was recorded and nobody wrote. A consultation, a round or a version in
          force rests until its date. Archived standards are left out.
        </p>
      )}
    </Page>
  )
}

function inWords(groups: number, lines: readonly AdvisedLine[]): string {
  const [standards, stalled] = [lines.filter((line) => line.standard).length, lines.filter((line) => line.stalled).length]
  const many = (count: number, one: string, more: string) => (count === 1 ? `1 ${one}` : `${count} ${more}`)
  return `You advise ${many(groups, 'group', 'groups')} with ${many(standards, 'standard', 'standards')}. ${stalled === 0 ? 'Nothing is stalled.' : `${many(stalled, 'is', 'are')} stalled.`}`
}

const columns: readonly Column<AdvisedLine>[] = [
  { heading: 'Standard', cell: ({ group, standard }) => (
    <span className="block sm:min-w-48">
      {standard
        ? <Link href={`/workspace/standards/${standard.slug}`} className="inline-block py-0.5">{standard.title}</Link>
        : <span className="font-normal text-quiet">Nothing here yet</span>}
      <span className="block text-small font-normal text-quiet">Group: <Link href={`/workspace/groups/${group.slug}`}>{group.name}</Link></span>
    </span>
  ) },
  { heading: 'Step', cell: ({ step }) => <span className="block sm:min-w-36">{step}</span> },
  { heading: 'Next date', cell: ({ next }) => (next ? <Next next={next} /> : <span className="text-quiet">None is set</span>) },
  { heading: 'Next step is with', cell: ({ owner }) => owner },
  { heading: 'Stalled', cell: ({ stalled }) => (stalled
    ? <><Tag kind={stalled.why === 'overdue' ? 'refusal' : 'waits'}>{stalled.why === 'overdue' ? 'Overdue' : 'Stalled'}</Tag> <span className="block text-small">{howLong(stalled)}</span></>
    : <span className="text-quiet">No</span>) },
]

function Next({ next: { at, dayOnly, what } }: { next: NextDate }) {
  return (
    <span className="block sm:min-w-44">
      <time dateTime={dayOnly ? londonDate(at) : at.toISOString()}>{dayOnly ? dateInWords(at) : momentInWords(at)}</time>
      <span className="block text-small text-quiet">{what}</span>
    </span>
  )
}
