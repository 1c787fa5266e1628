import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { comments, mentions, organisations, people, standards, threads } from '@/drizzle/schema'
import { type DeclaredInterest, interestsIn } from '../calls/declaration'
import { declarationsOf } from '../calls/declaration-queries'
import type { Reader } from '../db'
import { mayIn } from '../groups/standing'
import { standingIn } from '../groups/standing-queries'
import type { Actor, PersonActor } from '../kernel/actor'
import { ok, type Result } from '../kernel/result'
import type { CommentView, MarginView, ThreadState, ThreadView } from './comment'
import { handleOf, mentionSpans } from './mention'
import { mayDelete, mayEdit, mayReply, mayStart, mayStep } from './policy'
import { authorOf, factsOf, mentionable, type OpenedStandard, openedStandard, type Tagging, taggings } from './queries-of-facts'

/** The threads of a standard's draft, oldest first, with what the actor may do with each; for whoever may open the draft. */
export async function threadsOf(on: Reader, actor: Actor, standardId: string): Promise<Result<ThreadView[]>> {
  const margin = await marginOf(on, actor, standardId)
  return margin.ok ? ok([...margin.value.threads]) : margin
}

/** Everything that a draft's margin shows. */
export async function marginOf(on: Reader, actor: Actor, standardId: string): Promise<Result<MarginView>> {
  const opened = await openedStandard(on, actor, standardId)
  if (!opened.ok) return opened
  const { standard, standing } = opened.value
  const [threadRows, commentRows, mentionRows, tagged, persons] = [
    await rowsOfThreads(on, standardId), await rowsOfComments(on, standardId), await rowsOfMentions(on, standardId),
    await taggings(on, standardId), await mentionable(on, standard.groupId)]
  const handles = persons.map((person) => handleOf(person, persons))
  const interests = interestsIn(await declarationsOf(on, commentRows.map((row) => row.comment.authorId)))
  const view = { opened: opened.value, tagged, handles, interests }
  return ok({
    mayStart: mayStart(standing, standard),
    people: persons,
    threads: threadRows.map((row) => threadView(row, commentRows, mentionRows, view)),
  })
}

export interface ThreadCounts { readonly open: number; readonly resolved: number }

/** How many threads a draft has. */
export async function threadCounts(on: Reader, actor: Actor, standardId: string): Promise<Result<ThreadCounts>> {
  const opened = await openedStandard(on, actor, standardId)
  if (!opened.ok) return opened
  const [row] = await on.select({
    open: sql<number>`count(*) filter (where ${threads.resolvedAt} is null)::int`,
    resolved: sql<number>`count(${threads.resolvedAt})::int`,
  }).from(threads).where(eq(threads.standardId, standardId))
  return ok(row ?? { open: 0, resolved: 0 })
}

export interface UnseenMention {
  readonly commentId: string
  readonly threadId: string
  readonly slug: string
  readonly title: string
  readonly author: string
  readonly body: string
  readonly at: Date
}

/** Mentions of the actor that they have not opened yet, newest last; only where they may still open the draft. */
export async function unseenMentions(on: Reader, actor: PersonActor): Promise<UnseenMention[]> {
  const rows = await on
    .select({ commentId: comments.id, threadId: comments.threadId, slug: standards.slug, title: standards.title, groupId: standards.groupId,
              author: people.name, body: comments.body, at: comments.createdAt })
    .from(mentions).innerJoin(comments, eq(comments.id, mentions.commentId)).innerJoin(people, eq(people.id, comments.authorId))
    .innerJoin(threads, eq(threads.id, comments.threadId)).innerJoin(standards, eq(standards.id, threads.standardId))
    .where(and(eq(mentions.personId, actor.id), isNull(mentions.seenAt), isNull(comments.deletedAt), ne(comments.authorId, actor.id)))
    .orderBy(asc(comments.createdAt))
  const open = new Map<string, boolean>()
  for (const { groupId } of rows)
    if (!open.has(groupId)) open.set(groupId, mayIn(await standingIn(on, actor, groupId), 'draft.find') === null)
  return rows.filter((row) => open.get(row.groupId)).map(({ groupId: _, ...mention }) => mention)
}

/** The people whom a comment mentions and who have not been told (lib/notify tells them); empty when it is deleted. */
export async function mentionsOfComment(on: Reader, commentId: string) {
  return on
    .select({ personId: mentions.personId, author: people.name, title: standards.title, slug: standards.slug, threadId: threads.id, groupId: standards.groupId })
    .from(mentions).innerJoin(comments, eq(comments.id, mentions.commentId)).innerJoin(people, eq(people.id, comments.authorId))
    .innerJoin(threads, eq(threads.id, comments.threadId)).innerJoin(standards, eq(standards.id, threads.standardId))
    .where(and(eq(mentions.commentId, commentId), isNull(mentions.seenAt), isNull(comments.deletedAt), ne(mentions.personId, comments.authorId)))
}

const rowsOfThreads = (on: Reader, standardId: string) =>
  on.select({ thread: threads, resolvedByName: people.name }).from(threads).leftJoin(people, eq(people.id, threads.resolvedBy))
    .where(eq(threads.standardId, standardId)).orderBy(asc(threads.createdAt), asc(threads.id))

const deleter = alias(people, 'deleter')

const rowsOfComments = (on: Reader, standardId: string) =>
  on.select({ comment: comments, name: people.name, organisation: organisations.name, deletedByName: deleter.name })
    .from(comments).innerJoin(people, eq(people.id, comments.authorId))
    .leftJoin(organisations, eq(organisations.id, comments.organisationId)).leftJoin(deleter, eq(deleter.id, comments.deletedBy))
    .where(inArray(comments.threadId, on.select({ id: threads.id }).from(threads).where(eq(threads.standardId, standardId))))
    .orderBy(asc(comments.createdAt), asc(comments.id))

const rowsOfMentions = (on: Reader, standardId: string) =>
  on.select({ mention: mentions, threadId: comments.threadId, name: people.name }).from(mentions)
    .innerJoin(comments, eq(comments.id, mentions.commentId)).innerJoin(people, eq(people.id, mentions.personId))
    .innerJoin(threads, eq(threads.id, comments.threadId)).where(and(eq(threads.standardId, standardId), isNull(comments.deletedAt)))

type ThreadRow = Awaited<ReturnType<typeof rowsOfThreads>>[number]
type CommentRow = Awaited<ReturnType<typeof rowsOfComments>>[number]
type MentionRow = Awaited<ReturnType<typeof rowsOfMentions>>[number]
interface View { readonly opened: OpenedStandard; readonly tagged: readonly Tagging[]; readonly handles: readonly string[]; readonly interests: ReadonlyMap<string, readonly DeclaredInterest[]> }

const base64 = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString('base64')

function threadView({ thread, resolvedByName }: ThreadRow, all: readonly CommentRow[], mentioned: readonly MentionRow[], view: View): ThreadView {
  const { standing, standard } = view.opened
  const state: ThreadState = thread.resolvedAt ? { is: 'resolved', by: resolvedByName ?? '', at: thread.resolvedAt.toISOString() } : { is: 'open' }
  const facts = { createdBy: thread.createdBy, state: state.is }
  return {
    id: thread.id, blockId: thread.blockId, quotation: thread.quotation, before: thread.wordsBefore, after: thread.wordsAfter,
    start: base64(thread.anchorStart), end: base64(thread.anchorEnd),
    state,
    comments: all.filter((row) => row.comment.threadId === thread.id).map((row) => commentView(row, mentioned, view)),
    waitsOnMe: mentioned.some((row) => row.threadId === thread.id && row.mention.personId === standing.personId && !row.mention.seenAt),
    may: { reply: mayReply(standing, standard, facts), resolve: mayStep(standing, standard, facts, 'resolve'), reopen: mayStep(standing, standard, facts, 'reopen') },
  }
}

/** Nothing, where there is nothing: most comments go over the wire without. */
function declaredBy(authorId: string, { interests }: View): { interests?: readonly DeclaredInterest[] } {
  const own = interests.get(authorId) ?? []
  return own.length === 0 ? {} : { interests: own }
}

function commentView(row: CommentRow, mentioned: readonly MentionRow[], view: View): CommentView {
  const { comment } = row
  const facts = factsOf(comment, view.tagged)
  const { standing, standard } = view.opened
  const names = mentioned.filter((one) => one.mention.commentId === comment.id).map((one) => one.name)
  const handles = [...new Set([...view.handles.filter((handle) => names.some((name) => handle.startsWith(name))), ...names])]
  return {
    id: comment.id, author: { ...authorOf({ ...row, ...comment }), ...declaredBy(comment.authorId, view) }, mine: comment.authorId === standing.personId,
    body: comment.deletedAt ? '' : comment.body, at: comment.createdAt.toISOString(), editedAt: comment.editedAt?.toISOString() ?? null,
    deleted: comment.deletedAt && {
      at: comment.deletedAt.toISOString(), by: row.deletedByName ?? '', byAuthor: comment.deletedBy === comment.authorId, reason: comment.deletionReason ?? '',
    },
    mentions: [...new Set(mentionSpans(comment.body, handles).map((span) => span.handle))],
    may: { edit: mayEdit(standing, standard, facts), delete: mayDelete(standing, standard, facts) },
  }
}
