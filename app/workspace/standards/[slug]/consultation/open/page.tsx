import type { Metadata } from 'next'
import Link from 'next/link'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { TextArea, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import { Digest } from '@/components/versions/digest'
import { requirePerson } from '@/lib/auth/session'
import { limits } from '@/lib/consultation/comment'
import { opening } from '@/lib/consultation/policy'
import { consultationsOf } from '@/lib/consultation/queries'
import { db } from '@/lib/db'
import { londonDate } from '@/lib/kernel/clock'
import { newestVersion } from '@/lib/versions/queries'
import { found } from '../../found'
import { Hidden } from '../../sign-off/hidden'
import { openForComment } from '../actions'

export const metadata: Metadata = { title: 'Open a consultation' }

export default async function OpenConsultationPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/consultation/open`)
  const { standard, standing, opening: how, now } = found(await consultationsOf(db(), actor, slug))
  const version = await newestVersion(db(), standard.id)
  const base = `/workspace/standards/${slug}`
  const refusal = opening(standing, how)
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/consultation`, label: 'Consultation' }]} />
      <PageHeader title={version ? `Open a consultation on ${version.label}` : 'Open a consultation'}
        lead="From then on everyone may read this version, without signing in. Nothing else of the standard becomes public." />
      {!version ? <EmptyState title="There is no version yet" action={<LinkButton href={`${base}/versions`}>Go to the versions</LinkButton>} /> : (
        <>
          <SummaryList rows={[
            { key: 'Text', value: <Link href={`${base}/versions/${version.label}`}>{version.title}, {version.label}</Link> },
            { key: 'Requirements', value: String(version.requirements) },
            { key: 'Digest (SHA-256)', value: <Digest digest={version.digest} /> },
          ]} />
          <ActionForm action={openForComment} label="Open a consultation" className="mt-8 space-y-6">
            <Hidden slug={slug} standardId={standard.id} versionId={version.id} />
            {!refusal && (
              <>
                <TextArea name="introduction" label="Introduction" hint="What you would like to hear about, and what happens afterwards. It stands at the head of the public page." rows={5} maxLength={limits.introduction} required />
                <div className="flex flex-wrap items-end gap-6">
                  <TextInput name="closesAt" type="date" label="Closes on" hint="In the time of London." min={londonDate(now)} className="w-52" required />
                  <TextInput name="closesTime" type="time" label="At" defaultValue="17:00" className="w-40" required />
                </div>
              </>
            )}
            <div className="flex flex-wrap items-start gap-3">
              <SubmitButton refusal={refusal}>Open the consultation</SubmitButton>
              <LinkButton href={`${base}/consultation`} variant="quiet">Not now</LinkButton>
            </div>
          </ActionForm>
        </>
      )}
    </Page>
  )
}
