import type { Metadata } from 'next'
import Link from 'next/link'
import { ErratumTag } from '@/components/maintenance/erratum-tag'
import { ReviewLines } from '@/components/maintenance/review-lines'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import { Tag } from '@/components/ui/tag'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { dateInWords, londonDate, momentInWords } from '@/lib/kernel/clock'
import { proposingErratum, recordingReview } from '@/lib/maintenance/policy'
import { type MaintenanceInView, maintenanceOf } from '@/lib/maintenance/queries'
import type { PublicationListed } from '@/lib/publication/queries'
import { reviewOverdue } from '@/lib/publication/public-record'
import { found } from '../found'

export const metadata: Metadata = { title: 'Maintenance' }

interface Props { params: Promise<{ slug: string }>; searchParams: Promise<{ reviewed?: string }> }

const told: Record<string, string> = {
  confirm: 'The version is confirmed, and its next review date counts from now.', withdraw: 'The version is withdrawn, and its page says so and why.',
  revise: 'The version stays in force. What is to be revised waits on the backlog, and the working draft goes on.',
}

/** What is done about a standard after it was published: errata, reviews, the backlog. */
export default async function MaintenancePage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/maintenance`)
  const view = found(await maintenanceOf(db(), actor, slug))
  const reviewed = told[(await searchParams).reviewed ?? '']
  const base = `/workspace/standards/${slug}`
  const inForce = view.history.find((one) => one.state.kind === 'current')
  return (
    <Page>
      <PageHeader kicker={view.standard.title} title="Maintenance" lead="Errata, reviews and what waits for the next version."
        actions={<LinkButton href={`${base}/backlog`}>Open the backlog</LinkButton>} />
      {reviewed && <div className="mb-8"><Notice kind="done" live title="The review is recorded"><p>{reviewed}</p></Notice></div>}
      {view.history.length === 0
        ? <EmptyState title="Nothing is published yet" action={<LinkButton href={`${base}/publish`}>Go to publishing</LinkButton>}><p>Errata and reviews are about a published version.</p></EmptyState>
        : (
          <>
            <Section title="Review">{inForce ? <ReviewOf view={view} inForce={inForce} base={base} /> : <p>No version is in force, so nothing is due for review.</p>}</Section>
            <Errata view={view} base={base} />
          </>
        )}
    </Page>
  )
}

const dayInWords = (day: string): string => dateInWords(new Date(`${day}T12:00:00Z`))

function ReviewOf({ view, inForce, base }: { view: MaintenanceInView; inForce: PublicationListed; base: string }) {
  const overdue = reviewOverdue(inForce.reviewDate, londonDate(view.now))
  return (
    <>
      <SummaryList rows={[
        { key: 'In force', value: <><a href={`/standards/${inForce.slug}/${inForce.label}`}>{inForce.label}</a>, owned by {inForce.ownerPost}</> },
        { key: 'Review due', value: <>{dayInWords(inForce.reviewDate)} {overdue && <Tag kind="waits">Overdue, and the public sees it</Tag>}</> },
        { key: 'Reminder', value: 'To the advisors and the lead editors, once, four weeks before' },
      ]} />
      <div className="mt-4 flex flex-wrap items-start gap-3">
        <LinkButton href={`${base}/maintenance/review`} refusal={recordingReview(view.standing, inForce.state)}>Record the outcome of the review</LinkButton>
        {!recordingReview(view.standing) && <LinkButton href={`${base}/maintenance/review/adopters`}>What its adopters report</LinkButton>}
      </div>
      <ReviewLines reviews={view.reviews} history={view.history} />
    </>
  )
}

function Errata({ view, base }: { view: MaintenanceInView; base: string }) {
  const open = view.history.filter((one) => one.state.kind !== 'withdrawn')
  return (
    <Section title="Errata">
      <p className="max-w-prose">An erratum puts right what does not affect conformance. It stands beside the published text, which never changes.</p>
      <div className="mt-4 flex flex-wrap items-start gap-3">
        {open.slice(0, 2).map((one) => (
          <LinkButton key={one.id} href={`${base}/maintenance/errata/new?number=${one.label}`} refusal={proposingErratum(view.standing, one.state)}>Propose an erratum to {one.label}</LinkButton>
        ))}
      </div>
      {view.errata.length === 0 ? <p className="mt-4 text-quiet">None has been proposed.</p> : (
        <ul className="mt-6 border-t border-line">
          {view.errata.toReversed().map((one) => (
            <li key={one.id} className="border-b border-line py-3">
              <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                <Link href={`${base}/maintenance/errata/${one.id}`} className="inline-block min-h-6 font-semibold">
                  {one.on}, {view.history.find(({ id }) => id === one.publicationId)?.label}
                </Link>
                <ErratumTag erratum={one} />
              </p>
              <p className="mt-1 max-w-prose [overflow-wrap:anywhere]">{one.explanation}</p>
              <p className="mt-1 text-small text-quiet">Proposed by {one.proposedByName} on {momentInWords(one.proposedAt)}. {one.why}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
