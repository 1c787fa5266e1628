import { and, eq, inArray, isNull, notInArray } from 'drizzle-orm'
import { comments, mentions, people, threads } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Tx } from '../db'
import { tellDraft } from '../drafts/notice'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { type Anchor, checkAnchor, checkBody, checkReason, isId, type Step } from './comment'
import { peopleIn } from './mention'
import { mayDelete, mayEdit, mayReply, mayStart, mayStep } from './policy'
import { capacityOf, factsOf, lockedComment, lockedThread, mentionable, type OpenedStandard, openedStandard, taggings } from './queries-of-facts'

const notFound = refused(refuse('not-found'))

/** A thread with its first comment. */
export async function startThread(
  on: Database, actor: Actor, input: { standardId: string; anchor: Anchor; body: string },
): Promise<Result<{ threadId: string; commentId: string }>> {
  return inTransaction(on, async (tx) => {
    const opened = await openedStandard(tx, actor, input.standardId)
    if (!opened.ok) return opened
    const { standing, standard } = opened.value
    const refusal = mayStart(standing, standard) ?? checkAnchor(input.anchor) ?? checkBody(tidy(input.body))
    if (refusal) return refused(refusal)
    const [thread] = await tx.insert(threads)
      .values({ standardId: standard.id, createdBy: standing.personId!, ...columnsOf(input.anchor) }).returning({ id: threads.id })
    const commentId = await write(tx, opened.value, thread!.id, input.body)
    const { groupId } = standard
    await record(tx, actor, { kind: 'thread started', groupId, standardId: standard.id, facts: { threadId: thread!.id, on: input.anchor.on, quotation: excerpt(input.anchor) } })
    await tellDraft(tx, standard.id, { kind: 'comments' })
    return ok({ threadId: thread!.id, commentId })
  })
}

export async function reply(on: Database, actor: Actor, input: { threadId: string; body: string }): Promise<Result<{ commentId: string }>> {
  return withThread(on, actor, input.threadId, async (tx, opened, thread) => {
    const refusal = mayReply(opened.standing, opened.standard, thread.facts) ?? checkBody(tidy(input.body))
    if (refusal) return refused(refusal)
    const commentId = await write(tx, opened, input.threadId, input.body)
    await record(tx, actor, { kind: 'comment written', groupId: opened.standard.groupId, standardId: opened.standard.id, facts: { threadId: input.threadId, commentId, quotation: thread.quotation } })
    return ok({ commentId })
  })
}

export async function editComment(on: Database, actor: Actor, input: { commentId: string; body: string }): Promise<Result<{ commentId: string }>> {
  return withComment(on, actor, input.commentId, async (tx, opened, comment) => {
    const refusal = mayEdit(opened.standing, opened.standard, comment.facts) ?? checkBody(tidy(input.body))
    if (refusal) return refused(refusal)
    await tx.update(comments).set({ body: tidy(input.body) }).where(eq(comments.id, input.commentId))
    await writeMentions(tx, opened, input.commentId, input.body)
    await record(tx, actor, { kind: 'comment edited', groupId: opened.standard.groupId, standardId: opened.standard.id, facts: { threadId: comment.threadId, commentId: input.commentId } })
    return ok({ commentId: input.commentId })
  })
}

/** Leaves a tombstone. Another person's comment takes a reason, which stands on it. */
export async function deleteComment(on: Database, actor: Actor, input: { commentId: string; reason: string }): Promise<Result<void>> {
  return withComment(on, actor, input.commentId, async (tx, opened, comment) => {
    const own = comment.facts.authorId === opened.standing.personId
    const refusal = mayDelete(opened.standing, opened.standard, comment.facts) ?? (own ? null : checkReason(input.reason))
    if (refusal) return refused(refusal)
    const reason = own ? '' : input.reason.trim()
    await tx.update(comments).set({ deletedBy: opened.standing.personId, deletionReason: reason }).where(eq(comments.id, input.commentId))
    await tx.delete(mentions).where(eq(mentions.commentId, input.commentId))
    await record(tx, actor, {
      kind: 'comment deleted', groupId: opened.standard.groupId, standardId: opened.standard.id,
      facts: { threadId: comment.threadId, commentId: input.commentId, author: comment.author, own, reason },
    })
    return ok(undefined)
  })
}

export const resolveThread = (on: Database, actor: Actor, input: { threadId: string }) => takeStep(on, actor, input.threadId, 'resolve')

export const reopenThread = (on: Database, actor: Actor, input: { threadId: string }) => takeStep(on, actor, input.threadId, 'reopen')

async function takeStep(on: Database, actor: Actor, threadId: string, step: Step): Promise<Result<void>> {
  return withThread(on, actor, threadId, async (tx, { standing, standard }, thread) => {
    const refusal = mayStep(standing, standard, thread.facts, step)
    if (refusal) return refused(refusal)
    await tx.update(threads).set({ resolvedBy: step === 'resolve' ? standing.personId : null }).where(eq(threads.id, threadId))
    await record(tx, actor, {
      kind: step === 'resolve' ? 'thread resolved' : 'thread reopened', groupId: standard.groupId, standardId: standard.id,
      facts: { threadId, quotation: thread.quotation },
    })
    return ok(undefined)
  })
}

/** The actor has opened a thread: what mentions them in it waits no more. */
export async function seeMentions(on: Database, actor: Actor, input: { threadId: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const [thread] = isId(input.threadId) ? await tx.select().from(threads).where(eq(threads.id, input.threadId)) : []
    if (!thread) return actor.kind === 'person' ? notFound : refused(refuse('sign-in-needed'))
    const opened = await openedStandard(tx, actor, thread.standardId)
    if (!opened.ok) return opened
    const ofThread = tx.select({ id: comments.id }).from(comments).where(eq(comments.threadId, thread.id))
    await tx.update(mentions).set({ seenAt: new Date() })
      .where(and(eq(mentions.personId, opened.value.standing.personId!), isNull(mentions.seenAt), inArray(mentions.commentId, ofThread)))
    return ok(undefined)
  })
}

async function withThread<T>(
  on: Database, actor: Actor, threadId: string,
  work: (tx: Tx, opened: OpenedStandard, thread: { facts: { createdBy: string; state: 'open' | 'resolved' }; quotation: string }) => Promise<Result<T>>,
): Promise<Result<T>> {
  return inTransaction(on, async (tx) => {
    if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
    const thread = isId(threadId) ? await lockedThread(tx, threadId) : null
    if (!thread) return notFound
    const opened = await openedStandard(tx, actor, thread.standardId)
    if (!opened.ok) return opened
    const facts = { createdBy: thread.createdBy, state: thread.resolvedAt ? 'resolved' as const : 'open' as const }
    const result = await work(tx, opened.value, { facts, quotation: clip(thread.quotation) })
    if (result.ok) await tellDraft(tx, thread.standardId, { kind: 'comments' })
    return result
  })
}

async function withComment<T>(
  on: Database, actor: Actor, commentId: string,
  work: (tx: Tx, opened: OpenedStandard, comment: { facts: ReturnType<typeof factsOf>; threadId: string; author: string }) => Promise<Result<T>>,
): Promise<Result<T>> {
  return inTransaction(on, async (tx) => {
    if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
    const comment = isId(commentId) ? await lockedComment(tx, commentId) : null
    const [place] = comment
      ? await tx.select({ standardId: threads.standardId, author: people.name }).from(threads).innerJoin(people, eq(people.id, comment.authorId))
          .where(eq(threads.id, comment.threadId))
      : []
    if (!comment || !place) return notFound
    const opened = await openedStandard(tx, actor, place.standardId)
    if (!opened.ok) return opened
    const facts = factsOf(comment, await taggings(tx, place.standardId))
    const result = await work(tx, opened.value, { facts, threadId: comment.threadId, author: place.author })
    if (result.ok) await tellDraft(tx, place.standardId, { kind: 'comments' })
    return result
  })
}

/** Writes a comment in the capacity that the person has now, and whom it mentions. */
async function write(tx: Tx, opened: OpenedStandard, threadId: string, body: string): Promise<string> {
  const capacity = await capacityOf(tx, opened.standing)
  const [comment] = await tx.insert(comments)
    .values({ threadId, authorId: opened.standing.personId!, body: tidy(body), ...capacity }).returning({ id: comments.id })
  await writeMentions(tx, opened, comment!.id, body)
  return comment!.id
}

async function writeMentions(tx: Tx, { standard }: OpenedStandard, commentId: string, body: string): Promise<void> {
  const mentioned = peopleIn(tidy(body), await mentionable(tx, standard.groupId)).map((person) => person.id)
  const dropped = and(eq(mentions.commentId, commentId), mentioned.length ? notInArray(mentions.personId, mentioned) : undefined)
  await tx.delete(mentions).where(dropped)
  if (mentioned.length) await tx.insert(mentions).values(mentioned.map((personId) => ({ commentId, personId }))).onConflictDoNothing()
}

function columnsOf(anchor: Anchor) {
  if (anchor.on === 'whole') return {}
  if (anchor.on === 'block') return { blockId: anchor.blockId, quotation: anchor.quotation }
  const { blockId, start, end, quotation, before, after } = anchor
  return { blockId, anchorStart: start, anchorEnd: end, quotation, wordsBefore: before, wordsAfter: after }
}

const clip = (text: string): string => (text.length > 120 ? `${text.slice(0, 119).trimEnd()}…` : text)
const excerpt = (anchor: Anchor): string => (anchor.on === 'whole' ? '' : clip(anchor.quotation))
// PostgreSQL refuses U+0000 in text.
const tidy = (body: string): string => body.replaceAll('\u0000', '').replace(/\r\n?/g, '\n').trim()
