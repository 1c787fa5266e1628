import type { Metadata } from 'next'
import Link from 'next/link'
import { type Task, TaskList } from '@/components/sign-off/task-list'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { Tag } from '@/components/ui/tag'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { dateInWords, londonDate, momentInWords } from '@/lib/kernel/clock'
import { publishing, withdrawingPublication } from '@/lib/publication/policy'
import type { PublicationListed } from '@/lib/publication/queries'
import { publishingOf, type PublishingInView } from '@/lib/publication/workspace-queries'
import { meetingInWords, outcomeInWords, type Round } from '@/lib/signoff/round'
import { labelOf } from '@/lib/versions/version'
import { found } from '../found'
import { PublishForm } from './publish-form'

export const metadata: Metadata = { title: 'Publish' }

interface Props { params: Promise<{ slug: string }>; searchParams: Promise<{ published?: string; withdrawn?: string }> }

export default async function PublishPage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/publish`)
  const view = found(await publishingOf(db(), actor, slug))
  const { published, withdrawn } = await searchParams
  const base = `/workspace/standards/${slug}`
  const told = view.history.find((one) => one.label === (published ?? withdrawn))
  return (
    <Page>
      <Crumbs trail={[{ href: `${base}/sign-off`, label: 'Sign-off' }]} />
      <PageHeader kicker={view.standard.title} title="Publish" lead="What is published is byte for byte what was signed, with its sign-off record beside it." />
      {told && (
        <div className="mb-8">
          <Notice kind="done" live title={published ? `${told.label} is public` : `${told.label} is withdrawn`}>
            <p><a href={`/standards/${slug}/${told.label}`}>Open the public page</a>{published && <> or <a href={`/standards/${slug}/${told.label}/sign-off`}>its sign-off record</a></>}.</p>
          </Notice>
        </div>
      )}
      {view.round && view.round.state.kind !== 'published'
        ? <Preparing slug={slug} view={view} round={view.round} />
        : !view.round && <EmptyState title="Nothing to publish yet" action={<LinkButton href={`${base}/sign-off`}>Go to sign-off</LinkButton>}><p>A version is published after a sign-off round has carried it and the advisor has certified due process.</p></EmptyState>}
      {view.history.length > 0 && <Section title="Published"><History view={view} base={base} /></Section>}
    </Page>
  )
}

function tasksOf(base: string, round: Round): Task[] {
  const { state } = round
  const carried = state.kind === 'carried' || state.kind === 'certified'
  const outcome = 'outcome' in state ? outcomeInWords(state.outcome) : state.kind === 'adjourned' ? `${meetingInWords(state.meeting)}. The meeting was adjourned; nothing was recorded` : state.kind === 'open' ? `Round ${round.number} is open until ${momentInWords(round.closesAt)}` : 'The round was withdrawn'
  return [
    { name: `A sign-off round carried ${round.versionLabel}`, done: carried, words: outcome, href: `${base}/sign-off` },
    {
      name: 'Due process is certified', done: state.kind === 'certified', href: `${base}/sign-off/certify`,
      words: state.kind === 'certified' ? `By ${state.certificate.byName}, ${momentInWords(state.certificate.at)}` : 'By an advisor of the group who holds no seat and did not tag the version',
    },
    { name: 'Owner, review date and number', done: false, words: 'Given below, when it is published' },
  ]
}

function Preparing({ slug, view, round }: { slug: string; view: PublishingInView; round: Round }) {
  const refusal = publishing(view.standing, view.state!)
  return (
    <>
      <Section title={`Before ${round.versionLabel} is public`}><TaskList tasks={tasksOf(`/workspace/standards/${slug}`, round)} /></Section>
      <Section title={`Publish ${round.versionLabel}`}>
        <PublishForm slug={slug} roundId={round.id} label={round.versionLabel} digest={round.digest} refusal={refusal} numbers={view.numbers.map(labelOf)}
          proposed={view.proposed && { label: labelOf(view.proposed.number), since: view.proposed.since, class: view.proposed.class }}
          today={londonDate(view.now)} postNow={view.owner.ownerPost || (view.history[0]?.ownerPost ?? '')} reviewNow={reviewStill(view) || (view.owner.reviewDate ?? '')} />
      </Section>
    </>
  )
}

/** The review date of what is in force stays, unless another is chosen. */
function reviewStill({ history, now }: PublishingInView): string {
  const inForce = history.find((one) => one.state.kind === 'current')
  return inForce && inForce.reviewDate > londonDate(now) ? inForce.reviewDate : ''
}

const stateTag = ({ state }: PublicationListed) => state.kind === 'current' ? <Tag kind="done">In force</Tag>
  : state.kind === 'withdrawn' ? <Tag kind="refusal">Withdrawn</Tag> : <Tag>Superseded by {state.by}</Tag>

function History({ view, base }: { view: PublishingInView; base: string }) {
  return (
    <ul className="border-t border-line">
      {view.history.map((one) => (
        <li key={one.id} className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3 border-b border-line py-4">
          <div className="min-w-0">
            <p><a className="text-heading font-bold" href={`/standards/${one.slug}/${one.label}`}>{one.label}</a> {stateTag(one)}</p>
            <p className="mt-1 text-small text-quiet">
              Published by {one.publishedByName} on {momentInWords(one.publishedAt)}. Owner: {one.ownerPost}. Review: {dateInWords(new Date(`${one.reviewDate}T12:00:00Z`))}.{' '}
              <Link href={`/standards/${one.slug}/${one.label}/sign-off`} prefetch={false}>Sign-off record</Link>
            </p>
            {one.state.kind === 'withdrawn' && <p className="mt-1 max-w-prose">{one.state.reason}</p>}
          </div>
          {one.state.kind !== 'withdrawn' && (
            <LinkButton size="small" variant="danger" href={`${base}/publish/withdraw?number=${one.label}`} refusal={withdrawingPublication(view.standing, one.state)}>Withdraw {one.label}</LinkButton>
          )}
        </li>
      ))}
    </ul>
  )
}
