import { backlogItems, lateDecisions } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Tx } from '../db'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { holdConsultation, writeReply } from './commands'
import { checkWords, type ConsultationComment, limits, placeInWords, tidy } from './comment'
import type { Consultation } from './consultation'
import { checkAnswer, type LateInput } from './late'
import { answeringLate } from './policy'
import { commentById } from './queries'

/**
 * The advisor's answer to a late comment, once. Admitted, it is disposed of like any other, and stays out of the frozen counts. Deferred, it is
 * on the backlog of that version in the same transaction. `reply`, where there is one, is a reply of its own.
 */
export async function answerLateComment(on: Database, actor: Actor, input: LateInput & { commentId: string; reply?: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const seen = await commentById(tx, input.commentId)
    if (!seen) return refused(refuse(actor.kind === 'person' ? 'not-found' : 'sign-in-needed'))
    const held = await holdConsultation(tx, actor, seen.consultationId)
    if (!held.ok) return held
    const { consultation, standing, person } = held.value
    const comment = (await commentById(tx, input.commentId))!
    const reply = tidy(input.reply ?? '')
    const refusal = answeringLate(standing, comment) ?? checkAnswer(input) ?? (reply ? checkWords(reply, 'reply', '', limits.body) : null)
    if (refusal) return refused(refusal)
    const { decision } = input
    const [reason, deferredTo] = [tidy(input.reason), decision === 'defer' ? input.deferredTo.trim() : '']
    await tx.insert(lateDecisions).values({ commentId: comment.id, decision, reason, deferredTo, decidedBy: person.id })
    const { groupId, standardId } = consultation
    await record(tx, actor, { kind: 'late comment decided', groupId, standardId, facts: { comment: comment.label, decision, reason, deferredTo } })
    if (decision === 'defer') await putOnBacklog(tx, actor, consultation, comment, deferredTo, person.id)
    if (reply) await writeReply(tx, person, standing, consultation, comment, reply)
    return ok(undefined)
  })
}

async function putOnBacklog(
  tx: Tx, actor: Actor, { groupId, standardId }: Consultation, comment: ConsultationComment, forVersion: string, madeBy: string,
): Promise<void> {
  const words = comment.body.replace(/\s+/g, ' ')
  const title = `${comment.label} on ${placeInWords(comment)}: ${words.length > 100 ? `${words.slice(0, 99).trimEnd()}…` : words}`
  await tx.insert(backlogItems).values({
    standardId, title, body: comment.body, forVersion, source: 'late comment', sourceId: comment.id, blockId: comment.blockId, madeBy,
  })
  await record(tx, actor, { kind: 'backlog item made', groupId, standardId, facts: { title, forVersion } })
}
