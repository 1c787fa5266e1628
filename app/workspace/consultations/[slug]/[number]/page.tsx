import type { Metadata } from 'next'
import Link from 'next/link'
import { Fragment } from 'react'
import { CommentView } from '@/components/consultation/comment-view'
import { ConsultationStanding } from '@/components/consultation/standing'
import { contentsOf, ContentsList } from '@/components/document/contents-list'
import { DocumentView } from '@/components/document/document-view'
import { ObjectionsUnder } from '@/components/objections/flag'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { takesComments, workspaceAddress } from '@/lib/consultation/consultation'
import type { ConsultationOfPerson } from '@/lib/consultation/person-queries'
import { lodging } from '@/lib/consultation/objection-policy'
import { objectionsOfStandard } from '@/lib/consultation/objection-queries'
import { closedInWords, commenting } from '@/lib/consultation/policy'
import { db } from '@/lib/db'
import { type RequirementView, requirementsOf } from '@/lib/document/requirements'
import { refuse } from '@/lib/kernel/refusal'
import { type At, consultationFound } from '../../found'

export const metadata: Metadata = { title: 'Consultation' }

interface Props { params: Promise<At>; searchParams: Promise<{ done?: string }> }

export default async function ConsultationPage({ params, searchParams }: Props) {
  const view = await consultationFound(await params)
  const { consultation, content, now, inGroup } = view
  const { done = '' } = await searchParams
  const base = workspaceAddress(consultation)
  const open = takesComments(consultation, now)
  const refusal = commenting(view.standing, consultation, now)
  const objections = await objectionsOfStandard(db(), consultation.standardId)
  const noObjecting = inGroup && open ? lodging(view.standing) : refuse('members-only')
  const under = Object.fromEntries(requirementsOf(content).map((one) => [one.id, (
    <Fragment key={one.id}>
      {open && !refusal && <CommentLink base={base} requirement={one} />}
      <ObjectionsUnder base={`/workspace/standards/${consultation.slug}`} version={consultation.versionLabel} blockId={one.id} reference={one.ref ?? ''} objections={objections} refusal={noObjecting} plain={!inGroup} />
    </Fragment>
  )]))
  return (
    <Page>
      <Crumbs trail={[{ href: '/workspace/consultations', label: 'Consultations' }]} />
      <PageHeader kicker={`${consultation.groupName}. Consultation ${consultation.number}`} title={`${consultation.title}, ${consultation.versionLabel}`}
        lead={<p className="whitespace-pre-line">{consultation.introduction}</p>} />
      <Done label={done} mine={view.mine} />
      <ConsultationStanding consultation={consultation} content={content} now={now} also={[{ key: 'You write as', value: view.source }]} />
      <div className="mt-6 flex flex-wrap items-start gap-3">
        {open && <LinkButton href={`${base}/comment`} variant="primary" refusal={refusal}>Comment on the whole text</LinkButton>}
        {view.organisations.map((one) => <LinkButton key={one.id} href={`${base}/organisation?of=${one.slug}`}>Colleagues at {one.name}</LinkButton>)}
        {inGroup && <LinkButton href={`/workspace/standards/${consultation.slug}/consultation`} variant="quiet">All comments, for the working group</LinkButton>}
      </div>
      {!open && <Closed view={view} />}
      <Section title="Your comments" id="yours">
        {view.mine.length === 0 ? <p className="text-quiet">You have not commented. What you write stands here with its number, and never changes.</p> : (
          <ul className="border-t border-line">
            {view.mine.map((one) => (
              <li key={one.id} className="border-b border-line py-4"><CommentView comment={one} actions={<Link href={`${base}/comments/${one.label}`} className="inline-block min-h-6">Open {one.label} to reply</Link>} /></li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="The text">
        <div className="gap-x-12 lg:flex">
          <div className="mb-8 lg:order-2 lg:w-64 lg:shrink-0"><ContentsList entries={contentsOf(content)} /></div>
          <div className="min-w-0 flex-1"><DocumentView content={content} topHeading={3} under={under} /></div>
        </div>
      </Section>
    </Page>
  )
}

const CommentLink = ({ base, requirement: { id, ref } }: { base: string; requirement: RequirementView }) => (
  <p className="mt-2"><Link href={`${base}/comment?on=${ref ?? id}`} className="inline-flex min-h-8 items-center text-body">Comment on {ref ?? 'this requirement'}</Link></p>
)

/** The box is gone, and why; what is still possible stands in its place. */
function Closed({ view: { consultation, standing, now } }: { view: ConsultationOfPerson }) {
  const refusal = commenting(standing, consultation, now)
  return (
    <div className="mt-6">
      <Notice title="The commenting box has closed">
        <p>{closedInWords(consultation)} A late comment may still be sent: it is marked as late, kept apart from what was counted, and the advisor says
          whether it is admitted, deferred or declined, and why.</p>
        <div className="mt-3"><LinkButton href={`${workspaceAddress(consultation)}/comment`} refusal={refusal}>Send a late comment</LinkButton></div>
      </Notice>
    </div>
  )
}

function Done({ label, mine }: { label: string; mine: ConsultationOfPerson['mine'] }) {
  const written = mine.find((one) => one.label === label)
  if (!written) return null
  return (
    <div className="mb-8">
      <Notice kind="done" live title={written.late ? `Your late comment ${label} is recorded` : `Your comment ${label} is recorded`}>
        <p>{written.late ? 'The consultation had closed, so it is in none of its counts. The advisor answers it; the answer appears here.'
          : 'The working group reads it now, everyone once the consultation has closed, then without your name. How it is disposed of appears here.'}</p>
      </Notice>
    </div>
  )
}
