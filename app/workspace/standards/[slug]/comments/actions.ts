'use server'
import { z } from 'zod'
import { type ActionState, badField, stateOf, textOf } from '@/app/action-state'
import { currentActor } from '@/lib/auth/session'
import { deleteComment, editComment, reopenThread, reply, resolveThread, seeMentions, startThread } from '@/lib/comments/commands'
import type { Anchor } from '@/lib/comments/comment'
import { db } from '@/lib/db'

const position = z.string().max(1_000).transform((text) => new Uint8Array(Buffer.from(text, 'base64')))

/** The anchor travels as JSON in one field: a form's own fields would have their line feeds rewritten on the way. */
const anchorShape = z.discriminatedUnion('on', [
  z.object({ on: z.literal('whole') }),
  z.object({ on: z.literal('block'), blockId: z.string(), quotation: z.string() }),
  z.object({ on: z.literal('words'), blockId: z.string(), start: position, end: position, quotation: z.string(), before: z.string(), after: z.string() }),
])

function anchorOf(form: FormData): Anchor | null {
  try {
    return anchorShape.parse(JSON.parse(textOf(form, 'anchor'))) as Anchor
  } catch {
    return null
  }
}

export async function startThreadAction(_state: ActionState, form: FormData): Promise<ActionState> {
  const anchor = anchorOf(form)
  if (!anchor) return { refusal: badField('anchor', 'Accord could not tell what this comment is about. Select the words again.') }
  const started = await startThread(db(), await currentActor(), { standardId: textOf(form, 'standardId'), anchor, body: textOf(form, 'body') })
  return stateOf(started, form, started.ok ? started.value.threadId : '')
}

export async function replyAction(_state: ActionState, form: FormData): Promise<ActionState> {
  const written = await reply(db(), await currentActor(), { threadId: textOf(form, 'threadId'), body: textOf(form, 'body') })
  return stateOf(written, form, 'Replied')
}

export async function editCommentAction(_state: ActionState, form: FormData): Promise<ActionState> {
  const edited = await editComment(db(), await currentActor(), { commentId: textOf(form, 'commentId'), body: textOf(form, 'body') })
  return stateOf(edited, form, 'Comment changed')
}

export async function deleteCommentAction(_state: ActionState, form: FormData): Promise<ActionState> {
  return stateOf(await deleteComment(db(), await currentActor(), { commentId: textOf(form, 'commentId'), reason: textOf(form, 'reason') }), form, 'Comment deleted')
}

export async function resolveThreadAction(_state: ActionState, form: FormData): Promise<ActionState> {
  return stateOf(await resolveThread(db(), await currentActor(), { threadId: textOf(form, 'threadId') }), form, 'Thread resolved')
}

export async function reopenThreadAction(_state: ActionState, form: FormData): Promise<ActionState> {
  return stateOf(await reopenThread(db(), await currentActor(), { threadId: textOf(form, 'threadId') }), form, 'Thread reopened')
}

export async function seeMentionsAction(_state: ActionState, form: FormData): Promise<ActionState> {
  return stateOf(await seeMentions(db(), await currentActor(), { threadId: textOf(form, 'threadId') }), form, 'Seen')
}
