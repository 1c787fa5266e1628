import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { RefusalLine } from '@/components/ui/refusal'
import { VersionList } from '@/components/versions/version-list'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { proposedPublicNumber } from '@/lib/publication/proposed-queries'
import { candidateOf } from '@/lib/versions/candidate-queries'
import { compareVersions } from '@/lib/versions/compare'
import { choosingRef, tagging } from '@/lib/versions/policy'
import { givenRefs, versionInFull, versionsOf } from '@/lib/versions/queries'
import { labelOf, nextNumber } from '@/lib/versions/version'
import { found } from '../found'
import { NextVersion } from './next-version'
import { RefsTable } from './refs-table'

export const metadata: Metadata = { title: 'Versions' }

interface Props { params: Promise<{ slug: string }>; searchParams: Promise<{ tagged?: string }> }

export default async function VersionsPage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/versions`)
  const { standard, standing, versions } = found(await versionsOf(db(), actor, slug))
  const { tagged: label } = await searchParams
  const tagged = versions.find((version) => version.label === label)
  const candidate = await candidateOf(db(), standard)
  const newest = versions.find((version) => !version.discarded)
  const before = newest ? await versionInFull(db(), newest) : null
  const comparison = candidate.ok && before
    ? compareVersions({ title: before.title, content: before.content.content }, { title: standard.title, content: candidate.value.content.content }) : null
  const given = await givenRefs(db(), standard.id)
  const proposed = candidate.ok ? await proposedPublicNumber(db(), slug, { title: standard.title, content: candidate.value.content.content }) : null
  return (
    <Page>
      <PageHeader kicker={standard.title} title="Versions" lead="A version is the exact text of one moment. It never changes, and it is what a sign-off round is about."
        actions={<LinkButton href={`/workspace/standards/${slug}`}>Open the draft</LinkButton>} />
      {tagged && <div className="mb-8"><Notice kind="done" live title={`${tagged.label} is tagged`}><p>{tagged.requirements} requirements, for good. The draft goes on.</p></Notice></div>}
      <Section title="The draft, against the last version">
        {candidate.ok
          ? <NextVersion slug={slug} standardId={standard.id} comparison={comparison} newest={newest?.label ?? null} proposed={proposed} next={labelOf(nextNumber(versions))}
              unchanged={newest?.digest === candidate.value.digest} refusal={tagging(standing, { archived: standard.archivedAt !== null })} />
          : <RefusalLine refusal={candidate.refusal} />}
      </Section>
      {candidate.ok && (
        <RefsTable standardId={standard.id} prefix={standard.refPrefix} refusal={choosingRef(standing)}
          rows={candidate.value.requirements.filter((view) => !given.some((ref) => ref.blockId === view.id && ref.stoodIn))
            .map((view) => ({ blockId: view.id, ref: view.ref ?? '', level: view.level, words: view.statement.text }))} />
      )}
      <Section title="All versions">
        {versions.length > 0 ? <VersionList slug={slug} versions={versions} />
          : <EmptyState title="No version yet"><p>The lead editor tags the first one when the draft is worth looking back at.</p></EmptyState>}
      </Section>
    </Page>
  )
}
