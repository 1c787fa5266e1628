'use client'
import { useEffect, useRef, useState } from 'react'
import { useDraft } from '@/components/editor/draft-context'
import type { Anchor, MentionablePerson } from '@/lib/comments/comment'
import type { CommentActions } from './actions'
import { SmallButton, useForm } from './form-parts'
import { MentionArea } from './mention-area'
import { anchorAsText } from './pointer'

interface Props {
  readonly anchor: Anchor
  readonly people: readonly MentionablePerson[]
  readonly actions: CommentActions
  readonly onDone: (threadId: string, anchor: Anchor) => Promise<void>
  readonly onCancel: () => void
  /** Told whether there is anything in it. */
  readonly onBegin: (any: boolean) => void
}

/** A thread being started. */
export function Composer({ anchor, people, actions, onDone, onCancel, onBegin }: Props) {
  const { standardId } = useDraft()
  const [body, setBody] = useState('')
  const { refusal, submit, pending } = useForm(actions.start, (id) => onDone(id, anchor))
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => { onBegin(body.trim() !== ''); return () => onBegin(false) }, [body, onBegin])
  useEffect(() => {
    // At once: a key that comes before the next frame would be written into the text.
    field.current?.focus({ preventScroll: true })
    // Once it stands level with its text, or its sheet is shown.
    const frame = requestAnimationFrame(() => { field.current?.focus({ preventScroll: true }); field.current?.scrollIntoView({ block: 'nearest' }) })
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <form action={submit} className="thread thread-form" data-active="true" aria-label="New comment"
      onKeyDown={(event) => { if (event.key === 'Escape' && body.trim() === '') { event.stopPropagation(); onCancel() } }}>
      <input type="hidden" name="standardId" value={standardId} />
      <input type="hidden" name="anchor" value={anchorAsText(anchor)} />
      {anchor.on === 'whole'
        ? <p className="thread-on">On the whole draft</p>
        : <p className="thread-quotation"><span className="sr-only">On: </span>{anchor.quotation || 'a block without words'}</p>}
      <MentionArea label="Your comment" name="body" value={body} onChange={setBody} people={people} field={field} error={refusal?.message} />
      <p className="text-small text-quiet">Write @ and a name to mention somebody of the group.</p>
      <div className="thread-tools">
        <SmallButton submit primary busy={pending}>Comment</SmallButton>
        <SmallButton onClick={onCancel}>Cancel</SmallButton>
      </div>
    </form>
  )
}
