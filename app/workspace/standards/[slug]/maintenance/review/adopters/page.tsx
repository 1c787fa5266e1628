import type { Metadata } from 'next'
import Link from 'next/link'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { type OpenedReview, type ReviewOfAdopters, reviewOfAdopters } from '@/lib/adoption/review-queries'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { dateInWords, momentInWords } from '@/lib/kernel/clock'
import { outcomeInWords } from '@/lib/maintenance/review'
import { notFound } from 'next/navigation'
import { openReviewAction } from '../../actions'
import { Adopters, Measures, Requirements } from './figures'

export const metadata: Metadata = { title: 'What the adopters report' }

interface Props { params: Promise<{ slug: string }>; searchParams: Promise<Record<'review' | 'order' | 'opened', string | string[] | undefined>> }

const nameOf = ({ label, number }: OpenedReview): string => `${label}-${number}`

/** The data of a review: live while it is open, afterwards as it stood at its outcome. */
export default async function AdoptersPage({ params, searchParams }: Props) {
  const [{ slug }, { review: asked, order, opened }] = [await params, await searchParams]
  const base = `/workspace/standards/${slug}/maintenance`
  const which = typeof asked === 'string' ? asked : undefined
  const actor = await requirePerson(`${base}/review/adopters${which ? `?review=${which}` : ''}`)
  const result = await reviewOfAdopters(db(), actor, slug, which)
  const crumbs = <Crumbs trail={[{ href: base, label: 'Maintenance' }]} />
  if (!result.ok) {
    if (result.refusal.code === 'not-found') notFound()
    return <Page width="text">{crumbs}<RefusalPanel refusal={result.refusal} title="You cannot see what the adopters report"><LinkButton href={base}>Back to maintenance</LinkButton></RefusalPanel></Page>
  }
  const { shown } = result.value
  return (
    <Page>
      {crumbs}
      <Header view={result.value} base={base} />
      {opened === 'yes' && shown && <div className="mb-8"><Notice kind="done" live title={`The review of ${shown.review.label} is open`}>From now on you see here what its adopters report.</Notice></div>}
      <ToOpen view={result.value} />
      {shown && (shown.figures.adopters.length === 0 ? <EmptyState title="No council has adopted it">There is nothing to report yet.</EmptyState> : (
        <>
          <Section title="Measures"><Measures figures={shown.figures} /></Section>
          <Section title="Requirements"><Requirements figures={shown.figures} byText={order === 'text'} here={`${base}/review/adopters?${which ? `review=${which}&` : ''}`} /></Section>
          <Section title="Adopters"><Adopters figures={shown.figures} /></Section>
        </>
      ))}
      <Others view={result.value} base={base} />
    </Page>
  )
}

function Header({ view: { standard, shown, inForce }, base }: { view: ReviewOfAdopters; base: string }) {
  if (!shown) return <PageHeader kicker={standard.title} title="What the adopters report" lead="For the review of the version in force." />
  const { review, at, figures } = shown
  const lead = review.outcome ? `As it stood on ${momentInWords(at)}, when the outcome was recorded: ${outcomeInWords[review.outcome.outcome].toLowerCase()}.`
    : `Open since ${dateInWords(review.openedAt)}, opened by ${review.openedByName}. As it stands now.`
  return (
    <PageHeader kicker={standard.title} title={`The review of ${review.label}: what ${figures.adopters.length === 1 ? '1 adopter reports' : `${figures.adopters.length} adopters report`}`} lead={lead} actions={<>
      <LinkButton href={`${base}/review/adopters.csv?review=${nameOf(review)}`} download>Download as CSV</LinkButton>
      {!review.outcome && review.publicationId === inForce?.id && <LinkButton href={`${base}/review`} variant="primary">Record the outcome</LinkButton>}
    </>} />
  )
}

/** The review that is due, where none is open. */
function ToOpen({ view: { inForce, opened, standard } }: { view: ReviewOfAdopters }) {
  if (!inForce) return <p className="mb-8">No version is in force, so there is nothing to review.</p>
  if (opened.some((one) => one.publicationId === inForce.id && !one.outcome)) return null
  return (
    <div className="mb-8 max-w-prose space-y-4 border-l-4 border-edge bg-tint px-4 py-4">
      <p>The review of {inForce.label} is due on {dateInWords(new Date(`${inForce.reviewDate}T12:00:00Z`))}. Once it is open you see what its adopters report, added up: take-up, completion, cost and satisfaction,
        and how many meet each requirement. The councils are told so where they enter it, and the trail says that you opened it.</p>
      <ActionForm action={openReviewAction} label="Open the review">
        {Object.entries({ slug: standard.slug, standardId: standard.id, publicationId: inForce.id }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <SubmitButton>Open the review of {inForce.label}</SubmitButton>
      </ActionForm>
    </div>
  )
}

function Others({ view: { opened, shown }, base }: { view: ReviewOfAdopters; base: string }) {
  const others = opened.filter((one) => nameOf(one) !== (shown && nameOf(shown.review)))
  if (others.length === 0) return null
  return (
    <Section title="Other reviews">
      <ul>{others.map((one) => (
        <li key={nameOf(one)}><Link href={`${base}/review/adopters?review=${nameOf(one)}`} className="inline-block py-1">
          {one.label}, opened {dateInWords(one.openedAt)}{one.outcome && `: ${outcomeInWords[one.outcome.outcome].toLowerCase()}`}
        </Link></li>
      ))}</ul>
    </Section>
  )
}
