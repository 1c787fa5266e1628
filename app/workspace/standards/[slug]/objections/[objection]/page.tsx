import type { Metadata } from 'next'
import Link from 'next/link'
import { Interests } from '@/components/calls/interests'
import { ObjectionState } from '@/components/objections/flag'
import { Steps } from '@/components/objections/steps'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import { labelOf, type ProposalView } from '@/lib/proposals/proposal'
import { proposalsAnswering, waysToSuggest } from '@/lib/proposals/queries'
import { requirePerson } from '@/lib/auth/session'
import { declarationsOf } from '@/lib/calls/declaration-queries'
import { hasEnded } from '@/lib/consultation/objection'
import { objectionByName, standsNow } from '@/lib/consultation/objection-queries'
import { db } from '@/lib/db'
import { found } from '../../found'
import { WhatStands } from './what-stands'
import { NextSteps } from './next-steps'

interface Props { params: Promise<{ slug: string; objection: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Objection ${decodeURIComponent((await params).objection)}` }
}

const done: Readonly<Record<string, string>> = {
  lodged: 'Your objection is lodged. Editors, the lead editor and the advisor are told.', answered: 'Your answer is recorded.', asked: 'The objector is asked.',
  resolved: 'The objection is resolved by change.', 'not-resolved': 'Your answer is recorded. The objection stays open.',
  ruled: 'The objection is not upheld, and the dissent is recorded.', withdrawn: 'Your objection is withdrawn.', 'dissent-withdrawn': 'Your dissent is withdrawn.',
}

export default async function ObjectionPage({ params, searchParams }: Props) {
  const { slug, objection: name } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/objections/${name}`)
  const { standard, standing, objection } = found(await objectionByName(db(), actor, slug, decodeURIComponent(name)))
  const happened = done[(await searchParams).done ?? '']
  const declared = await declarationsOf(db(), [objection.objectorId, ...objection.steps.flatMap(({ byId }) => byId ?? [])])
  const [now, ways, proposals] = await Promise.all([
    standsNow(db(), standard, objection), waysToSuggest(db(), standard, standing), proposalsAnswering(db(), actor, slug),
  ])
  const suggest = hasEnded(objection.state) ? null : ways(objection.blockId, { on: 'objection', id: objection.id })
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `/workspace/standards/${slug}/objections`, label: 'Objections' }]} />
      <PageHeader kicker={standard.title} title={`${objection.name} to ${objection.ref}`} lead={<ObjectionState kind={objection.state.kind} />} />
      {happened && <div className="mb-8"><Notice kind="done" live title={happened} /></div>}
      <SummaryList rows={[
        { key: 'Objector', value: <>{objection.objectorName}, {objection.organisation}, {objection.constituency}<Interests of={objection.objectorName} declared={declared.get(objection.objectorId) ?? []} /></> },
        { key: 'Reason', value: <p className="whitespace-pre-line">{objection.reason}</p> },
        { key: 'What would remove it', value: <p className="whitespace-pre-line">{objection.wouldSatisfy}</p> },
      ]} />
      <Section title={now && now.digest !== objection.requirementDigest ? `What changed in ${objection.ref}` : `${objection.ref} as it stands`}>
        <WhatStands objection={objection} before={now?.before ?? null} now={now} slug={slug} />
        <Suggestions slug={slug} name={objection.name} proposals={proposals.get(objection.id) ?? []} suggest={suggest} />
      </Section>
      {(!hasEnded(objection.state) || objection.state.kind === 'not upheld') && <NextSteps slug={slug} standing={standing} objection={objection} now={now} />}
      <Section title="What was done"><Steps objection={objection} declared={declared} /></Section>
    </Page>
  )
}

function Suggestions({ slug, name, proposals, suggest }: { slug: string; name: string; proposals: readonly ProposalView[]; suggest: string | null }) {
  return (
    <>
      {proposals.length > 0 && (
        <ul aria-label={`Suggestions that answer ${name}`} className="mt-4">
          {proposals.map((one) => (
            <li key={one.id}><Link href={`/workspace/standards/${slug}/proposals#${labelOf(one)}`} className="inline-block min-h-6">{labelOf(one)}</Link> answers it: {one.state.is}</li>
          ))}
        </ul>
      )}
      {suggest && <p className="mt-4"><LinkButton href={suggest}>Suggest a change that answers this</LinkButton></p>}
    </>
  )
}
