import { eq } from 'drizzle-orm'
import { comments, consultationComments, consultations, objections, proposalDecisions, proposals, threads } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Tx } from '../db'
import { digestOf, normalNode } from '../document/canonical'
import { withUniqueIds } from '../document/ids'
import { isLevel } from '../document/levels'
import { formatMetBy, parseMetBy } from '../document/met-by'
import { checkStructure } from '../document/structure'
import { attribute, type Block } from '../document/types'
import { type Amendment, placeOf, sayingOf } from '../drafts/amendment'
import { tellDraft } from '../drafts/notice'
import { draftContent } from '../drafts/queries'
import { draftRooms } from '../drafts/rooms'
import type { Actor } from '../kernel/actor'
import { isUuid, newBlockId } from '../kernel/ids'
import { type Refusal, refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { refsOf } from '../versions/queries'
import { lockStandard } from '../versions/standard-queries'
import { mayDecide, mayPropose, mayWithdraw, noteItself, reasonFor } from './policy'
import { blockInWords, type Decision, deedOf, fitOf, labelOf, type ProposalKind, type ProposalView, type Source } from './proposal'
import { proposalById } from './queries'

export interface Proposing {
  readonly standardId: string
  readonly kind: ProposalKind
  /** The block that it is about; of an insertion nothing is taken from it. */
  readonly blockId: string
  /** What the proposer saw of it, as `sayingOf` makes it; of an insertion ''. */
  readonly seen: string
  /** For `change` and `insert`: the block as it should be. */
  readonly block?: unknown
  readonly level?: string
  /** Comma-separated, as in the text's attribute. */
  readonly metBy?: string
  readonly afterBlockId?: string | null
  readonly note: string
  readonly answers?: Source | null
}

const stale = () => refuse('stale', 'The draft has changed here while you wrote. What you propose is kept: look at how it stands now, then send it again.')

/** Keeps a proposed change of one block of the draft as it durably stands. */
export async function proposeChange(on: Database, actor: Actor, input: Proposing): Promise<Result<{ id: string; number: number }>> {
  return inTransaction(on, async (tx) => {
    const held = await lockStandard(tx, actor, input.standardId)
    if (!held.ok) return held
    const { standard, standing } = held.value
    const refusal = mayPropose(standing, { archived: standard.archivedAt !== null }) ?? noteItself(input.note)
    if (refusal) return refused(refusal)
    const { content } = await draftContent(tx, standard.id)
    const aim = aimOf(input, content)
    if (!aim.ok) return aim
    const source = await columnsOfSource(tx, standard.id, input.answers ?? null)
    if (!source.ok) return source
    const { before, after, blockId, afterBlockId } = aim.value
    const [made] = await tx.insert(proposals).values({
      standardId: standard.id, number: 0, kind: input.kind, blockId, before, after, afterBlockId, note: input.note.trim(),
      baseDigest: before ? await digestOf(sayingOf(before)) : '', proposedBy: standing.personId!, ...source.value,
    }).returning({ id: proposals.id, number: proposals.number })
    await record(tx, actor, {
      kind: 'change proposed', groupId: standard.groupId, standardId: standard.id,
      facts: { proposal: labelOf(made!), change: deedOf(input.kind).toLowerCase(), on: blockInWords((before ?? after)!, await refsOf(tx, standard.id)) },
    })
    await tellDraft(tx, standard.id, { kind: 'proposals' })
    return ok(made!)
  })
}

interface Aim { readonly before: Block | null; readonly after: Block | null; readonly blockId: string; readonly afterBlockId: string | null }

/** What the proposal is about, from the draft as it durably stands: nothing of how it stood is taken from the proposer. */
function aimOf(input: Proposing, content: readonly Block[]): Result<Aim> {
  const afterBlockId = input.kind === 'insert' || input.kind === 'move' ? input.afterBlockId ?? null : null
  if (afterBlockId !== null && placeOf(content, afterBlockId) < 0) return refused(stale())
  if (input.kind === 'insert') {
    const block = soundBlock(input.block)
    if (!block.ok) return block
    // A block that was copied from the draft: a copy is another block.
    const id = placeOf(content, attribute(block.value, 'id')) < 0 ? attribute(block.value, 'id') : newBlockId()
    return ok({ before: null, after: { ...block.value, attrs: { ...block.value.attrs, id } }, blockId: id, afterBlockId })
  }
  const place = placeOf(content, input.blockId)
  if (place < 0 || sayingOf(content[place]!) !== input.seen) return refused(stale())
  const before = normalNode(content[place]!)
  const after = wanted(input, before)
  if (!after.ok) return after
  const stays = input.kind === 'move' ? (place === 0 ? null : attribute(content[place - 1]!, 'id')) === afterBlockId || afterBlockId === input.blockId
    : after.value !== null && sayingOf(after.value) === sayingOf(before)
  return stays ? refused(refuse('nothing-changed', 'This is how it stands already. Change something, then send it.'))
    : ok({ before, after: after.value, blockId: input.blockId, afterBlockId })
}

/** The block as it should be; null where it goes or moves. */
function wanted(input: Proposing, before: Block): Result<Block | null> {
  if (input.kind === 'delete' || input.kind === 'move') return ok(null)
  if (input.kind === 'change') {
    const block = soundBlock(input.block)
    return block.ok ? ok({ ...block.value, attrs: { ...block.value.attrs, id: before.attrs!.id } }) : block
  }
  if (before.type !== 'requirement') return refused(refuse('invalid', 'Only a requirement has a level and bodies that meet it.'))
  if (input.kind === 'level' && !isLevel(input.level)) return refused(refuse('invalid', 'Choose a level.', 'level'))
  const change = input.kind === 'level' ? { level: input.level } : { metBy: formatMetBy(parseMetBy(input.metBy ?? '')) }
  return ok({ ...before, attrs: { ...before.attrs, ...change } })
}

/** One block that a draft may hold, every part of it under an id; a draft's requirements carry no ref. */
function soundBlock(json: unknown): Result<Block> {
  const sound = checkStructure({ type: 'doc', content: [json] })
  if (!sound.ok) return sound
  const [block] = withUniqueIds(sound.value).content
  const bare = block!.type === 'requirement' ? { ...block!, attrs: { ...block!.attrs, ref: null } } : block!
  return ok(normalNode(bare))
}

type SourceColumns = Pick<typeof proposals.$inferInsert, 'fromComment' | 'fromConsultationComment' | 'fromObjection'>

async function columnsOfSource(tx: Tx, standardId: string, source: Source | null): Promise<Result<SourceColumns>> {
  if (!source) return ok({})
  const gone = refused(refuse('invalid', 'What this change answers could not be found.'))
  if (!isUuid(source.id)) return gone
  const { on, id } = source
  const [found] = on === 'comment'
    ? await tx.select({ of: threads.standardId }).from(comments).innerJoin(threads, eq(threads.id, comments.threadId)).where(eq(comments.id, id))
    : on === 'objection' ? await tx.select({ of: objections.standardId }).from(objections).where(eq(objections.id, id))
    : await tx.select({ of: consultations.standardId }).from(consultationComments)
      .innerJoin(consultations, eq(consultations.id, consultationComments.consultationId)).where(eq(consultationComments.id, id))
  if (found?.of !== standardId) return gone
  return ok(on === 'comment' ? { fromComment: id } : on === 'objection' ? { fromObjection: id } : { fromConsultationComment: id })
}

export interface Deciding {
  readonly proposalId: string
  readonly decision: Decision
  /** What the decider saw of the block, as `sayingOf` makes it; '' for an insertion, and where nothing is put into the draft. */
  readonly seen: string
  /** With `accepted with edits`: the block to put in. */
  readonly block?: unknown
  readonly reason: string
}

/** Ends a proposal. Accepting one writes the change into the draft, through its room, in the name of the one who accepts. */
export async function decideProposal(on: Database, actor: Actor, input: Deciding): Promise<Result<{ number: number }>> {
  return inTransaction(on, async (tx) => {
    const seen = await proposalById(tx, actor, input.proposalId)
    if (!seen.ok) return seen
    const held = await lockStandard(tx, actor, seen.value.standard.id)
    if (!held.ok) return held
    const found = await proposalById(tx, actor, input.proposalId)
    if (!found.ok) return found
    const { standard, standing, view, proposedBy } = found.value
    const place = { archived: standard.archivedAt !== null }
    const refusal = (input.decision === 'withdrawn' ? mayWithdraw(standing, place, view.state.is, proposedBy) : mayDecide(standing, place, view.state.is))
      ?? reasonFor(input.decision, input.reason)
    if (refusal) return refused(refusal)
    const change = input.decision.startsWith('accepted') ? await amendmentOf(tx, standard.id, view, input) : ok(null)
    if (!change.ok) return change
    const applied = input.decision === 'accepted with edits' ? blockOf(change.value!) : null
    const reason = input.reason.trim()
    await tx.insert(proposalDecisions).values({ proposalId: view.id, outcome: input.decision, reason, applied, decidedBy: standing.personId! })
    await record(tx, actor, {
      kind: 'proposal decided', groupId: standard.groupId, standardId: standard.id, facts: { proposal: labelOf(view), outcome: input.decision, reason },
    })
    await tellDraft(tx, standard.id, { kind: 'proposals' })
    // Last: the room writes in a transaction of its own. When it refuses, the decision goes too.
    const written = change.value ? await draftRooms().amend(standard.id, standing.personId!, change.value) : ok(undefined)
    return written.ok ? ok({ number: view.number }) : written
  })
}

const blockOf = (amendment: Amendment): Block | null => ('block' in amendment ? amendment.block : null)

const goneNow = (): Refusal => refuse('stale', 'What this change is about is no longer in the draft. It can be rejected, and proposed anew.')

async function amendmentOf(tx: Tx, standardId: string, view: ProposalView, input: Deciding): Promise<Result<Amendment>> {
  const { content } = await draftContent(tx, standardId)
  const fit = fitOf(view, content)
  if (fit === 'gone') return refused(goneNow())
  const now = content[placeOf(content, view.blockId)] ?? null
  if (now && sayingOf(now) !== input.seen) return refused(refuse('stale', 'This part of the draft has changed since you looked. Look at it again, then decide.'))
  const withEdits = input.decision === 'accepted with edits'
  if (withEdits && view.kind !== 'change' && view.kind !== 'insert') return refused(refuse('invalid', 'Only other words are accepted with edits.'))
  if (!withEdits && view.kind === 'change' && fit === 'changed') {
    return refused(refuse('stale', `${labelOf(view)} was made before the words changed. Accept it with edits, so that neither change is lost.`))
  }
  const edited = withEdits ? soundBlock(input.block) : ok(view.after)
  if (!edited.ok) return edited
  const { blockId } = view
  const kept = edited.value && { ...edited.value, attrs: { ...edited.value.attrs, id: blockId } }
  if (view.kind === 'insert') return ok({ kind: 'insert', after: view.afterBlockId, block: kept! })
  const seen = sayingOf(now!)
  if (view.kind === 'delete') return ok({ kind: 'delete', blockId, seen })
  if (view.kind === 'move') return ok({ kind: 'move', blockId, seen, after: view.afterBlockId })
  if (view.kind === 'change') return ok({ kind: 'put', blockId, seen, block: kept! })
  const name = view.kind === 'level' ? 'level' : 'metBy'
  return ok({ kind: 'put', blockId, seen, block: { ...now!, attrs: { ...now!.attrs, [name]: view.after!.attrs![name] } } })
}
