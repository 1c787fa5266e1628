import type { Metadata } from 'next'
import Link from 'next/link'
import { AdoptionTags } from '@/components/adoption/adoption-tags'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import { Tag } from '@/components/ui/tag'
import { dayInWords, type Exemption, exemptionHolds } from '@/lib/adoption/adoption'
import { addingTo } from '@/lib/adoption/policy'
import type { AdoptionInView } from '@/lib/adoption/queries'
import { dateInWords } from '@/lib/kernel/clock'
import { Counts } from './counts'
import { adoptionFound } from './found'
import { Measured } from './measured'
import { RequirementsFor } from './requirements-for'
import { WhatCameSince } from './what-came-since'

export const metadata: Metadata = { title: 'Adoption' }

const done = { adopted: 'The adoption is recorded', measures: 'The figures are recorded', exemption: 'The exemption is recorded' } as const

interface Props { params: Promise<{ adoption: string }>; searchParams: Promise<{ done?: string | string[] }> }

export default async function AdoptionPage({ params, searchParams }: Props) {
  const view = await adoptionFound(params)
  const said = done[(await searchParams).done as keyof typeof done]
  const { adoption, council, today } = view
  return (
    <Page width="text">
      <Crumbs trail={[{ href: '/workspace/adoptions', label: 'Adoptions' }]} />
      <PageHeader kicker={council.name} title={`${adoption.title}, ${adoption.label}`} lead={<AdoptionTags adoption={adoption} errata={view.errata.length} />} />
      <div className="mb-8 space-y-4 empty:hidden">
        {said && <Notice kind="done" live title={said} />}
        <WhatCameSince {...view} />
      </div>
      <Section title="The record"><Facts {...view} /></Section>
      <Section title="Self-assessment" actions={<Step view={view} way="assess">{view.requirements?.some((one) => one.finding) ? 'Go on assessing' : 'Assess'}</Step>}>
        <Assessed requirements={view.requirements} />
      </Section>
      <Section title="Measures" actions={<Step view={view} way="measures">Add figures</Step>}><Measured {...view} /></Section>
      <Section title="Exemptions" actions={<Step view={view} way="exemption">Record an exemption</Step>}>
        <Exemptions exemptions={view.exemptions} today={today} />
      </Section>
      <Section title="Requirements"><RequirementsFor {...view} /></Section>
    </Page>
  )
}

const Step = ({ view, way, children }: { view: AdoptionInView; way: 'assess' | 'measures' | 'exemption'; children: string }) =>
  <LinkButton size="small" href={`/workspace/adoptions/${view.adoption.id}/${way}`} refusal={addingTo(view.adoption)}>{children}</LinkButton>

function Facts({ adoption }: AdoptionInView) {
  return <SummaryList rows={[
    { key: 'Adopted', value: dayInWords(adoption.adoptedOn) },
    { key: 'Version', value: <Link href={`/standards/${adoption.slug}/${adoption.label}`}>{adoption.label}</Link> },
    { key: 'Digest of its text', value: <span className="font-mono text-small">{adoption.digest}</span> },
    { key: 'Owner', value: adoption.ownerPost },
    { key: 'Recorded by', value: `${adoption.recordedByName}, ${dateInWords(adoption.recordedAt)}` },
  ]} />
}

function Assessed({ requirements }: Pick<AdoptionInView, 'requirements'>) {
  const last = (requirements ?? []).flatMap(({ finding }) => (finding ? [finding] : [])).toSorted((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime())[0]
  if (!last) return <EmptyState title="Not assessed yet">Say how your council meets each requirement, with what shows it. You need not do it in one go.</EmptyState>
  return <><Counts requirements={requirements!} /><p className="mt-2 text-small text-quiet">Last saved by {last.recordedByName}, {dateInWords(last.recordedAt)}</p></>
}

function Exemptions({ exemptions, today }: { exemptions: readonly Exemption[]; today: string }) {
  if (exemptions.length === 0) return <EmptyState title="No exemptions">If your council cannot meet a requirement yet, record why, who owns it, and until when.</EmptyState>
  return (
    <ul className="border-t border-line">
      {exemptions.map((one) => (
        <li key={one.id} className="border-b border-line py-3 [overflow-wrap:anywhere]">
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <strong>{one.ref}</strong>
            {exemptionHolds(one, today) ? <Tag kind="waits">Until {dayInWords(one.expiresOn)}</Tag> : <Tag kind="refusal">Expired {dayInWords(one.expiresOn)}</Tag>}
          </p>
          <p className="mt-1 whitespace-pre-line">{one.reason}</p>
          <p className="text-small text-quiet">Owner: {one.ownerPost}. Recorded by {one.recordedByName}, {dateInWords(one.recordedAt)}</p>
        </li>
      ))}
    </ul>
  )
}
