import type { Metadata } from 'next'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { ChangeList } from '@/components/versions/change-list'
import { drawnIn, proposalInWords, viewOf } from '@/components/versions/classes-in-words'
import { Redline } from '@/components/versions/redline'
import { ViewLinks } from '@/components/versions/view-links'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { comparisonOf, type Side } from '@/lib/versions/compare-queries'
import { classInWords } from '@/lib/versions/classes'
import { momentInWords } from '@/lib/kernel/clock'
import { found } from '../../found'

interface Props { params: Promise<{ slug: string; pair: string }>; searchParams: Promise<{ show?: string }> }

const sidesOf = (pair: string): [string, string] => {
  const [a = '', b = ''] = decodeURIComponent(pair).split('...')
  return [a, b]
}

const named = (side: Side): string => (side.taggedAt ? side.label : 'the draft')

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [a, b] = sidesOf((await params).pair)
  return { title: `${a} compared with ${b}` }
}

export default async function ComparePage({ params, searchParams }: Props) {
  const { slug, pair } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/compare/${pair}`)
  const compared = found(await comparisonOf(db(), actor, slug, ...sidesOf(pair)))
  const { before, after, comparison, redline } = compared
  const view = viewOf((await searchParams).show)
  const shown = drawnIn(view, comparison)
  const base = `/workspace/standards/${slug}`
  return (
    <Page>
      <Crumbs trail={[{ href: `${base}/versions`, label: 'Versions' }]} />
      <PageHeader kicker={compared.standard.title} title={`From ${named(before)} to ${named(after)}`}
        lead={<p>{[before, after].map((side) => (side.taggedAt ? `${side.label} was tagged on ${momentInWords(side.taggedAt)}` : 'the draft as it is now')).join('; ')}.</p>} />
      <ViewLinks base={`${base}/compare/${before.label}...${after.label}`} now={view} />
      <div className="mt-6"><Section title="What changed">
        <ChangeList comparison={comparison} view={view} />
        <p className="mt-4 max-w-prose text-quiet">Class {comparison.class}: {classInWords[comparison.class]}. {proposalInWords[comparison.proposal]}.</p>
      </Section></div>
      <Section title="Redline">
        {shown?.size === 0 ? <p className="text-quiet">Nothing to show here.</p>
          : <Redline nodes={shown ? redline.filter((node) => shown.has(String(node.attrs?.id))) : redline} topHeading={3} />}
      </Section>
    </Page>
  )
}
