import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { withdrawing } from '@/lib/signoff/policy'
import { roundInView } from '@/lib/signoff/queries'
import { found } from '../../found'
import { withdraw } from '../actions'
import { Hidden } from '../hidden'

export const metadata: Metadata = { title: 'Withdraw the round' }

interface Props { params: Promise<{ slug: string }> }

export default async function WithdrawPage({ params }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/sign-off/withdraw`)
  const { standing, now, current: { round, takenCount } } = found(await roundInView(db(), actor, slug))
  const base = `/workspace/standards/${slug}`
  const refusal = withdrawing(standing, round, now)
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/sign-off`, label: 'Sign-off' }]} />
      <PageHeader kicker={`Round ${round.number} on ${round.versionLabel}`} title="Withdraw the round?"
        lead={`Nothing is decided by it. ${takenCount === 0 ? 'No position has been taken.' : `The ${takenCount === 1 ? 'position' : `${takenCount} positions`} taken so far stay on record and count for nothing.`}`} />
      <ActionForm action={withdraw}>
        <Hidden slug={slug} roundId={round.id} />
        {!refusal && <TextArea name="reason" label="Why is it withdrawn?" hint="The whole group reads this." rows={3} maxLength={2000} required />}
        <div className="flex flex-wrap items-start gap-3">
          <SubmitButton variant="danger" refusal={refusal}>Withdraw the round</SubmitButton>
          <LinkButton href={`${base}/sign-off`} variant="quiet">Leave it open</LinkButton>
        </div>
      </ActionForm>
    </Page>
  )
}
