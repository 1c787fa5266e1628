'use client'
import { memo, useEffect, useRef, useState } from 'react'
import type { MentionablePerson, ThreadView } from '@/lib/comments/comment'
import { useDraft } from '@/components/editor/draft-context'
import { suggestEvent, type Wanted } from '@/components/proposals/wanted'
import type { CommentActions } from './actions'
import { AuthorLine, Moment } from './author-line'
import { CommentItem } from './comment-item'
import { Refused, SmallButton, useForm } from './form-parts'
import { MentionArea } from './mention-area'

export interface CardProps {
  readonly thread: ThreadView
  readonly people: readonly MentionablePerson[]
  readonly actions: CommentActions
  readonly active: boolean
  /** Its words no longer stand in the draft. */
  readonly lost: boolean
  /** The words it stands on are no longer exactly those that were quoted. */
  readonly changed: boolean
  readonly onOpen: (id: string) => void
  readonly onClose: (id: string) => void
  readonly onShow: (id: string) => void
  readonly onDone: (said: string) => Promise<void>
  /** Being resolved or reopened from here; and once it is. */
  readonly onStepping: (id: string) => void
  readonly onStepped: (id: string, said: string) => Promise<void>
}

/** One thread: folded, its quotation and first words; open, all of it. */
export const ThreadCard = memo(function ThreadCard(props: CardProps) {
  const { thread, active, onOpen, onClose } = props
  // What was begun in an open thread is kept when it is folded again.
  const [opened, setOpened] = useState(active)
  useEffect(() => { if (active) setOpened(true) }, [active])
  const inside = `thread-${thread.id}-inside`
  return (
    <article id={`thread-${thread.id}`} className="thread" data-active={active} data-state={thread.state.is} data-waits={thread.waitsOnMe}
      onKeyDown={(event) => { if (event.key === 'Escape' && active) { event.stopPropagation(); onClose(thread.id) } }}>
      <button type="button" className="thread-head" aria-expanded={active} aria-controls={inside} onClick={() => (active ? onClose(thread.id) : onOpen(thread.id))}>
        <Head {...props} />
      </button>
      <div id={inside} hidden={!active}>{(active || opened) && <Inside {...props} />}</div>
    </article>
  )
})

function Head({ thread, active, lost, changed }: CardProps) {
  const [first] = thread.comments
  const replies = thread.comments.length - 1
  return (
    <>
      {thread.waitsOnMe && <span className="thread-waits">Mentions you</span>}
      {thread.blockId === null
        ? <span className="thread-on">On the whole draft</span>
        : <span className="thread-quotation"><span className="sr-only">On: </span>{thread.quotation || 'a block without words'}</span>}
      {lost && <span className="thread-note">These words no longer stand in the draft.</span>}
      {changed && !lost && <span className="thread-note">The words have changed since.</span>}
      {!active && first && (
        <>
          <AuthorLine author={first.author} mine={first.mine} noted />
          <span className="thread-excerpt">{first.deleted ? 'Deleted' : first.body}</span>
          <span className="thread-facts">
            {thread.state.is === 'resolved' && <span>Resolved by {thread.state.by}</span>}
            {replies > 0 && <span>{replies === 1 ? '1 reply' : `${replies} replies`}</span>}
          </span>
        </>
      )}
    </>
  )
}

function Inside({ thread, people, actions, lost, onShow, onDone, onStepping, onStepped }: CardProps) {
  const { editor, maySuggest } = useDraft()
  const suggest = () => {
    const wanted: Wanted = { blockId: thread.blockId!, answers: { on: 'comment', id: thread.comments[0]!.id } }
    editor.view.dom.dispatchEvent(new CustomEvent(suggestEvent, { detail: wanted }))
  }
  // Somebody who only reads is told so once.
  const reader = thread.may.reply?.code === 'not-allowed' ? thread.may.reply : null
  return (
    <>
      <ol className="comments">
        {thread.comments.map((comment) => <CommentItem key={comment.id} comment={comment} people={people} actions={actions} onDone={onDone} />)}
      </ol>
      {thread.state.is === 'resolved' && <p className="thread-resolved">Resolved by {thread.state.by}, <Moment at={thread.state.at} />.</p>}
      {reader && <Refused refusal={reader} labels={['Reply', thread.state.is === 'open' ? 'Resolve' : 'Reopen']} />}
      {!reader && thread.state.is === 'open' && <ReplyForm thread={thread} people={people} actions={actions} onDone={onDone} />}
      <div className="thread-tools thread-foot">
        {!reader && <StepForm thread={thread} actions={actions} onStepping={onStepping} onStepped={onStepped} />}
        {!lost && thread.blockId !== null && <SmallButton onClick={() => onShow(thread.id)}>Show in the text</SmallButton>}
        {!lost && thread.blockId !== null && maySuggest && <SmallButton onClick={suggest}>Suggest a change</SmallButton>}
      </div>
    </>
  )
}

type FormProps = Pick<CardProps, 'thread' | 'actions' | 'onDone'>

function ReplyForm({ thread, people, actions, onDone }: FormProps & { people: readonly MentionablePerson[] }) {
  const [body, setBody] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const { refusal, submit, pending } = useForm(actions.reply, async (said) => {
    setBody('')
    await onDone(said)
    // The button went with the words. Who went on writing in the text meanwhile stays there.
    if (document.activeElement === document.body) field.current?.focus()
  })
  if (thread.may.reply) return <Refused refusal={thread.may.reply} labels={['Reply']} />
  return (
    <form action={submit} className="thread-form">
      <input type="hidden" name="threadId" value={thread.id} />
      <MentionArea label="Reply" name="body" value={body} onChange={setBody} people={people} field={field} error={refusal?.message} rows={body ? 3 : 1} />
      {body !== '' && <div className="thread-tools"><SmallButton submit primary busy={pending}>Reply</SmallButton></div>}
    </form>
  )
}

/** Resolve an open thread, reopen a resolved one. */
function StepForm({ thread, actions, onStepping, onStepped }: Pick<CardProps, 'thread' | 'actions' | 'onStepping' | 'onStepped'>) {
  const open = thread.state.is === 'open'
  const { refusal, submit, pending } = useForm(open ? actions.resolve : actions.reopen, (said) => onStepped(thread.id, said))
  const refused = open ? thread.may.resolve : thread.may.reopen
  if (refused) return <Refused refusal={refused} labels={[open ? 'Resolve' : 'Reopen']} />
  return (
    <form action={submit} onSubmit={() => onStepping(thread.id)}>
      <input type="hidden" name="threadId" value={thread.id} />
      {refusal && <p role="alert" className="text-small font-semibold text-refusal">{refusal.message}</p>}
      <SmallButton submit primary={!open} busy={pending}>{open ? 'Resolve' : 'Reopen'}</SmallButton>
    </form>
  )
}
