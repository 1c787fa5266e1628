'use client'
import { useRef, useState } from 'react'
import type { FormAnswer } from '@/components/ui/form-state'
import type { CommentView, MentionablePerson } from '@/lib/comments/comment'
import { mentionSpans } from '@/lib/comments/mention'
import type { CommentActions } from './actions'
import { AuthorInterests, AuthorLine, Moment } from './author-line'
import { Refused, SmallButton, useForm } from './form-parts'
import { MentionArea } from './mention-area'

interface Props {
  readonly comment: CommentView
  readonly people: readonly MentionablePerson[]
  readonly actions: CommentActions
  readonly onDone: (said: string) => Promise<void>
}

export function CommentItem({ comment, people, actions, onDone }: Props) {
  const [doing, setDoing] = useState<'edit' | 'delete' | null>(null)
  const edits = useRef<HTMLDivElement>(null)
  const back = () => {
    setDoing(null)
    requestAnimationFrame(() => edits.current?.querySelector<HTMLElement>('button')?.focus())
  }
  const done = async (said: string) => { await onDone(said); back() }
  return (
    <li className="comment">
      <p className="comment-by"><AuthorLine author={comment.author} mine={comment.mine} /><span className="comment-at"><Moment at={comment.at} />{comment.editedAt && !comment.deleted && ', edited'}</span></p>
      <AuthorInterests author={comment.author} />
      {comment.deleted && <Tombstone deleted={comment.deleted} author={comment.author.name} />}
      {!comment.deleted && doing !== 'edit' && <Body body={comment.body} mentions={comment.mentions} />}
      {doing === 'edit' && <EditForm comment={comment} people={people} action={actions.edit} onDone={done} onCancel={back} />}
      {doing === 'delete' && <DeleteForm comment={comment} action={actions.remove} onDone={done} onCancel={back} />}
      <div ref={edits}>{!comment.deleted && doing === null && <Abilities comment={comment} onEdit={() => setDoing('edit')} onDelete={() => setDoing('delete')} />}</div>
    </li>
  )
}

function Tombstone({ deleted, author }: { deleted: NonNullable<CommentView['deleted']>; author: string }) {
  return (
    <p className="comment-tombstone">
      {deleted.byAuthor ? `${author} deleted this comment` : `${deleted.by} deleted this comment`}, <Moment at={deleted.at} />.
      {deleted.reason && ` Reason: ${deleted.reason}`}
    </p>
  )
}

/** Plain text; the mentions in it stand out. Nothing of it is read as markup. */
export function Body({ body, mentions }: { body: string; mentions: readonly string[] }) {
  const spans = mentionSpans(body, mentions)
  const parts = spans.flatMap((span, index) => [
    body.slice(spans[index - 1]?.to ?? 0, span.from),
    <span key={span.from} className="mention">{body.slice(span.from, span.to)}</span>,
  ])
  return <p className="comment-body">{parts}{body.slice(spans.at(-1)?.to ?? 0)}</p>
}

/** What one may do with one's own, or what the lead editor and the advisor may do with another's. */
function Abilities({ comment, onEdit, onDelete }: { comment: CommentView; onEdit: () => void; onDelete: () => void }) {
  const { edit, delete: remove } = comment.may
  if (comment.mine && edit) return <Refused refusal={edit} labels={['Edit', 'Delete']} />
  if (edit && remove) return null
  const whose = comment.mine ? 'your comment' : `the comment by ${comment.author.name}`
  return (
    <div className="thread-tools">
      {!edit && <SmallButton onClick={onEdit}>Edit<span className="sr-only"> {whose}</span></SmallButton>}
      {!remove && <SmallButton onClick={onDelete}>Delete<span className="sr-only"> {whose}</span></SmallButton>}
    </div>
  )
}

interface FormProps {
  readonly comment: CommentView
  readonly action: (state: FormAnswer, form: FormData) => Promise<FormAnswer>
  readonly onDone: (said: string) => Promise<void>
  readonly onCancel: () => void
}

function EditForm({ comment, people, action, onDone, onCancel }: FormProps & { people: readonly MentionablePerson[] }) {
  const [body, setBody] = useState(comment.body)
  const { refusal, submit, pending } = useForm(action, onDone)
  const field = useRef<HTMLTextAreaElement>(null)
  return (
    <form action={submit} className="thread-form" onKeyDown={(event) => { if (event.key === 'Escape' && body === comment.body) { event.stopPropagation(); onCancel() } }}>
      <input type="hidden" name="commentId" value={comment.id} />
      <MentionArea label="Your comment" name="body" value={body} onChange={setBody} people={people} field={field} error={refusal?.message} />
      <div className="thread-tools">
        <SmallButton submit primary busy={pending}>Save</SmallButton>
        <SmallButton onClick={onCancel}>Cancel</SmallButton>
      </div>
    </form>
  )
}

function DeleteForm({ comment, action, onDone, onCancel }: FormProps) {
  const { refusal, submit, pending } = useForm(action, onDone)
  return (
    <form action={submit} className="thread-form">
      <input type="hidden" name="commentId" value={comment.id} />
      {comment.mine
        ? <p className="text-small">Delete this comment? Its words go for good; that there was one stays.</p>
        : (
          <label className="block text-small font-semibold">
            Why delete it? The reason stays in its place.
            {refusal?.field === 'reason' && <span className="block text-refusal">{refusal.message}</span>}
            <input name="reason" required className="comment-field font-normal" />
          </label>
        )}
      {refusal && refusal.field !== 'reason' && <p role="alert" className="text-small font-semibold text-refusal">{refusal.message}</p>}
      <div className="thread-tools">
        <SmallButton submit danger busy={pending}>Delete</SmallButton>
        <SmallButton onClick={onCancel}>Keep</SmallButton>
      </div>
    </form>
  )
}
