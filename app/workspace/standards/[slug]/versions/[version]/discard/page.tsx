import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { discardState } from '@/lib/versions/candidate-queries'
import { discarding } from '@/lib/versions/policy'
import { versionByNumber, versionsOfStandard } from '@/lib/versions/queries'
import { found } from '../../../found'
import { discard } from '../../actions'

export const metadata: Metadata = { title: 'Discard a version' }

interface Props { params: Promise<{ slug: string; version: string }> }

export default async function DiscardPage({ params }: Props) {
  const { slug, version: label } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/versions/${label}/discard`)
  const { standard, standing, version } = found(await versionByNumber(db(), actor, slug, label))
  const before = (await versionsOfStandard(db(), standard.id)).filter((one) => !one.discarded && one.id !== version.id)[0]
  const base = `/workspace/standards/${slug}`
  const refusal = discarding(standing, await discardState(db(), version))
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/versions`, label: 'Versions' }, { href: `${base}/versions/${version.label}`, label: version.label }]} />
      <PageHeader title={`Discard ${version.label}?`} lead={before
        ? `${before.label} counts as the newest version again, and positions taken on it stand. ${version.label} stays readable; its number is not used again.`
        : `${version.label} stays readable; its number is not used again.`} />
      <ActionForm action={discard}>
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="standardId" value={standard.id} />
        <input type="hidden" name="versionId" value={version.id} />
        {!refusal && <TextArea name="reason" label="Why is it discarded?" hint="The group reads this beside the version, for good." rows={3} maxLength={2000} required />}
        <div className="flex flex-wrap items-start gap-3">
          <SubmitButton variant="danger" refusal={refusal}>Discard {version.label}</SubmitButton>
          <LinkButton href={`${base}/versions/${version.label}`} variant="quiet">Keep it</LinkButton>
        </div>
      </ActionForm>
    </Page>
  )
}
