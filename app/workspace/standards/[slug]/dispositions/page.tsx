import type { Metadata } from 'next'
import { Filters } from '@/components/dispositions/filters'
import type { Answering, Change, Item } from '@/components/dispositions/item'
import { Keys } from '@/components/dispositions/keys'
import { Worklist } from '@/components/dispositions/worklist'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { anchorOf, isChange } from '@/components/versions/classes-in-words'
import { requirePerson } from '@/lib/auth/session'
import { placeInWords } from '@/lib/consultation/comment'
import type { Consultation } from '@/lib/consultation/consultation'
import { counted, type DisposedComment, filterOf, outcomeInWords, passes, tallyInWords, tallyOf } from '@/lib/consultation/disposition'
import { disposing } from '@/lib/consultation/disposition-policy'
import { type Worklist as Found, worklistOf } from '@/lib/consultation/disposition-queries'
import { db } from '@/lib/db'
import type { Actor } from '@/lib/kernel/actor'
import { momentInWords } from '@/lib/kernel/clock'
import { labelOf, type ProposalView } from '@/lib/proposals/proposal'
import { proposalsAnswering, waysToSuggest } from '@/lib/proposals/queries'
import { comparisonOf } from '@/lib/versions/compare-queries'
import { found } from '../found'
import { dispose } from './actions'

export const metadata: Metadata = { title: 'Dispositions' }

interface Props { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | undefined>> }

export default async function DispositionsPage({ params, searchParams }: Props) {
  const { slug } = await params
  const given = await searchParams
  const actor = await requirePerson(`/workspace/standards/${slug}/dispositions`)
  const result = await worklistOf(db(), actor, slug, given.consultation ? Number(given.consultation) : undefined)
  const report = `/workspace/standards/${slug}/dispositions/report`
  if (!result.ok && result.refusal.code === 'not-allowed') {
    return <Page width="text"><RefusalPanel refusal={result.refusal} title="You do not dispose of comments"><LinkButton href={report}>Read the disposition report</LinkButton></RefusalPanel></Page>
  }
  const work = found(result)
  if (!work.consultation) {
    return (
      <Page width="text">
        <PageHeader kicker={work.standard.title} title="Dispositions" />
        <EmptyState title="Nothing has been put out for consultation yet">Comments of a consultation are disposed of here, one after another.</EmptyState>
      </Page>
    )
  }
  return <Comments work={work} consultation={work.consultation} given={given} actor={actor} report={report} />
}

async function Comments({ work, consultation, given, actor, report }: { work: Found; consultation: Consultation; given: Record<string, string | undefined>; actor: Actor; report: string }) {
  const filter = filterOf(given)
  const [changes, ways, proposals] = await Promise.all([
    changesSince(actor, work, consultation), waysToSuggest(db(), work.standard, work.standing), proposalsAnswering(db(), actor, work.standard.slug),
  ])
  const items = work.comments.filter((comment) => passes(comment, filter)).map((comment): Item => ({
    ...itemOf(comment, work), change: placeOf(comment, changes, work.standard.slug, consultation),
    suggest: work.published ? null : ways(comment.blockId, { on: 'consultation comment', id: comment.id }),
    proposals: (proposals.get(comment.id) ?? []).map((one) => answering(one, work.standard.slug)),
  }))
  return (
    <Page>
      <PageHeader kicker={`${work.standard.title}, consultation ${consultation.number} on ${consultation.versionLabel}`} title="Dispositions"
        lead={<p>{work.comments.length === 1 ? '1 comment' : `${work.comments.length} comments`}: {tallyInWords(tallyOf(work.comments))}.</p>}
        actions={<LinkButton href={report}>Disposition report</LinkButton>} />
      <Filters comments={work.comments} filter={filter} consultation={consultation.number} />
      {work.comments.length === 0
        ? <EmptyState title="No comment has been written">What people write in the consultation is disposed of here, one after another.</EmptyState>
        : <Worklist items={items} changes={changes} standardId={work.standard.id} dispose={dispose} />}
      <Keys />
    </Page>
  )
}

const answering = (view: ProposalView, slug: string): Answering => ({
  label: labelOf(view), state: view.state.is, href: `/workspace/standards/${slug}/proposals#${labelOf(view)}`, changed: view.state.is.startsWith('accepted') ? view.blockId : null,
})

/** The redline of the change that a comment names, from the version that it was on to the draft. */
function placeOf(comment: DisposedComment, changes: readonly PlacedChange[], slug: string, consultation: Consultation): Item['change'] {
  const named = changes.find((change) => change.blockId === counted(comment)?.changedBlockId)
  return named ? { sentence: named.sentence, href: `/workspace/standards/${slug}/compare/${consultation.versionLabel}...draft#${named.anchor}` } : null
}

function itemOf(comment: DisposedComment, { standing, published }: Found): Omit<Item, 'change' | 'suggest' | 'proposals'> {
  const last = counted(comment)
  return {
    id: comment.id, label: comment.label, place: placeInWords(comment), ref: comment.ref, late: comment.late, kind: comment.kind,
    from: [comment.authorName, comment.organisation, comment.constituency].filter(Boolean).join(', '), interests: comment.declared,
    quotation: comment.quotation, body: comment.body, proposedText: comment.proposedText, revision: last?.revision ?? 0, outcome: last?.outcome ?? null, reason: last?.reason ?? '',
    deferredTo: last?.deferredTo ?? '', changedBlockId: last?.changedBlockId ?? null,
    decided: last ? `${outcomeInWords[last.outcome]}${last.deferredTo && ` to ${last.deferredTo}`} by ${last.disposedByName} on ${momentInWords(last.disposedAt)}: ${last.reason}` : '',
    refusal: disposing(standing, comment, published)?.message ?? null,
  }
}

interface PlacedChange extends Change { readonly anchor: string }

async function changesSince(actor: Actor, work: Found, consultation: Consultation): Promise<PlacedChange[]> {
  const compared = await comparisonOf(db(), actor, work.standard.slug, consultation.versionLabel, 'draft')
  if (!compared.ok) return []
  const { requirements, around } = compared.value.comparison
  return [...requirements.filter(isChange).map((change) => ({ blockId: change.id, sentence: change.sentence, anchor: anchorOf(change) })),
    ...around.filter(({ kind }) => kind !== 'removed').map(({ id, sentence }) => ({ blockId: id, sentence, anchor: id }))]
}
