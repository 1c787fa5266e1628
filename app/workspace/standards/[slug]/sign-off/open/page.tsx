import type { Metadata } from 'next'
import Link from 'next/link'
import { type Task, TaskList } from '@/components/sign-off/task-list'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import { Digest } from '@/components/versions/digest'
import { requirePerson } from '@/lib/auth/session'
import { threadCounts } from '@/lib/comments/queries'
import { db } from '@/lib/db'
import { ruleInWords } from '@/lib/groups/quorum'
import type { Actor } from '@/lib/kernel/actor'
import { londonDate, londonTime, momentInWords } from '@/lib/kernel/clock'
import { opening } from '@/lib/signoff/policy'
import { charterInForce, roundsOf, type SignOffInView } from '@/lib/signoff/queries'
import { notReady, type ReadinessPlace } from '@/lib/signoff/readiness'
import { readinessOf } from '@/lib/signoff/readiness-queries'
import { candidateOf } from '@/lib/versions/candidate-queries'
import { type VersionListed, versionsOfStandard } from '@/lib/versions/queries'
import type { StandardInView } from '@/lib/versions/standard-queries'
import { found } from '../../found'
import { OpenForm } from './open-form'

export const metadata: Metadata = { title: 'Open a sign-off round' }

interface Props { params: Promise<{ slug: string }> }

/** What a group also looks at before it decides. It does not stop the round: whoever opens it answers for that. */
async function toNote(actor: Actor, standard: StandardInView, version: VersionListed): Promise<Task[]> {
  const base = `/workspace/standards/${standard.slug}`
  const [candidate, threads] = [await candidateOf(db(), standard), await threadCounts(db(), actor, standard.id)]
  const same = candidate.ok && candidate.value.digest === version.digest
  const open = threads.ok ? threads.value.open : 0
  return [
    { name: `The draft says what ${version.label} says`, done: same, href: `${base}/compare/${version.label}...draft`, optional: true,
      words: same ? 'Nothing has been written since' : `Something has been written since. The round is about ${version.label} as it was tagged` },
    { name: 'Comments in the draft are resolved', done: open === 0, href: base, optional: true, words: open === 0 ? 'No thread is open' : `${open} ${open === 1 ? 'thread is' : 'threads are'} open` },
  ]
}

const places: Record<ReadinessPlace, string> = { consultation: '/consultation', objections: '/objections', comments: '/dispositions', late: '/consultation', draft: '' }

export default async function OpenRoundPage({ params }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/sign-off/open`)
  const view = found(await roundsOf(db(), actor, slug))
  const { standard, standing, opening: how } = view
  const version = (await versionsOfStandard(db(), standard.id)).find((one) => one.id === how.newestVersionId)
  const charter = await charterInForce(db(), standard.groupId)
  const base = `/workspace/standards/${slug}`
  if (!version) {
    return (
      <Page width="text">
        <Crumbs trail={[{ href: `${base}/sign-off`, label: 'Sign-off' }]} />
        <PageHeader title="Open a round" />
        <EmptyState title="There is no version yet" action={<LinkButton href={`${base}/versions`}>Go to the versions</LinkButton>} />
      </Page>
    )
  }
  const lines = await readinessOf(db(), version)
  const owner = { name: 'Owner and review date', done: how.ownerPost !== '' && how.reviewDate !== null, href: '#field-ownerPost', words: 'Given below, with the opening' }
  const tasks: Task[] = [...lines.map((line) => ({ ...line, href: base + places[line.place] })), owner, ...await toNote(actor, standard, version)]
  const refusal = opening(standing, how) ?? notReady(lines)
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/sign-off`, label: 'Sign-off' }]} />
      <PageHeader title={`Open a round on ${version.label}`} lead="The seats are fixed when it opens. Positions bind to this very text." />
      <SummaryList rows={[
        { key: 'Text', value: <Link href={`${base}/versions/${version.label}`}>{version.title}, {version.label}</Link> },
        { key: 'Digest (SHA-256)', value: <Digest digest={version.digest} /> },
        { key: 'Seats', value: `${how.seats}` },
        { key: 'Rule', value: charter ? ruleInWords(charter.quorum) : 'There is no charter yet' },
      ]} />
      <Section title="Ready for sign-off"><TaskList tasks={tasks} /></Section>
      <Section title="When it decides">
        <OpenForm slug={slug} standardId={standard.id} versionId={version.id} refusal={refusal} days={charter?.writtenWindowDays ?? 5} {...proposedBy(view, charter?.reviewPeriodMonths ?? 12)} />
      </Section>
    </Page>
  )
}

/** The day to which the last meeting was adjourned, while it is to come; the owner as it was given before; the review after the charter's period. */
function proposedBy({ rounds, opening: how, now }: SignOffInView, months: number) {
  const last = rounds[0]?.round.state
  const adjournedTo = last?.kind === 'adjourned' && last.meeting.adjournedTo && last.meeting.adjournedTo > now ? last.meeting.adjournedTo : null
  const review = new Date(now)
  review.setUTCMonth(review.getUTCMonth() + months)
  return {
    today: londonDate(now), ownerPost: how.ownerPost, reviewDate: how.reviewDate ?? londonDate(review),
    adjourned: last?.kind === 'adjourned' && adjournedTo ? `The meeting was adjourned to ${momentInWords(adjournedTo)}.` : '',
    day: adjournedTo ? londonDate(adjournedTo) : '', time: adjournedTo ? londonTime(adjournedTo) : '17:00', meeting: last?.kind === 'adjourned',
  }
}
