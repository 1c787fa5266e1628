import type { Metadata } from 'next'
import Link from 'next/link'
import { Interests } from '@/components/calls/interests'
import { ShortRedline } from '@/components/proposals/short-redline'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader } from '@/components/ui/page'
import { Tag } from '@/components/ui/tag'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { momentInWords } from '@/lib/kernel/clock'
import { blockInWords, deedOf, labelOf, type ProposalView } from '@/lib/proposals/proposal'
import { allProposals } from '@/lib/proposals/queries'
import { refsOf } from '@/lib/versions/queries'
import { found } from '../found'

export const metadata: Metadata = { title: 'Suggestions' }

interface Props { params: Promise<{ slug: string }> }

/** Every proposed change of a standard with what became of it. The open ones are decided in the draft, where they stand. */
export default async function ProposalsPage({ params }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/proposals`)
  const { standard, open, decided } = found(await allProposals(db(), actor, slug))
  const refs = await refsOf(db(), standard.id)
  const draft = `/workspace/standards/${slug}`
  return (
    <Page>
      <PageHeader kicker={standard.title} title="Suggestions" lead="What members would have otherwise in the draft, each against the words that they had before them." />
      <List name={`Open (${open.length})`} proposals={open} refs={refs} draft={draft}
        empty={<EmptyState title="Nothing is proposed">To propose a change, open the draft, press <strong>Suggesting</strong>, and press the part of the text.</EmptyState>} />
      {decided.length > 0 && <List name={`Decided (${decided.length})`} proposals={decided} refs={refs} draft={draft} />}
    </Page>
  )
}

interface ListProps { name: string; proposals: readonly ProposalView[]; refs: Readonly<Record<string, string>>; draft: string; empty?: React.ReactNode }

function List({ name, proposals, refs, draft, empty }: ListProps) {
  return (
    <section aria-label={name} className="mt-8">
      <h2 className="text-heading font-semibold">{name}</h2>
      {proposals.length === 0 && <div className="mt-3">{empty}</div>}
      <ul className="mt-3 divide-y divide-line border-y border-line empty:hidden">
        {proposals.map((one) => <li key={one.id} className="py-4"><Proposal view={one} refs={refs} draft={draft} /></li>)}
      </ul>
    </section>
  )
}

const inWords = (state: string) => state[0]!.toUpperCase() + state.slice(1)

function Proposal({ view, refs, draft }: { view: ProposalView; refs: Readonly<Record<string, string>>; draft: string }) {
  const { state, author } = view
  const name = blockInWords((view.before ?? view.after)!, refs)
  const text = state.is === 'accepted with edits' ? state.applied : view.after
  return (
    <article id={labelOf(view)} aria-label={labelOf(view)} className="target:bg-action-tint">
      <h3 className="flex flex-wrap items-center gap-x-3 font-semibold">
        <span>{labelOf(view)} · {deedOf(view.kind)}: {name}</span>
        {state.is !== 'open' && <Tag kind={state.is.startsWith('accepted') ? 'done' : 'plain'}>{inWords(state.is)}</Tag>}
      </h3>
      <p className="text-small text-quiet">{author.name}, {[author.organisation, author.constituency].filter(Boolean).join(', ')} · {momentInWords(new Date(view.at))}{view.answers && <> · answers <a href={view.answers.href} className="inline-block min-h-6">{view.answers.label}</a></>}</p>
      <Interests of={author.name} declared={author.interests ?? []} />
      {view.note && <p className="my-2 whitespace-pre-line">{view.note}</p>}
      {view.kind !== 'move' && <div className="my-2 max-w-prose"><ShortRedline before={view.before ? [view.before] : []} after={text ? [text] : []} /></div>}
      {state.is === 'open'
        ? <p><Link href={`${draft}#${refs[view.blockId] ?? ''}`}>Show in the draft</Link></p>
        : <p className="text-small">{inWords(state.is)} by {state.by}, {momentInWords(new Date(state.at))}{state.reason && `: ${state.reason}`}</p>}
    </article>
  )
}
