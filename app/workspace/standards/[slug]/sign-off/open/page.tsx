import type { Metadata } from 'next'
import Link from 'next/link'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import { Digest } from '@/components/versions/digest'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { ruleInWords } from '@/lib/groups/quorum'
import { londonDate } from '@/lib/kernel/clock'
import { opening } from '@/lib/signoff/policy'
import { charterInForce, roundsOf } from '@/lib/signoff/queries'
import { versionsOfStandard } from '@/lib/versions/queries'
import { found } from '../../found'
import { open } from '../actions'
import { Hidden } from '../hidden'

export const metadata: Metadata = { title: 'Open a sign-off round' }

interface Props { params: Promise<{ slug: string }> }

export default async function OpenRoundPage({ params }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/sign-off/open`)
  const { standard, standing, opening: how, now } = found(await roundsOf(db(), actor, slug))
  const version = (await versionsOfStandard(db(), standard.id)).find((one) => one.id === how.newestVersionId)
  const charter = await charterInForce(db(), standard.groupId)
  const base = `/workspace/standards/${slug}`
  const refusal = opening(standing, how)
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/sign-off`, label: 'Sign-off' }]} />
      <PageHeader title={version ? `Open a round on ${version.label}` : 'Open a round'} lead="The seats are fixed when it opens. Positions bind to this very text." />
      {!version ? <EmptyState title="There is no version yet" action={<LinkButton href={`${base}/versions`}>Go to the versions</LinkButton>} /> : (
        <>
          <SummaryList rows={[
            { key: 'Text', value: <Link href={`${base}/versions/${version.label}`}>{version.title}, {version.label}</Link> },
            { key: 'Digest (SHA-256)', value: <Digest digest={version.digest} /> },
            { key: 'Seats', value: `${how.seats}` },
            { key: 'Rule', value: charter ? ruleInWords(charter.quorum) : 'There is no charter yet' },
          ]} />
          <Section title="When it closes">
            <ActionForm action={open}>
              <Hidden slug={slug} standardId={standard.id} versionId={version.id} />
              {!refusal && (
                <div className="flex flex-wrap items-end gap-6">
                  <TextInput name="closesAt" type="date" label="Day" hint="In the time of London." min={londonDate(now)} className="w-52" required />
                  <TextInput name="closesTime" type="time" label="Time" defaultValue="17:00" className="w-40" required />
                </div>
              )}
              <div className="flex flex-wrap items-start gap-3">
                <SubmitButton refusal={refusal}>Open the round</SubmitButton>
                <LinkButton href={`${base}/sign-off`} variant="quiet">Not now</LinkButton>
              </div>
            </ActionForm>
          </Section>
        </>
      )}
    </Page>
  )
}
