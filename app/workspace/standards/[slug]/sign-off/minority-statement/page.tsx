import type { Metadata } from 'next'
import { CountedArea } from '@/components/sign-off/counted-area'
import { LinkButton } from '@/components/ui/button'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { refuse } from '@/lib/kernel/refusal'
import { statingMinority } from '@/lib/signoff/policy'
import { roundInView } from '@/lib/signoff/queries'
import { countedPositions, mostWords, seatsFor } from '@/lib/signoff/round'
import { found } from '../../found'
import { stateMinority } from '../actions'
import { Hidden } from '../hidden'

export const metadata: Metadata = { title: 'Write a minority statement' }

interface Props { params: Promise<{ slug: string }> }

export default async function MinorityStatementPage({ params }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/sign-off/minority-statement`)
  const { standing, current: { round, positions } } = found(await roundInView(db(), actor, slug))
  const base = `/workspace/standards/${slug}`
  const [counted, own] = [countedPositions(positions), seatsFor(round.electors, standing.personId)]
  const seat = own.find((one) => counted.get(one.id)?.position === 'dissent') ?? own[0]
  const refusal = seat ? statingMinority(standing, round, seat.id, {
    dissented: counted.get(seat.id)?.position === 'dissent', stated: round.minorityStatements.some((one) => one.electorId === seat.id),
  }) : refuse('electors-only')
  const crumbs = <Crumbs trail={[{ href: `${base}/sign-off`, label: 'Sign-off' }]} />
  if (refusal || !seat) return <Page width="text">{crumbs}<RefusalPanel refusal={refusal ?? refuse('electors-only')} title="You cannot write a minority statement" /></Page>
  return (
    <Page width="text">
      {crumbs}
      <PageHeader kicker={`${seat.seatName}, round ${round.number} on ${round.versionLabel}`} title="Write a minority statement"
        lead="Your seat’s own words on why it does not agree. They are published with the version, beside the positions." />
      <ActionForm action={stateMinority}>
        <Hidden slug={slug} roundId={round.id} electorId={seat.id} />
        <CountedArea most={mostWords} name="text" label="Minority statement" hint={`At most ${mostWords} words. It cannot be changed once it is recorded.`} rows={12} maxLength={4000} required />
        <div className="flex flex-wrap items-start gap-3">
          <SubmitButton>Record the statement</SubmitButton>
          <LinkButton href={`${base}/sign-off`} variant="quiet">Not now</LinkButton>
        </div>
      </ActionForm>
    </Page>
  )
}
