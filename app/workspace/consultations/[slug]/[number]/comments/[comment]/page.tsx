import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CommentView } from '@/components/consultation/comment-view'
import { TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { limits } from '@/lib/consultation/comment'
import { workspaceAddress } from '@/lib/consultation/consultation'
import { commentForPerson } from '@/lib/consultation/person-queries'
import { replying } from '@/lib/consultation/policy'
import { db } from '@/lib/db'
import { Ended } from './ended'
import { reply } from '../../../../actions'
import { type At, numberOf } from '../../../../found'

export const metadata: Metadata = { title: 'Comment' }

interface Props { params: Promise<At & { comment: string }>; searchParams: Promise<{ done?: string }> }

/** One comment, for its author and for the working group. */
export default async function OneCommentPage({ params, searchParams }: Props) {
  const at = await params
  const actor = await requirePerson(`/workspace/consultations/${at.slug}/${at.number}/comments/${at.comment}`)
  const found = await commentForPerson(db(), actor, at.slug, numberOf(at), at.comment)
  if (!found.ok) notFound()
  const { consultation, standing, comment } = found.value
  const refusal = replying(standing, comment)
  return (
    <Page width="text">
      <Crumbs trail={[{ href: '/workspace/consultations', label: 'Consultations' }, { href: workspaceAddress(consultation), label: consultation.title }]} />
      <PageHeader kicker={`${consultation.title}, ${consultation.versionLabel}`} title={comment.late ? `Late comment ${comment.label}` : `Comment ${comment.label}`} />
      {(await searchParams).done === 'reply' && <div className="mb-6"><Notice kind="done" live title="Your reply is recorded"><p>Whoever wrote the comment reads it here.</p></Notice></div>}
      <CommentView comment={comment} />
      <Ended slug={at.slug} number={at.number} commentId={comment.id} />
      <Section title="Reply">
        <ActionForm action={reply} label={`Reply to ${comment.label}`}>
          <input type="hidden" name="slug" value={consultation.slug} />
          <input type="hidden" name="consultation" value={consultation.number} />
          <input type="hidden" name="commentId" value={comment.id} />
          <input type="hidden" name="label" value={comment.label} />
          {!refusal && <TextArea name="body" label="Your reply" hint="The working group and the person who wrote the comment read it." rows={4} maxLength={limits.body} required />}
          <SubmitButton refusal={refusal}>Send the reply</SubmitButton>
        </ActionForm>
      </Section>
    </Page>
  )
}
