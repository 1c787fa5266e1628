import type { Metadata } from 'next'
import { QuorumMeter } from '@/components/sign-off/quorum-meter'
import { LinkButton } from '@/components/ui/button'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { quorumOf } from '@/lib/groups/quorum'
import { momentInWords } from '@/lib/kernel/clock'
import { closing } from '@/lib/signoff/policy'
import { roundInView } from '@/lib/signoff/queries'
import { countedPositions } from '@/lib/signoff/round'
import { found } from '../../found'
import { close } from '../actions'
import { Hidden } from '../hidden'

export const metadata: Metadata = { title: 'Close the round' }

interface Props { params: Promise<{ slug: string }> }

export default async function ClosePage({ params }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/sign-off/close`)
  const { standing, current: { round, positions, seesAll, takenCount } } = found(await roundInView(db(), actor, slug))
  const base = `/workspace/standards/${slug}`
  const quorum = quorumOf(round.quorum, round.electors, [...countedPositions(positions).values()].map((one) => ({ seatId: one.electorId, position: one.position })))
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/sign-off`, label: 'Sign-off' }]} />
      <PageHeader kicker={`Round ${round.number} on ${round.versionLabel}`} title="Close the round now?"
        lead={`It would close by itself on ${momentInWords(round.closesAt)}. Once closed, no position can be taken or changed.`} />
      <div className="space-y-6">
        {seesAll && round.state.kind === 'open' && <QuorumMeter present={quorum.present} seats={quorum.seats} needed={quorum.seatsNeeded} sentence={`As it stands: ${quorum.sentence}`} />}
        <ActionForm action={close}>
          <Hidden slug={slug} roundId={round.id} />
          <div className="flex flex-wrap items-start gap-3">
            <SubmitButton refusal={closing(standing, round, takenCount)}>Close the round</SubmitButton>
            <LinkButton href={`${base}/sign-off`} variant="quiet">Leave it open</LinkButton>
          </div>
        </ActionForm>
      </div>
    </Page>
  )
}
