import type { Metadata } from 'next'
import { TopBlock } from '@/components/document/document-view'
import { documentClasses } from '@/components/document/requirement-classes'
import { LinkButton } from '@/components/ui/button'
import { Checkboxes, Radios, Select, TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { colleaguesOf } from '@/lib/consultation/colleague-queries'
import { commentKinds, kindInWords, limits } from '@/lib/consultation/comment'
import { takesComments, workspaceAddress } from '@/lib/consultation/consultation'
import type { ConsultationOfPerson } from '@/lib/consultation/person-queries'
import { closedInWords, commenting } from '@/lib/consultation/policy'
import { db } from '@/lib/db'
import { requirementsOf } from '@/lib/document/requirements'
import { type At, consultationFound } from '../../../found'
import { comment } from '../../../actions'

export const metadata: Metadata = { title: 'Comment' }

interface Props { params: Promise<At>; searchParams: Promise<{ on?: string }> }

export default async function CommentPage({ params, searchParams }: Props) {
  const [at, { on = '' }] = [await params, await searchParams]
  const view = await consultationFound(at, `/comment?on=${encodeURIComponent(on)}`)
  const { consultation, content, now } = view
  const requirement = requirementsOf(content).find((one) => on !== '' && (one.ref === on || one.id === on))
  const late = !takesComments(consultation, now)
  const place = requirement ? requirement.ref ?? 'a requirement' : consultation.versionLabel
  return (
    <Page width="text">
      <Crumbs trail={[{ href: '/workspace/consultations', label: 'Consultations' }, { href: workspaceAddress(consultation), label: consultation.title }]} />
      <PageHeader kicker={`${consultation.title}, ${consultation.versionLabel}`} title={late ? `Late comment on ${place}` : `Comment on ${place}`} />
      {late && <div className="mb-6"><Notice kind="waits" title="This will be a late comment"><p>{closedInWords(consultation)} It is in none of the counts; the advisor answers it with a reason.</p></Notice></div>}
      {requirement && <div className={`${documentClasses.page} mb-8`}><TopBlock node={requirement.node} /></div>}
      <CommentForm view={view} blockId={requirement?.id ?? null} late={late} />
    </Page>
  )
}

async function CommentForm({ view, blockId, late }: { view: ConsultationOfPerson; blockId: string | null; late: boolean }) {
  const { consultation, standing, content, now } = view
  const refusal = commenting(standing, consultation, now)
  const places = [{ value: '', label: 'The whole text' }, ...requirementsOf(content).map((one) => ({ value: one.id, label: `${one.ref ?? ''} ${one.statement.text.slice(0, 60)}` }))]
  return (
    <ActionForm action={comment} label={late ? 'Late comment' : 'Comment'}>
      <input type="hidden" name="slug" value={consultation.slug} />
      <input type="hidden" name="consultation" value={consultation.number} />
      <input type="hidden" name="consultationId" value={consultation.id} />
      {blockId && <input type="hidden" name="blockId" value={blockId} />}
      {!refusal && (
        <>
          {!blockId && <Select name="blockId" label="What is it on?" choices={places} className="max-w-2xl" />}
          <Radios name="kind" label="Kind" choices={commentKinds.map((kind) => ({ value: kind, label: kindInWords[kind][0], hint: kindInWords[kind][1] }))} />
          <TextArea name="body" label="Your comment" hint="It is published without your name when the consultation has closed, and never changes." rows={6} maxLength={limits.body} required />
          <TextArea name="proposedText" label="Text you would have instead (optional)" rows={3} maxLength={limits.proposedText} />
          <Capacity view={view} />
        </>
      )}
      <div className="flex flex-wrap items-start gap-3">
        <SubmitButton refusal={refusal}>{late ? 'Send the late comment' : 'Send the comment'}</SubmitButton>
        <LinkButton href={workspaceAddress(consultation)} variant="quiet">Not now</LinkButton>
      </div>
    </ActionForm>
  )
}

/** For oneself, or for the organisation that one submits for; then colleagues' comments may be taken along. */
async function Capacity({ view: { consultation, organisations, standing, source } }: { view: ConsultationOfPerson }) {
  const submits = organisations.filter((one) => one.submitter?.personId === standing.personId)
  if (submits.length === 0) return <p className="max-w-prose text-small text-quiet">You write for yourself, shown as {source}.</p>
  const actor = await requirePerson('/workspace/consultations')
  const seen = await Promise.all(submits.map((one) => colleaguesOf(db(), actor, consultation.slug, consultation.number, one.slug)))
  const free = seen.flatMap((one) => (one.ok ? one.value.comments.filter((written) => written.takenInto === null) : []))
  return (
    <>
      <Radios name="writtenFor" label="On behalf of" defaultValue="self" choices={[
        { value: 'self', label: 'Yourself', hint: `Shown as ${source}` }, ...submits.map((one) => ({ value: `organisation ${one.id}`, label: one.name, hint: 'You submit for it in this consultation' })),
      ]} />
      {free.length > 0 && (
        <Checkboxes name="takes" label="Comments of colleagues that this takes in" hint="Only with a comment on behalf of the organisation."
          choices={free.map((one) => ({ value: one.id, label: `${one.ref || 'The whole text'}: ${one.body}`, hint: one.authorName }))} />
      )}
    </>
  )
}
