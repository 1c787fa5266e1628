import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CommentView } from '@/components/consultation/comment-view'
import { LinkButton } from '@/components/ui/button'
import { Radios, TextArea, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { type ConsultationComment, limits } from '@/lib/consultation/comment'
import type { Consultation } from '@/lib/consultation/consultation'
import { answeringLate } from '@/lib/consultation/policy'
import { commentsOf, consultationsOf } from '@/lib/consultation/queries'
import { db } from '@/lib/db'
import { found } from '../../../found'
import { Hidden } from '../../../sign-off/hidden'
import { answerLate } from '../../actions'

export const metadata: Metadata = { title: 'Answer a late comment' }

interface Props { params: Promise<{ slug: string; comment: string }>; searchParams: Promise<{ number?: string }> }

/** The late comment of this label, in the newest consultation that has one. */
async function lateComment(consultations: readonly Consultation[], label: string): Promise<{ consultation: Consultation; comment: ConsultationComment }> {
  for (const consultation of consultations) {
    const comment = (await commentsOf(db(), consultation.id)).find((one) => one.late && one.label === label)
    if (comment) return { consultation, comment }
  }
  notFound()
}

const choices = [
  { value: 'admit', label: 'Admit', hint: 'It is disposed of like the others, and stays out of the counts.' },
  { value: 'defer', label: 'Defer', hint: 'It goes on the backlog of a later version.' },
  { value: 'decline', label: 'Decline', hint: 'It is kept and not taken up.' },
]

export default async function LateCommentPage({ params, searchParams }: Props) {
  const { slug, comment: label } = await params
  const { number } = await searchParams
  const actor = await requirePerson(`/workspace/standards/${slug}/consultation/late/${label}`)
  const { consultations, standing } = found(await consultationsOf(db(), actor, slug))
  const { consultation, comment } = await lateComment(consultations.filter((one) => number === undefined || String(one.number) === number), label)
  const base = `/workspace/standards/${slug}/consultation`
  const refusal = answeringLate(standing, comment)
  return (
    <Page width="text">
      <Crumbs trail={[{ href: base, label: 'Consultation' }]} />
      <PageHeader kicker={`Consultation ${consultation.number} on ${consultation.versionLabel}`} title={`Answer the late comment ${comment.label}`} lead="Once, with a reason. The person who wrote it reads it." />
      <div className="mb-8 border-y border-line py-4"><CommentView comment={comment} /></div>
      <ActionForm action={answerLate} label={`Answer ${comment.label}`}>
        <Hidden slug={slug} commentId={comment.id} />
        {!refusal && (
          <>
            <Radios name="decision" label="Answer" choices={choices} />
            <TextInput name="deferredTo" label="Deferred to" hint="Only if you defer it: the version that it waits for, such as v1.1." className="w-52" />
            <TextArea name="reason" label="Reason" rows={4} maxLength={limits.reason} required />
            <TextArea name="reply" label="Reply to the person who wrote it (optional)" rows={4} maxLength={limits.body} />
          </>
        )}
        <div className="flex flex-wrap items-start gap-3">
          <SubmitButton refusal={refusal}>Record the answer</SubmitButton>
          <LinkButton href={base} variant="quiet">Not now</LinkButton>
        </div>
      </ActionForm>
    </Page>
  )
}
