import type { Metadata } from 'next'
import Link from 'next/link'
import { CommentView } from '@/components/consultation/comment-view'
import { CommentFilter } from '@/components/consultation/comment-filter'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import { requirePerson } from '@/lib/auth/session'
import type { ConsultationComment } from '@/lib/consultation/comment'
import { type Consultation, countsInWords, statusInWords, takesComments, workspaceAddress } from '@/lib/consultation/consultation'
import { filterOf, matching, placesOf, sourcesOf } from '@/lib/consultation/filter'
import { type BacklogItem, backlogOf } from '@/lib/consultation/late-queries'
import { answeringLate, closing, opening } from '@/lib/consultation/policy'
import { commentsOf, consultationsOf, type ConsultationsInView } from '@/lib/consultation/queries'
import { isAnswered } from '@/lib/consultation/disposition-queries'
import { db } from '@/lib/db'
import { waysToSuggest } from '@/lib/proposals/queries'
import { momentInWords } from '@/lib/kernel/clock'
import { found } from '../found'

export const metadata: Metadata = { title: 'Consultation' }

interface Asked { done?: string; number?: string; on?: string; kind?: string; of?: string }
interface Props { params: Promise<{ slug: string }>; searchParams: Promise<Asked> }

const doneInWords: Record<string, [title: string, next: string]> = {
  opened: ['The consultation is open', 'Its version is public from now on. Anyone signed in may comment until it closes.'],
  closed: ['The consultation is closed', 'The counts are frozen and stand on its public page.'],
  answered: ['The late comment is answered', 'The person who wrote it reads your reason. It stays out of the counts.'],
}

export default async function ConsultationTab({ params, searchParams }: Props) {
  const { slug } = await params
  const asked = await searchParams
  const actor = await requirePerson(`/workspace/standards/${slug}/consultation`)
  const view = found(await consultationsOf(db(), actor, slug))
  const { consultations, standing, now } = view
  const current = consultations.find((one) => String(one.number) === asked.number) ?? consultations[0]
  const done = doneInWords[asked.done ?? '']
  const open = view.opening.consultationOpen
  const runs = standing.advisor === 'assigned'
  return (
    <Page>
      <PageHeader kicker={view.standard.title} title="Consultation" lead="A version is put out for everyone to comment on. What they say is answered one by one."
        actions={!open && <LinkButton href={`/workspace/standards/${slug}/consultation/open`} variant={current ? 'secondary' : 'primary'} refusal={opening(standing, view.opening)}>Open a consultation</LinkButton>} />
      {done && <div className="mb-8"><Notice kind="done" live title={done[0]}><p>{done[1]}</p></Notice></div>}
      {current ? <Current slug={slug} view={view} consultation={current} asked={asked} runs={runs} /> : (
        <EmptyState title="No consultation yet"><p>{view.opening.newestLabel ? `When ${view.opening.newestLabel} is ready to be read by others, the advisor opens a consultation on it.` : 'A consultation is about a version. The lead editor tags one first.'}</p></EmptyState>
      )}
      <Backlog items={await backlogOf(db(), view.standard.id)} />
      <Earlier slug={slug} consultations={consultations.filter((one) => one !== current)} now={now} />
    </Page>
  )
}

interface CurrentProps { slug: string; view: ConsultationsInView; consultation: Consultation; asked: Asked; runs: boolean }

async function Current({ slug, view: { standard, standing, now }, consultation, asked, runs }: CurrentProps) {
  const all = await commentsOf(db(), consultation.id)
  const [onTime, late] = [all.filter((one) => !one.late), all.filter((one) => one.late)]
  const shown = matching(onTime, filterOf(asked))
  const { state } = consultation
  const ways = await isAnswered(db(), consultation) ? null : await waysToSuggest(db(), standard, standing)
  const suggest = (one: ConsultationComment) => ways?.(one.blockId, { on: 'consultation comment', id: one.id }) ?? null
  const early = closing(standing, consultation, now)
  return (
    <>
      <Section title={`Consultation ${consultation.number} on ${consultation.versionLabel}`}>
        <SummaryList rows={[
          { key: 'Status', value: statusInWords(consultation, now) },
          { key: 'Opened', value: `${momentInWords(consultation.openedAt)}, by ${consultation.openedByName}` },
          ...(state.kind === 'closed' && state.closing.closedByName ? [{ key: 'Closed early', value: `By ${state.closing.closedByName}: ${state.closing.reason}` }] : []),
          state.kind === 'closed' ? { key: 'Counted at closing', value: countsInWords(state.closing) } : { key: 'So far', value: `${onTime.length} ${onTime.length === 1 ? 'comment' : 'comments'}` },
        ]} />
        <div className="mt-6 flex flex-wrap items-start gap-3">
          <LinkButton href={workspaceAddress(consultation)}>Read the text, and comment</LinkButton>
          <LinkButton href={`/standards/${slug}/consultation/${consultation.number}`} variant="quiet">Its public page</LinkButton>
          {runs && state.kind === 'open' && <LinkButton href={`/workspace/standards/${slug}/consultation/close`} variant="danger" refusal={early}>Close it before its time</LinkButton>}
        </div>
      </Section>
      {late.length > 0 && <Late slug={slug} consultation={consultation} comments={late} answerable={(one) => answeringLate(standing, one) === null} />}
      <Section title="Comments" id="comments">
        {onTime.length === 0 ? <p className="text-quiet">Nobody has commented yet.</p> : (
          <>
            <CommentFilter action={`/workspace/standards/${slug}/consultation#comments`} number={consultation.number} asked={asked} places={placesOf(onTime)} sources={sourcesOf(onTime)} />
            <p role="status" className="my-4 text-quiet">{shown.length === onTime.length ? `All ${onTime.length}` : `${shown.length} of ${onTime.length}`} {onTime.length === 1 ? 'comment' : 'comments'}</p>
          </>
        )}
        <List base={workspaceAddress(consultation)} comments={shown} suggest={suggest} />
      </Section>
    </>
  )
}

function Late({ slug, consultation, comments, answerable }: { slug: string; consultation: Consultation; comments: ConsultationComment[]; answerable: (one: ConsultationComment) => boolean }) {
  const waiting = comments.filter((one) => !one.answer).length
  return (
    <Section title="Late comments" id="late">
      <p className="mb-4 max-w-prose">{waiting > 0 ? `${waiting} ${waiting === 1 ? 'waits' : 'wait'} for the advisor’s answer. ` : ''}They came after the closing and are in none of the counts.</p>
      <ul className="border-t border-line">
        {comments.map((one) => (
          <li key={one.id} className={`border-b border-line py-4 ${one.answer ? '' : 'border-l-4 border-l-waits pl-4'}`}>
            <CommentView comment={one} actions={(
              <>
                {answerable(one) && <LinkButton href={`/workspace/standards/${slug}/consultation/late/${one.label}?number=${consultation.number}`} variant="primary" size="small">Answer {one.label}</LinkButton>}
                <Link href={`${workspaceAddress(consultation)}/comments/${one.label}`} className="inline-flex min-h-8 items-center">Reply to {one.label}</Link>
              </>
            )} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

interface ListProps { base: string; comments: readonly ConsultationComment[]; suggest: (one: ConsultationComment) => string | null }

const List = ({ base, comments, suggest }: ListProps) => (comments.length === 0 ? null : (
  <ul className="border-t border-line">
    {comments.map((one) => (
      <li key={one.id} id={one.label} className="border-b border-line py-4 target:bg-action-tint">
        <CommentView comment={one} actions={(
          <>
            <Link href={`${base}/comments/${one.label}`} className="inline-flex min-h-6 items-center">Reply to {one.label}</Link>
            <Suggest href={suggest(one)} label={one.label} />
          </>
        )} />
      </li>
    ))}
  </ul>
))

/** A document of its own: the draft opens its dialogue from the address. */
const Suggest = ({ href, label }: { href: string | null; label: string }) =>
  href && <a href={href} className="inline-flex min-h-6 items-center">Suggest a change that answers {label}</a>

function Backlog({ items }: { items: readonly BacklogItem[] }) {
  if (items.length === 0) return null
  return (
    <Section title="Backlog" id="backlog">
      <p className="mb-4 max-w-prose">What waits for a later version.</p>
      <ul className="border-t border-line">
        {items.map((one) => (
          <li key={one.id} className="border-b border-line py-3">
            <p><span className="font-semibold">For {one.forVersion}:</span> {one.title}</p>
            <p className="text-small text-quiet">From a {one.source}. {one.madeByName}, {momentInWords(one.madeAt)}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Earlier({ slug, consultations, now }: { slug: string; consultations: readonly Consultation[]; now: Date }) {
  if (consultations.length === 0) return null
  return (
    <Section title="Other consultations on this standard">
      <ul className="border-t border-line">
        {consultations.map((one) => (
          <li key={one.id} className="border-b border-line py-3">
            <Link href={`/workspace/standards/${slug}/consultation?number=${one.number}`} className="font-semibold">Consultation {one.number} on {one.versionLabel}</Link>
            <p className="text-small text-quiet">{statusInWords(one, now)}{takesComments(one, now) ? '' : one.state.kind === 'closed' ? `. ${countsInWords(one.state.closing)}` : ''}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
