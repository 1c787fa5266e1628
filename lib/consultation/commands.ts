import { and, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { colleagueComments, consultationClosings, consultationComments, consultationReplies, consultations } from '@/drizzle/schema'
import { record } from '../audit/record'
import { clockOf, type Database, inTransaction, type Tx } from '../db'
import type { Standing } from '../groups/standing'
import { standingIn } from '../groups/standing-queries'
import { type Actor, type PersonActor, system } from '../kernel/actor'
import { isUuid } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { organisationsOf } from '../organisations/queries'
import { versionById } from '../versions/queries'
import { lockStandard } from '../versions/standard-queries'
import { quotationIn } from './block-queries'
import { checkComment, checkWords, type CommentInput, labelOfComment, limits, placeInWords, tidy } from './comment'
import type { Closing, Consultation } from './consultation'
import { closing, closingTime, commenting, opening, replying } from './policy'
import { commentById, consultationById, openingState } from './queries'

/** Puts the newest version out for consultation: from then on everyone may read it. `versionId` is the one that was shown. */
export async function openConsultation(on: Database, actor: Actor, input: { standardId: string; versionId: string; introduction: string; closesAt: Date }):
  Promise<Result<{ consultationId: string; number: number }>> {
  return inTransaction(on, async (tx) => {
    const held = await lockStandard(tx, actor, input.standardId)
    if (!held.ok) return held
    const { standard, standing } = held.value
    const how = await openingState(tx, standard)
    const refusal = opening(standing, how) ?? checkWords(input.introduction, 'introduction', 'Write what those who comment should know.', limits.introduction)
      ?? closingTime(input.closesAt, await clockOf(tx))
    if (refusal) return refused(refusal)
    if (input.versionId !== how.newestVersionId) return refused(refuse('not-newest', 'A newer version has been tagged since. Look at it, then open the consultation on it.'))
    const version = await versionById(tx, standard.id, input.versionId)
    const [opened] = await tx.insert(consultations).values({
      standardId: standard.id, number: 0, versionId: input.versionId, digest: version!.digest, introduction: tidy(input.introduction),
      openedBy: standing.personId!, closesAt: input.closesAt,
    }).returning({ consultationId: consultations.id, number: consultations.number })
    await record(tx, actor, {
      kind: 'consultation opened', groupId: standard.groupId, standardId: standard.id,
      facts: { consultation: opened!.number, version: version!.label, digest: version!.digest, closesAt: input.closesAt.toISOString() },
    })
    return ok(opened!)
  })
}

export interface HeldConsultation { readonly consultation: Consultation; readonly standing: Standing; readonly person: PersonActor }

/** The consultation with its standard's row held, for anyone signed in: what the policy sees still stands when the step is written. */
export async function holdConsultation(tx: Tx, actor: Actor, consultationId: string): Promise<Result<HeldConsultation>> {
  if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
  if (!isUuid(consultationId)) return refused(refuse('not-found'))
  await tx.execute(sql`select lock_standard(c.standard_id) from ${consultations} c where c.id = ${consultationId}`)
  const consultation = await consultationById(tx, consultationId)
  if (!consultation) return refused(refuse('not-found'))
  return ok({ consultation, standing: await standingIn(tx, actor, consultation.groupId), person: actor })
}

/** PostgreSQL counts; only the consultation, who closed it and why are sent. */
async function close(tx: Tx, actor: Actor, { id, groupId, standardId, number, versionLabel }: Consultation, closedBy: string | null, reason: string): Promise<Closing> {
  await tx.execute(sql`insert into ${consultationClosings} (consultation_id, comments, objections, organisations, people, closed_by, reason)
    values (${id}, 0, 0, 0, 0, ${closedBy}, ${reason})`)
  const [counted] = await tx.select().from(consultationClosings).where(eq(consultationClosings.consultationId, id))
  const { comments, objections, organisations } = counted!
  await record(tx, actor, {
    kind: 'consultation closed', groupId, standardId, facts: { consultation: number, version: versionLabel, comments, objections, organisations },
  })
  return { ...counted!, closedByName: actor.kind === 'person' ? actor.name : null }
}

/** Closes a consultation before its time. */
export async function closeConsultation(on: Database, actor: Actor, input: { consultationId: string; reason: string }): Promise<Result<Closing>> {
  return inTransaction(on, async (tx) => {
    const held = await holdConsultation(tx, actor, input.consultationId)
    if (!held.ok) return held
    const { consultation, standing, person } = held.value
    const refusal = closing(standing, consultation, await clockOf(tx)) ?? checkWords(input.reason, 'reason', 'Say why the consultation closes before its time.', limits.reason)
    return refusal ? refused(refusal) : ok(await close(tx, actor, consultation, person.id, tidy(input.reason)))
  })
}

/** Closes every consultation whose time has come. Run by the server's clock; one closed meanwhile by another process is left alone. */
export async function closeDueConsultations(on: Database): Promise<string[]> {
  const due = await on.select({ id: consultations.id }).from(consultations)
    .where(and(isNull(consultations.endedAt), lte(consultations.closesAt, sql`accord_now()`)))
  const closed: string[] = []
  for (const { id } of due) {
    const result = await inTransaction(on, async (tx) => ok(await close(tx, system, (await consultationById(tx, id))!, null, '')))
    if (result.ok) closed.push(id)
  }
  return closed
}

/** The organisation that somebody writes for: the chosen one of theirs, else the one they take part for, else the first they joined. */
export async function organisationFor(tx: Tx, standing: Standing, chosen: string | undefined): Promise<Result<string | null>> {
  const own = await organisationsOf(tx, standing.personId!)
  if (chosen) return own.some((one) => one.id === chosen) ? ok(chosen) : refused(refuse('not-allowed', 'You write for an organisation that you belong to.', 'organisationId'))
  return ok(own.find((one) => one.id === standing.member?.organisationId)?.id ?? own[0]?.id ?? null)
}

/**
 * Writes a comment. Whether it is late is the database's word, by its clock after the lock: one that raced with the closing is counted, or it
 * is late; it is never lost.
 */
export async function writeComment(on: Database, actor: Actor, input: CommentInput): Promise<Result<{ commentId: string; label: string; late: boolean }>> {
  return inTransaction(on, async (tx) => {
    const held = await holdConsultation(tx, actor, input.consultationId)
    if (!held.ok) return held
    const { consultation, standing, person } = held.value
    const refusal = commenting(standing, consultation, await clockOf(tx)) ?? checkComment(input)
    if (refusal) return refused(refusal)
    const [organisation, quotation] = [await organisationFor(tx, standing, input.organisationId), await quotationIn(tx, consultation.versionId, input.blockId)]
    if (!organisation.ok) return organisation
    if (quotation === null) return refused(refuse('not-found', 'What this comment is on does not stand in the version under consultation.'))
    const [written] = await tx.insert(consultationComments).values({
      consultationId: consultation.id, number: 0, late: false, blockId: input.blockId, quotation, kind: input.kind, body: tidy(input.body),
      proposedText: tidy(input.proposedText ?? ''), authorId: person.id, organisationId: organisation.value, forOrganisation: input.forOrganisation ?? false,
    }).returning()
    const label = labelOfComment(written!)
    if (input.takes?.length) await takeInto(tx, written!.id, input.takes)
    await record(tx, actor, {
      kind: 'consultation comment written', groupId: consultation.groupId, standardId: consultation.standardId,
      facts: { comment: label, on: placeInWords(written!), late: written!.late },
    })
    return ok({ commentId: written!.id, label, late: written!.late })
  })
}

/** PostgreSQL refuses what is not of the same organisation, or was taken before. */
const takeInto = (tx: Tx, commentId: string, taken: readonly string[]) =>
  tx.update(colleagueComments).set({ takenInto: commentId }).where(inArray(colleagueComments.id, taken.filter(isUuid)))

export async function replyToComment(on: Database, actor: Actor, input: { commentId: string; body: string }): Promise<Result<{ replyId: string }>> {
  return inTransaction(on, async (tx) => {
    if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
    const comment = await commentById(tx, input.commentId)
    const consultation = comment && await consultationById(tx, comment.consultationId)
    if (!comment || !consultation) return refused(refuse('not-found'))
    const standing = await standingIn(tx, actor, consultation.groupId)
    // Whose words they may not read, they do not learn of.
    if (replying(standing, comment)) return refused(standing.member || standing.advisor === 'assigned' ? replying(standing, comment)! : refuse('not-found'))
    const words = checkWords(input.body, 'body', 'Write your reply.', limits.body)
    if (words) return refused(words)
    return ok({ replyId: await writeReply(tx, actor, standing, consultation, comment, tidy(input.body)) })
  })
}

/** Writes a reply that has been allowed, in the capacity that its author has now. */
export async function writeReply(
  tx: Tx, actor: PersonActor, standing: Standing, consultation: Consultation, comment: { id: string; label: string }, body: string,
): Promise<string> {
  const organisation = await organisationFor(tx, standing, undefined)
  const [written] = await tx.insert(consultationReplies).values({
    commentId: comment.id, body, authorId: actor.id, organisationId: organisation.ok ? organisation.value : null, constituency: standing.member?.constituency ?? null,
  }).returning({ id: consultationReplies.id })
  await record(tx, actor, { kind: 'consultation reply written', groupId: consultation.groupId, standardId: consultation.standardId, facts: { comment: comment.label } })
  return written!.id
}
