import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { comments, consultationComments, consultations, objections, organisations, people, proposalDecisions, proposals, standards } from '@/drizzle/schema'
import { interestsIn } from '../calls/declaration'
import { declarationsOf } from '../calls/declaration-queries'
import { labelOfComment } from '../consultation/comment'
import { nameOfObjection } from '../consultation/objection'
import type { Reader } from '../db'
import type { Block } from '../document/types'
import { draftContent } from '../drafts/queries'
import type { Standing } from '../groups/standing'
import type { Actor } from '../kernel/actor'
import { isUuid } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { type StandardInView, standardFor } from '../versions/standard-queries'
import { mayDecide, mayPropose, mayWithdraw } from './policy'
import { addressToSuggest, type Answered, type Decision, type ProposalKind, type ProposalsView, type ProposalState, type ProposalView, type Source, topOf } from './proposal'

type Row = Awaited<ReturnType<typeof rowsWhere>>[number]

const decider = alias(people, 'decider')

const rowsWhere = (on: Reader, where: SQL | undefined) => on.select({
  proposal: proposals, slug: standards.slug, decision: proposalDecisions, author: people.name, organisation: organisations.name, decidedBy: decider.name,
  comment: { number: consultationComments.number, late: consultationComments.late, consultation: consultations.number }, objection: objections.number, threadId: comments.threadId,
}).from(proposals)
  .innerJoin(standards, eq(standards.id, proposals.standardId))
  .innerJoin(people, eq(people.id, proposals.proposedBy))
  .leftJoin(organisations, eq(organisations.id, proposals.organisationId))
  .leftJoin(proposalDecisions, eq(proposalDecisions.proposalId, proposals.id))
  .leftJoin(decider, eq(decider.id, proposalDecisions.decidedBy))
  .leftJoin(consultationComments, eq(consultationComments.id, proposals.fromConsultationComment))
  .leftJoin(consultations, eq(consultations.id, consultationComments.consultationId))
  .leftJoin(comments, eq(comments.id, proposals.fromComment))
  .leftJoin(objections, eq(objections.id, proposals.fromObjection))
  .where(where)

type Interested = Awaited<ReturnType<typeof interestsOf>>

const interestsOf = async (on: Reader, rows: readonly Row[]) => interestsIn(await declarationsOf(on, rows.map((row) => row.proposal.proposedBy)))

const stateOf = ({ decision, decidedBy }: Row): ProposalState => !decision ? { is: 'open' } : {
  is: decision.outcome as Decision, by: decidedBy ?? '', at: decision.decidedAt.toISOString(), reason: decision.reason, applied: decision.applied as Block | null,
}

/** Whoever may open the draft may read all three. */
function answersOf({ slug, comment, objection, threadId }: Row): Answered | null {
  if (objection !== null) return { label: nameOfObjection(objection), href: `/workspace/standards/${slug}/objections/${nameOfObjection(objection)}` }
  if (threadId) return { label: 'a comment', href: `/workspace/standards/${slug}#thread-${threadId}` }
  if (!comment?.number || !comment.consultation) return null
  const label = labelOfComment({ late: comment.late === true, number: comment.number })
  return { label, href: `/workspace/consultations/${slug}/${comment.consultation}/comments/${label}` }
}

const sourceOf = ({ proposal: { fromComment, fromConsultationComment, fromObjection } }: Row): Source | null => fromObjection ? { on: 'objection', id: fromObjection }
  : fromConsultationComment ? { on: 'consultation comment', id: fromConsultationComment } : fromComment ? { on: 'comment', id: fromComment } : null

function viewOf(row: Row, standing: Standing, place: { archived: boolean }, interested: Interested): ProposalView {
  const { proposal } = row
  const interests = interested.get(proposal.proposedBy) ?? []
  const state = stateOf(row)
  return {
    id: proposal.id, number: proposal.number, kind: proposal.kind as ProposalKind, blockId: proposal.blockId,
    before: proposal.before as Block | null, after: proposal.after as Block | null, afterBlockId: proposal.afterBlockId, note: proposal.note,
    author: { name: row.author, organisation: row.organisation, constituency: proposal.constituency, ...(interests.length > 0 ? { interests } : {}) }, at: proposal.proposedAt.toISOString(), state,
    answers: answersOf(row), source: sourceOf(row),
    may: { decide: mayDecide(standing, place, state.is), withdraw: mayWithdraw(standing, place, state.is, proposal.proposedBy) },
  }
}

/** The open ones of a draft, oldest first, for one who may open it. */
export async function openProposals(on: Reader, actor: Actor, slug: string): Promise<Result<ProposalsView>> {
  const found = await standardFor(on, actor, slug, 'draft.open')
  if (!found.ok) return found
  const { standard, standing } = found.value
  const place = { archived: standard.archivedAt !== null }
  const rows = await rowsWhere(on, and(eq(proposals.standardId, standard.id), isNull(proposalDecisions.proposalId)))
  const interested = await interestsOf(on, rows)
  return ok({ open: rows.map((row) => viewOf(row, standing, place, interested)).sort((a, b) => a.number - b.number), mayPropose: mayPropose(standing, place) })
}

export interface ProposalsPage { readonly standard: StandardInView; readonly open: readonly ProposalView[]; readonly decided: readonly ProposalView[] }

/** All of a standard's: open ones oldest first, the others newest first. */
export async function allProposals(on: Reader, actor: Actor, slug: string): Promise<Result<ProposalsPage>> {
  const found = await standardFor(on, actor, slug, 'draft.open')
  if (!found.ok) return found
  const { standard, standing } = found.value
  const rows = await rowsWhere(on, eq(proposals.standardId, standard.id))
  const interested = await interestsOf(on, rows)
  const views = rows.map((row) => viewOf(row, standing, { archived: standard.archivedAt !== null }, interested)).sort((a, b) => a.number - b.number)
  return ok({ standard, open: views.filter(({ state }) => state.is === 'open'), decided: views.filter(({ state }) => state.is !== 'open').reverse() })
}

export interface OneProposal { readonly standard: StandardInView; readonly standing: Standing; readonly proposedBy: string; readonly view: ProposalView }

/** One by its id, for a step: the caller holds the standard's lock, or does not mind. */
export async function proposalById(on: Reader, actor: Actor, id: string): Promise<Result<OneProposal>> {
  const [row] = isUuid(id) ? await rowsWhere(on, eq(proposals.id, id)) : []
  if (!row) return refused(refuse('not-found'))
  const found = await standardFor(on, actor, row.slug, 'draft.open')
  if (!found.ok) return found
  const { standard, standing } = found.value
  return ok({ standard, standing, proposedBy: row.proposal.proposedBy, view: viewOf(row, standing, { archived: standard.archivedAt !== null }, await interestsOf(on, [row])) })
}

/**
 * Where one begins a proposal that answers something about a block; null for who may not propose, and where the draft does not hold the block.
 * For one who reads the standard already.
 */
export async function waysToSuggest(on: Reader, standard: StandardInView, standing: Standing): Promise<(blockId: string | null, answers: Source) => string | null> {
  if (mayPropose(standing, { archived: standard.archivedAt !== null })) return () => null
  const { content } = await draftContent(on, standard.id)
  return (blockId, answers) => {
    const top = blockId && topOf(content, blockId)
    return top ? addressToSuggest(standard.slug, top, answers) : null
  }
}

/** What has been proposed in answer to each comment of a consultation, and to each objection, by their ids; oldest first. */
export async function proposalsAnswering(on: Reader, actor: Actor, slug: string): Promise<ReadonlyMap<string, ProposalView[]>> {
  const all = await allProposals(on, actor, slug)
  const of = new Map<string, ProposalView[]>()
  for (const view of all.ok ? [...all.value.decided, ...all.value.open].sort((a, b) => a.number - b.number) : []) {
    if (view.source) of.set(view.source.id, [...of.get(view.source.id) ?? [], view])
  }
  return of
}
