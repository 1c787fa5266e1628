import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { RefusalLine } from '@/components/ui/refusal'
import { ChangeList } from '@/components/versions/change-list'
import { drawnIn, viewOf } from '@/components/versions/classes-in-words'
import { ChangeClassAndNumber } from '@/components/versions/proposed'
import { Redline } from '@/components/versions/redline'
import { ViewLinks } from '@/components/versions/view-links'
import { requirePerson } from '@/lib/auth/session'
import { clockOf, db } from '@/lib/db'
import { momentInWords } from '@/lib/kernel/clock'
import { proposedPublicNumber } from '@/lib/publication/proposed-queries'
import { comparisonOf, draftLabel } from '@/lib/versions/compare-queries'
import { versionsOf } from '@/lib/versions/queries'
import { labelOf, nextNumber } from '@/lib/versions/version'
import { found } from '../found'

export const metadata: Metadata = { title: 'Changes in the draft' }

interface Props { params: Promise<{ slug: string }>; searchParams: Promise<{ show?: string }> }

/** The draft as it is durable at this moment, against the newest version: looked at while writing, with a page that holds none of the editor. */
export default async function ChangesPage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/changes`)
  const { standard, versions } = found(await versionsOf(db(), actor, slug))
  const newest = versions.find((version) => !version.discarded)
  const base = `/workspace/standards/${slug}`
  if (!newest) {
    return (
      <Page>
        <PageHeader kicker={standard.title} title="Changes in the draft" />
        <EmptyState title="No version yet to compare with" action={<LinkButton href={base}>Open the draft</LinkButton>}><p>Once the lead editor has tagged a version, what changed since stands here while you write.</p></EmptyState>
      </Page>
    )
  }
  const compared = await comparisonOf(db(), actor, slug, newest.label, draftLabel)
  const view = viewOf((await searchParams).show)
  return (
    <Page>
      <PageHeader kicker={standard.title} title={`Changes since ${newest.label}`} lead={<p>The draft as it was saved on {momentInWords(await clockOf(db()))}. What is typed after that shows when you look again.</p>}
        actions={<><LinkButton href={base}>Open the draft</LinkButton><LinkButton href={`${base}/changes${view === 'everything' ? '' : `?show=${view}`}`}>Look again</LinkButton></>} />
      {compared.ok ? <Compared compared={compared.value} view={view} base={base} newest={newest.label} next={labelOf(nextNumber(versions))} slug={slug} /> : <RefusalLine refusal={compared.refusal} />}
    </Page>
  )
}

type InFull = Extract<Awaited<ReturnType<typeof comparisonOf>>, { ok: true }>['value']

async function Compared({ compared, view, base, newest, next, slug }: { compared: InFull; view: ReturnType<typeof viewOf>; base: string; newest: string; next: string; slug: string }) {
  const { comparison, redline, after } = compared
  const proposed = await proposedPublicNumber(db(), slug, { title: after.title, content: after.content.content })
  const shown = drawnIn(view, comparison)
  return (
    <>
      <div className="mb-8 max-w-3xl"><ChangeClassAndNumber comparison={comparison} since={newest} next={next} proposed={proposed} /></div>
      <ViewLinks base={`${base}/changes`} now={view} />
      <div className="mt-6"><Section title="What changed"><ChangeList comparison={comparison} view={view} /></Section></div>
      <Section title="Redline">
        <Redline nodes={shown ? redline.filter((node) => shown.has(String(node.attrs?.id))) : redline} changesOnly topHeading={3} />
      </Section>
    </>
  )
}
