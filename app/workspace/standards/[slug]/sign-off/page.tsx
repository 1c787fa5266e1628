import type { Metadata } from 'next'
import { Carried } from '@/components/sign-off/carried'
import { RoundPanel } from '@/components/sign-off/round-panel'
import { RoundState } from '@/components/sign-off/round-state'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { declarationsOf } from '@/lib/calls/declaration-queries'
import { db } from '@/lib/db'
import { momentInWords } from '@/lib/kernel/clock'
import { certifying, closing, endingMeeting, opening, statingMinority, takingPosition, withdrawing } from '@/lib/signoff/policy'
import { type RoundInView, roundsOf, type SignOffInView } from '@/lib/signoff/queries'
import { carriedForward } from '@/lib/signoff/carry-queries'
import { countedPositions, seatsFor } from '@/lib/signoff/round'
import { found } from '../found'

export const metadata: Metadata = { title: 'Sign-off' }

interface Props { params: Promise<{ slug: string }>; searchParams: Promise<{ done?: string }> }

const doneInWords: Record<string, [title: string, next: string]> = {
  position: ['Your position is recorded', 'You may change it until the round closes; the earlier one is kept. Nobody but the lead editor and the advisor sees it before.'],
  again: ['Your position was recorded already', 'It was sent twice and stands once: what you sent is what the seat’s position says.'],
  quorate: ['The meeting was quorate', 'Seats that were absent may sign in writing until the round closes.'],
  adjourned: ['The meeting is adjourned', 'Nothing was recorded. Open the next round for the day to which it was adjourned.'],
  opened: ['The round is open', 'Each seat holder finds it on their desk.'],
  closed: ['The round is closed', 'The outcome stands below. It was counted from the positions and cannot be changed.'],
  withdrawn: ['The round is withdrawn', 'Nothing was decided by it.'],
  certified: ['Due process is certified', 'The version can be published now.'],
  stated: ['Your minority statement is recorded', 'It is published with the version.'],
}

const undecided: ReadonlySet<string> = new Set(['not quorate', 'adjourned'])

export default async function SignOffPage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/sign-off`)
  const view = found(await roundsOf(db(), actor, slug))
  const [current, ...earlier] = view.rounds
  const done = doneInWords[(await searchParams).done ?? '']
  const refusal = opening(view.standing, view.opening)
  const declared = await declarationsOf(db(), view.rounds.flatMap(({ round }) => round.electors.flatMap((seat) => [seat.holderId, seat.substituteId ?? seat.holderId])))
  const showOpen = current?.round.state.kind !== 'open'
  return (
    <Page>
      <PageHeader kicker={view.standard.title} title="Sign-off" lead="Each seat takes a position on one exact text. The charter’s rule decides whether the round counts and whether it is carried."
        actions={showOpen ? <LinkButton href={`/workspace/standards/${slug}/sign-off/open`} variant={current && !undecided.has(current.round.state.kind) ? 'secondary' : 'primary'} refusal={refusal}>Open a round</LinkButton> : null} />
      {done && <div className="mb-8"><Notice kind="done" live title={done[0]}><p>{done[1]}</p></Notice></div>}
      {current ? <Current slug={slug} view={view} current={current} declared={declared} /> : <NoRound label={view.opening.newestLabel} />}
      {earlier.length > 0 && (
        <Section title="Earlier rounds">
          {earlier.map((one) => (
            <details key={one.round.id} className="border-t border-line py-2">
              <summary className="min-h-6 cursor-pointer py-1"><span className="font-semibold">Round {one.round.number} on {one.round.versionLabel}</span> <RoundState kind={one.round.state.kind} /> <span className="text-small text-quiet">opened {momentInWords(one.round.openedAt)}</span></summary>
              <div className="py-4"><RoundPanel slug={slug} {...one} personId={view.standing.personId} now={view.now} declared={declared} /></div>
            </details>
          ))}
        </Section>
      )}
    </Page>
  )
}

const NoRound = ({ label }: { label: string | null }) => (
  <EmptyState title="No sign-off round yet">
    <p>{label ? `When ${label} is ready to be decided on, the lead editor or the advisor opens a round on it.` : 'A round is about a version. The lead editor tags one first.'}</p>
  </EmptyState>
)

async function Current({ slug, view, current, declared }: { slug: string; view: SignOffInView; current: RoundInView; declared: Awaited<ReturnType<typeof declarationsOf>> }) {
  const { round } = current
  return (
    <Section title={`Round ${round.number} on ${round.versionLabel}`} actions={<RoundState kind={round.state.kind} />}>
      <div className="space-y-6">
        {!round.newest && (round.state.kind === 'open' || round.state.kind === 'carried') && (
          <Notice kind="waits" title={`A newer version than ${round.versionLabel} has been tagged`}>
            <p>Positions are bound to {round.versionLabel} and are stale until the advisor discards {view.opening.newestLabel}, or a round is opened on it.</p>
          </Notice>
        )}
        {await carriedForward(db(), round, round.state.kind === 'open' ? view.standing.personId : null).then((all) => all.map((one) => <Carried key={one.electorId} slug={slug} round={round} carried={one} taken={countedPositions(current.positions).has(one.electorId)} />))}
        <Actions slug={slug} view={view} current={current} />
        <RoundPanel slug={slug} {...current} personId={view.standing.personId} now={view.now} declared={declared} />
      </div>
    </Section>
  )
}

function Actions({ slug, view: { standing, now }, current: { round, positions, takenCount } }: { slug: string; view: SignOffInView; current: RoundInView }) {
  const base = `/workspace/standards/${slug}`
  const kind = round.state.kind
  const own = seatsFor(round.electors, standing.personId)
  const runs = standing.advisor === 'assigned' || standing.member?.role === 'lead'
  const taken = own.some((seat) => countedPositions(positions).has(seat.id))
  const dissenter = own.find((seat) => countedPositions(positions).get(seat.id)?.position === 'dissent')
  const stated = round.minorityStatements.some((one) => one.electorId === dissenter?.id)
  return (
    <div className="flex flex-wrap items-start gap-3">
      {kind === 'open' && standing.member && (
        <LinkButton href={`${base}/sign-off/position`} variant="primary" refusal={takingPosition(standing, round, now)}>{taken ? 'Change your position' : 'Take a position'}</LinkButton>
      )}
      {kind === 'open' && runs && round.meetsAt && !round.meeting && <LinkButton href={`${base}/sign-off/meeting`} refusal={endingMeeting(standing, round, now)}>End the meeting</LinkButton>}
      {kind === 'open' && runs && (!round.meetsAt || round.meeting) && <LinkButton href={`${base}/sign-off/close`} refusal={closing(standing, round, takenCount)}>Close the round now</LinkButton>}
      {kind === 'open' && runs && <LinkButton href={`${base}/sign-off/withdraw`} variant="danger" refusal={withdrawing(standing, round, now)}>Withdraw the round</LinkButton>}
      {dissenter && (kind === 'carried' || kind === 'certified') && (
        <LinkButton href={`${base}/sign-off/minority-statement`} refusal={statingMinority(standing, round, dissenter.id, { dissented: true, stated })}>Write a minority statement</LinkButton>
      )}
      {kind === 'carried' && runs && <LinkButton href={`${base}/sign-off/certify`} variant="primary" refusal={certifying(standing, round)}>Certify due process</LinkButton>}
      {kind !== 'open' && kind !== 'withdrawn' && (runs || kind === 'published') && (
        <LinkButton href={`${base}/publish`} variant={kind === 'certified' ? 'primary' : 'secondary'}>{kind === 'published' ? 'See what is published' : 'Prepare publication'}</LinkButton>
      )}
    </div>
  )
}
