import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import { Digest } from '@/components/versions/digest'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { certifying } from '@/lib/signoff/policy'
import { processStatement } from '@/lib/signoff/process'
import { processFacts } from '@/lib/signoff/process-queries'
import { roundInView } from '@/lib/signoff/queries'
import { outcomeInWords } from '@/lib/signoff/round'
import { found } from '../../found'
import { certifyRound } from '../actions'
import { Hidden } from '../hidden'

export const metadata: Metadata = { title: 'Certify due process' }

interface Props { params: Promise<{ slug: string }> }

export default async function CertifyPage({ params }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/sign-off/certify`)
  const { standing, current: { round } } = found(await roundInView(db(), actor, slug))
  const base = `/workspace/standards/${slug}`
  const refusal = certifying(standing, round)
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/sign-off`, label: 'Sign-off' }]} />
      <PageHeader kicker={`Round ${round.number} on ${round.versionLabel}`} title="Certify due process"
        lead="You certify how the decision was reached, not what it says. Advisors have no vote." />
      <SummaryList rows={[
        { key: 'Outcome', value: 'outcome' in round.state ? outcomeInWords(round.state.outcome) : 'None yet' },
        { key: 'Text', value: <>{round.versionTitle}, {round.versionLabel}, <Digest digest={round.digest} /></> },
      ]} />
      <div className="mt-8">
        <ActionForm action={certifyRound}>
          <Hidden slug={slug} roundId={round.id} />
          {!refusal && <TextArea name="statement" label="Process statement" hint="It is published with the version. It begins with what is on record; put it in your own words where that helps the reader." rows={14} maxLength={6000} defaultValue={processStatement(await processFacts(db(), round))} required />}
          <div className="flex flex-wrap items-start gap-3">
            <SubmitButton refusal={refusal}>Certify</SubmitButton>
            <LinkButton href={`${base}/sign-off`} variant="quiet">Not now</LinkButton>
          </div>
        </ActionForm>
      </div>
    </Page>
  )
}
