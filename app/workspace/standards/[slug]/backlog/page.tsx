import type { Metadata } from 'next'
import Link from 'next/link'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { momentInWords } from '@/lib/kernel/clock'
import type { BacklogItem } from '@/lib/consultation/late-queries'
import { backlogOf } from '@/lib/maintenance/backlog-queries'
import { compareNumbers, parseLabel } from '@/lib/versions/version'
import { found } from '../found'

export const metadata: Metadata = { title: 'Backlog' }

const sourceInWords: Record<BacklogItem['source'], string> = { 'late comment': 'A late comment, deferred', 'comment': 'A comment, deferred', 'erratum': 'Refused as an erratum', 'review': 'The outcome of a review' }

const sourcePage = (base: string, { source, sourceId }: BacklogItem): string =>
  source === 'erratum' ? `${base}/maintenance/errata/${sourceId}` : source === 'review' ? `${base}/maintenance` : `${base}/consultation`

/** What waits for which version, the soonest first, each with where it came from. */
export default async function BacklogPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/backlog`)
  const { standard, items } = found(await backlogOf(db(), actor, slug))
  const base = `/workspace/standards/${slug}`
  const labels = [...new Set(items.map((item) => item.forVersion))].sort((a, b) => compareNumbers(parseLabel(a)!, parseLabel(b)!))
  return (
    <Page>
      <PageHeader kicker={standard.title} title="Backlog" lead="What waits for a later version, and where it came from." actions={<LinkButton href={base}>Open the draft</LinkButton>} />
      {items.length === 0 && <EmptyState title="Nothing waits"><p>Deferred comments, refused errata and what a review wants revised are kept here until their version.</p></EmptyState>}
      {labels.map((label) => <Section key={label} title={`For ${label}`}><Items items={items.filter((item) => item.forVersion === label)} base={base} /></Section>)}
    </Page>
  )
}

function Items({ items, base }: { items: readonly BacklogItem[]; base: string }) {
  return (
    <ul className="border-t border-line">
      {items.map((item) => (
        <li key={item.id} className="border-b border-line py-3 [overflow-wrap:anywhere]">
          <p className="font-semibold">{item.title}</p>
          {item.body && <p className="mt-1 max-w-prose whitespace-pre-line">{item.body}</p>}
          <p className="mt-1 text-small text-quiet">
            <Link href={sourcePage(base, item)} className="inline-block min-h-6">{sourceInWords[item.source]}</Link>, put here by {item.madeByName} on {momentInWords(item.madeAt)}
          </p>
        </li>
      ))}
    </ul>
  )
}
