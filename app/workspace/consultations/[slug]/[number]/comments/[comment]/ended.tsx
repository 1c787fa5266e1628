import { TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page'
import { currentActor } from '@/lib/auth/session'
import { counted, outcomeInWords } from '@/lib/consultation/disposition'
import { withdrawingComment } from '@/lib/consultation/disposition-policy'
import { disposedComment, isAnswered } from '@/lib/consultation/disposition-queries'
import { db } from '@/lib/db'
import { momentInWords } from '@/lib/kernel/clock'
import { withdraw } from './actions'

/** How the comment was disposed of; and, for its author, the way to withdraw it. */
export async function Ended({ slug, number, commentId }: { slug: string; number: string; commentId: string }) {
  const actor = await currentActor()
  const { comment, consultation } = (await disposedComment(db(), commentId))!
  const last = counted(comment)
  const own = actor.kind === 'person' && actor.id === comment.authorId
  const refusal = withdrawingComment(actor.kind === 'person' ? actor.id : null, comment, await isAnswered(db(), consultation))
  return (
    <>
      {last && (
        <div className="mt-6">
          <Notice kind="done" title={`${outcomeInWords[last.outcome]}${last.deferredTo && ` to ${last.deferredTo}`}`}>
            {last.reason && <p className="whitespace-pre-line">{last.reason}</p>}
            <p className="text-small">{momentInWords(last.disposedAt)}</p>
          </Notice>
        </div>
      )}
      {own && last?.outcome !== 'withdrawn' && (
        <Section title="Withdraw it">
          <ActionForm action={withdraw} prefix="withdraw" label={`Withdraw ${comment.label}`} className="space-y-4">
            <input type="hidden" name="slug" value={slug} />
            <input type="hidden" name="consultation" value={number} />
            <input type="hidden" name="label" value={comment.label} />
            <input type="hidden" name="commentId" value={comment.id} />
            {!refusal && <TextArea name="reason" label="Why? (optional)" hint="It stays on the record, and needs no answer any more. This is final." rows={2} maxLength={2000} />}
            <SubmitButton variant="danger" refusal={refusal}>Withdraw {comment.label}</SubmitButton>
          </ActionForm>
        </Section>
      )}
    </>
  )
}
