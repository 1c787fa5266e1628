import { dateInWords } from '@/lib/kernel/clock'
import type { PublicationListed } from '@/lib/publication/queries'
import { type LevelCounts, reviewOverdue } from '@/lib/publication/public-record'
import { Tag } from '../ui/tag'
import { dayInWords, levelsInWords } from './words'

export interface CatalogueEntry { readonly publication: PublicationListed; readonly levels: LevelCounts }

/** What the public is told of where a publication stands, in a tag. */
export function StatusTag({ publication, today }: { publication: PublicationListed; today: string }) {
  const { state } = publication
  if (state.kind === 'withdrawn') return <Tag kind="refusal">Withdrawn</Tag>
  if (state.kind === 'superseded') return <Tag>Superseded by {state.by}</Tag>
  return reviewOverdue(publication.reviewDate, today) ? <><Tag kind="done">In force</Tag> <Tag kind="waits">Review overdue</Tag></> : <Tag kind="done">In force</Tag>
}

export function CatalogueList({ entries, today, heading: Heading = 'h3' }: { entries: readonly CatalogueEntry[]; today: string; heading?: 'h2' | 'h3' }) {
  return (
    <ul className="border-t border-line">
      {entries.map(({ publication, levels }) => (
        <li key={publication.id} className="border-b border-line py-4">
          <Heading className="text-[1.25rem] font-semibold">
            <a href={`/standards/${publication.slug}`} className="inline-block py-1">{publication.title}</a>
          </Heading>
          <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1">
            <span>{publication.label}</span>
            <span><StatusTag publication={publication} today={today} /></span>
            <span>{levelsInWords(levels)}</span>
          </p>
          <p className="mt-1 text-small text-quiet">
            {publication.groupName}. Published {dateInWords(publication.publishedAt)}. Owner: {publication.ownerPost}. Review
            due {dayInWords(publication.reviewDate)}.
          </p>
        </li>
      ))}
    </ul>
  )
}
