import type { Metadata } from 'next'
import { DocumentView } from '@/components/document/document-view'
import { ContentsList, contentsOf } from '@/components/document/contents-list'
import { ObjectionsUnder } from '@/components/objections/flag'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import { Digest } from '@/components/versions/digest'
import { requirePerson } from '@/lib/auth/session'
import { lodging } from '@/lib/consultation/objection-policy'
import { lodgingState, objectionsOfStandard } from '@/lib/consultation/objection-queries'
import { db } from '@/lib/db'
import { requirementsOf } from '@/lib/document/requirements'
import type { Standing } from '@/lib/groups/standing'
import { momentInWords } from '@/lib/kernel/clock'
import { discardState } from '@/lib/versions/candidate-queries'
import { discarding, restoring } from '@/lib/versions/policy'
import { versionByNumber, type VersionInFull, versionsOfStandard } from '@/lib/versions/queries'
import { compareNumbers } from '@/lib/versions/version'
import { found } from '../../found'

interface Props { params: Promise<{ slug: string; version: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Version ${decodeURIComponent((await params).version)}` }
}

export default async function VersionPage({ params }: Props) {
  const { slug, version: label } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/versions/${label}`)
  const { standing, version } = found(await versionByNumber(db(), actor, slug, label))
  const base = `/workspace/standards/${slug}`
  const before = (await versionsOfStandard(db(), version.standardId)).find((one) => !one.discarded && compareNumbers(one, version) < 0)
  return (
    <Page>
      <Crumbs trail={[{ href: `${base}/versions`, label: 'Versions' }]} />
      <PageHeader kicker={version.label} title={version.title} lead={version.note} actions={(
        <>
          {before && <LinkButton href={`${base}/compare/${before.label}...${version.label}`}>Compare with {before.label}</LinkButton>}
          <LinkButton href={`${base}/compare/${version.label}...draft`}>Compare with the draft</LinkButton>
        </>
      )} />
      {version.discarded && (
        <div className="mb-8">
          <Notice kind="refusal" title="Discarded">
            <p>{version.discarded.byName} discarded this version on {momentInWords(version.discarded.at)}: {version.discarded.reason}</p>
          </Notice>
        </div>
      )}
      <SummaryList rows={[
        { key: 'Tagged', value: `${momentInWords(version.taggedAt)}, by ${version.taggedByName}` },
        { key: 'Requirements', value: String(version.requirements) },
        { key: 'Digest (SHA-256)', value: <Digest digest={version.digest} /> },
      ]} />
      <div className="mt-6 flex flex-wrap items-start gap-4">
        <LinkButton href={`${base}/versions/${version.label}/restore`} refusal={restoring(standing)}>Restore {version.label}</LinkButton>
        <LinkButton href={`${base}/versions/${version.label}/discard`} variant="danger" refusal={discarding(standing, await discardState(db(), version))}>Discard {version.label}</LinkButton>
      </div>
      <div className="mt-10 gap-x-12 lg:flex">
        <div className="mb-8 lg:order-2 lg:w-64 lg:shrink-0"><ContentsList entries={contentsOf(version.content)} /></div>
        <div className="min-w-0 flex-1"><DocumentView content={version.content} under={await objectionsUnder(base, standing, version)} /></div>
      </div>
    </Page>
  )
}

/** Under each requirement: the objections that are open on it, and the way to lodge one where this version still takes them. */
async function objectionsUnder(base: string, standing: Standing, version: VersionInFull) {
  const objections = await objectionsOfStandard(db(), version.standardId)
  const refusal = lodging(standing, await lodgingState(db(), version.standardId, version.id, '', standing.personId))
  return Object.fromEntries(requirementsOf(version.content).map((view) => [view.id, (
    <ObjectionsUnder key={view.id} base={base} version={version.label} blockId={view.id} reference={view.ref ?? ''} objections={objections} refusal={refusal} />
  )]))
}
