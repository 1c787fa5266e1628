import { and, eq } from 'drizzle-orm'
import { backlogItems, dispositions, versionRequirements, versions } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Tx } from '../db'
import { standingIn } from '../groups/standing-queries'
import type { Actor, PersonActor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { candidateOf } from '../versions/candidate-queries'
import { lockStandard, type StandardInView } from '../versions/standard-queries'
import type { Consultation } from './consultation'
import { holdConsultation } from './commands'
import { placeInWords } from './comment'
import type { DisposedComment, OutcomeOfComment } from './disposition'
import { decisionItself, type Decided, disposing, disposingAny, withdrawingComment } from './disposition-policy'
import { disposedComment, isAnswered } from './disposition-queries'

/** As many comments as one step disposes of at once. */
export const mostAtOnce = 100

interface Step { readonly outcome: OutcomeOfComment; readonly reason: string; readonly deferredTo: string; readonly changedBlockId: string | null }

async function write(tx: Tx, person: PersonActor, consultation: Consultation, comment: DisposedComment, step: Step): Promise<number> {
  const [row] = await tx.insert(dispositions).values({ ...step, reason: step.reason.trim(), commentId: comment.id, revision: 0, disposedBy: person.id })
    .returning({ id: dispositions.id, revision: dispositions.revision })
  const place = { groupId: consultation.groupId, standardId: consultation.standardId }
  await record(tx, person, { kind: 'comment disposed', ...place, facts: { comment: comment.label, outcome: step.outcome, reason: step.reason.trim(), revision: row!.revision } })
  if (step.outcome !== 'deferred') return row!.revision
  const title = `${comment.label} on ${placeInWords(comment)}`
  await tx.insert(backlogItems).values({
    standardId: consultation.standardId, title, body: comment.body, forVersion: step.deferredTo, source: 'comment', sourceId: row!.id,
    blockId: comment.blockId, madeBy: person.id,
  })
  await record(tx, person, { kind: 'backlog item made', ...place, facts: { title, forVersion: step.deferredTo } })
  return row!.revision
}

export interface Disposing extends Decided {
  readonly standardId: string
  readonly commentIds: readonly string[]
  /** The newest revision that was shown of each (0: none); another one has disposed of it since otherwise. Left out: whatever stands. */
  readonly shown?: Readonly<Record<string, number>>
}

/** Disposes of one comment, or of several alike with one reason: of all or, when one of them is refused, of none. */
export async function disposeOf(on: Database, actor: Actor, input: Disposing): Promise<Result<{ disposed: string[] }>> {
  return inTransaction(on, async (tx) => {
    if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
    const held = await lockStandard(tx, actor, input.standardId)
    if (!held.ok) return held
    const { standard, standing } = held.value
    const refusal = disposingAny(standing) ?? decisionItself(input) ?? await changeStands(tx, standard, input.changedBlockId)
      ?? (input.commentIds.length === 0 ? refuse('invalid', 'Choose at least one comment.', 'commentIds') : null)
      ?? (input.commentIds.length > mostAtOnce ? refuse('too-large', `Dispose of at most ${mostAtOnce} comments at once.`) : null)
    if (refusal) return refused(refusal)
    const disposed: string[] = []
    for (const id of new Set(input.commentIds)) {
      const found = await disposedComment(tx, id)
      if (!found || found.consultation.standardId !== standard.id) return refused(refuse('not-found'))
      const own = disposing(standing, found.comment, await isAnswered(tx, found.consultation)) ?? stale(found.comment, input.shown)
      if (own) return refused(own)
      await write(tx, actor, found.consultation, found.comment, input)
      disposed.push(found.comment.label)
    }
    return ok({ disposed })
  })
}

function stale(comment: DisposedComment, shown: Disposing['shown']) {
  const was = shown?.[comment.id]
  const last = comment.dispositions.at(-1)
  return was === undefined || was === (last?.revision ?? 0) ? null
    : refuse('stale', `${last!.disposedByName} disposed of ${comment.label} as ${last!.outcome} meanwhile. Look at it again, then decide.`)
}

/** A change stands in the draft, under an id of a block of it; or it is a requirement that stood in a version and was taken out. */
async function changeStands(tx: Tx, standard: StandardInView, blockId: string | null) {
  if (blockId === null) return null
  const candidate = await candidateOf(tx, standard)
  if (!candidate.ok) return candidate.refusal
  if (candidate.value.canonical.includes(`"id":"${blockId}"`)) return null
  const [stood] = await tx.select({ blockId: versionRequirements.blockId }).from(versionRequirements).innerJoin(versions, eq(versions.id, versionRequirements.versionId))
    .where(and(eq(versions.standardId, standard.id), eq(versionRequirements.blockId, blockId))).limit(1)
  return stood ? null : refuse('not-found', 'What changed stands neither in the draft nor in a version.', 'changedBlockId')
}

/** The author's own word that their comment needs no answer. Final. */
export async function withdrawComment(on: Database, actor: Actor, input: { commentId: string; reason: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const seen = await disposedComment(tx, input.commentId)
    if (!seen) return refused(refuse('not-found'))
    const held = await holdConsultation(tx, actor, seen.consultation.id)
    if (!held.ok) return held
    const { comment, consultation } = (await disposedComment(tx, input.commentId))!
    const standing = await standingIn(tx, actor, consultation.groupId)
    const refusal = withdrawingComment(standing.personId, comment, await isAnswered(tx, consultation))
    if (refusal) return refused(refusal)
    await write(tx, held.value.person, consultation, comment, { outcome: 'withdrawn', reason: input.reason, deferredTo: '', changedBlockId: null })
    return ok(undefined)
  })
}
