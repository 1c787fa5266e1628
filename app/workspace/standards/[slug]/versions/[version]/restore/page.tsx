import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { ChangeList } from '@/components/versions/change-list'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { comparisonOf } from '@/lib/versions/compare-queries'
import { restoring } from '@/lib/versions/policy'
import { versionByNumber } from '@/lib/versions/queries'
import { found } from '../../../found'
import { restore } from '../../actions'

export const metadata: Metadata = { title: 'Restore a version' }

interface Props { params: Promise<{ slug: string; version: string }> }

export default async function RestorePage({ params }: Props) {
  const { slug, version: label } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/versions/${label}/restore`)
  const { standard, standing, version } = found(await versionByNumber(db(), actor, slug, label))
  const base = `/workspace/standards/${slug}`
  const compared = await comparisonOf(db(), actor, slug, 'draft', version.label)
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/versions`, label: 'Versions' }, { href: `${base}/versions/${version.label}`, label: version.label }]} />
      <PageHeader title={`Restore ${version.label}?`} lead={`The draft’s text becomes that of ${version.label} again, for everyone who has it open.`} />
      <div className="space-y-6">
        <Notice kind="waits" title="It is an edit like any other">
          <p>Nothing is rewritten: versions stay as they are. What was written since {version.label} leaves the draft; tag it first if it may be needed.</p>
        </Notice>
        {compared.ok && <section><h2 className="mb-2 text-heading font-bold">What would change in the draft</h2><ChangeList comparison={compared.value.comparison} page={`${base}/compare/draft...${version.label}`} most={20} /></section>}
        <ActionForm action={restore}>
          <input type="hidden" name="slug" value={slug} />
          <input type="hidden" name="standardId" value={standard.id} />
          <input type="hidden" name="versionId" value={version.id} />
          <div className="flex flex-wrap items-start gap-3">
            <SubmitButton refusal={restoring(standing)}>Restore {version.label}</SubmitButton>
            <LinkButton href={`${base}/versions/${version.label}`} variant="quiet">Leave the draft as it is</LinkButton>
          </div>
        </ActionForm>
      </div>
    </Page>
  )
}
