import type { Metadata } from 'next'
import { LiveMeter } from '@/components/sign-off/live-meter'
import { LinkButton } from '@/components/ui/button'
import { TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { quorumOf } from '@/lib/groups/quorum'
import { londonDate, momentInWords } from '@/lib/kernel/clock'
import { meterOf } from '@/lib/signoff/meter'
import { endingMeeting } from '@/lib/signoff/policy'
import { roundInView } from '@/lib/signoff/queries'
import { countedPositions } from '@/lib/signoff/round'
import { writtenUntil } from '@/lib/signoff/working-days'
import { found } from '../../found'
import { endTheMeeting } from '../actions'
import { Hidden } from '../hidden'

export const metadata: Metadata = { title: 'End the meeting' }

interface Props { params: Promise<{ slug: string }> }

export default async function MeetingPage({ params }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/sign-off/meeting`)
  const { standing, now, current } = found(await roundInView(db(), actor, slug))
  const { round, positions, seesAll } = current
  const base = `/workspace/standards/${slug}`
  const refusal = endingMeeting(standing, round, now)
  const { quorate } = quorumOf(round.quorum, round.electors, [...countedPositions(positions).values()].map((one) => ({ seatId: one.electorId, position: one.position })))
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/sign-off`, label: 'Sign-off' }]} />
      <PageHeader kicker={`Round ${round.number} on ${round.versionLabel}`} title="End the meeting?"
        lead="A seat is present when it has taken a position. Whether that is a quorum is counted by the charter’s rule at the moment the meeting ends." />
      <div className="space-y-6">
        {seesAll && round.state.kind === 'open' && <LiveMeter slug={slug} meter={meterOf(current, now)} />}
        {!refusal && <p className="max-w-prose">{quorate ? writtenInWords(now, round.writtenWindowDays) : 'As it stands, nothing would be recorded: the meeting is adjourned, the round ends, and its positions count nowhere.'}</p>}
        <ActionForm action={endTheMeeting}>
          <Hidden slug={slug} roundId={round.id} />
          {!refusal && !quorate && (
            <fieldset>
              <legend className="font-semibold">Adjourn to</legend>
              <div className="mt-2 flex flex-wrap items-end gap-6">
                <TextInput name="adjournTo" type="date" label="Day" hint="In the time of London." min={londonDate(now)} className="w-52" required />
                <TextInput name="adjournTime" type="time" label="Time" defaultValue="14:00" className="w-40" required />
              </div>
            </fieldset>
          )}
          <div className="flex flex-wrap items-start gap-3">
            <SubmitButton refusal={refusal}>{quorate ? 'End the meeting' : 'Adjourn the meeting'}</SubmitButton>
            <LinkButton href={`${base}/sign-off`} variant="quiet">Not yet</LinkButton>
          </div>
        </ActionForm>
      </div>
    </Page>
  )
}

function writtenInWords(now: Date, days: number): string {
  return days === 0 ? 'The charter gives no time to sign in writing: the round is counted at once.'
    : `The meeting is quorate. Seats that were absent may sign in writing for ${days} working ${days === 1 ? 'day' : 'days'}, until ${momentInWords(writtenUntil(now, days))}; then the round closes.`
}
