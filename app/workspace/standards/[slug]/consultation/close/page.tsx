import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { limits } from '@/lib/consultation/comment'
import { closing } from '@/lib/consultation/policy'
import { consultationsOf } from '@/lib/consultation/queries'
import { db } from '@/lib/db'
import { momentInWords } from '@/lib/kernel/clock'
import { found } from '../../found'
import { Hidden } from '../../sign-off/hidden'
import { closeForComment } from '../actions'

export const metadata: Metadata = { title: 'Close the consultation' }

export default async function CloseConsultationPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/consultation/close`)
  const { consultations: [current], standing, now } = found(await consultationsOf(db(), actor, slug))
  if (!current) notFound()
  const base = `/workspace/standards/${slug}/consultation`
  const refusal = closing(standing, current, now)
  return (
    <Page width="text">
      <Crumbs trail={[{ href: base, label: 'Consultation' }]} />
      <PageHeader kicker={`Consultation ${current.number} on ${current.versionLabel}`} title="Close it before its time?"
        lead={`It would close by itself on ${momentInWords(current.closesAt)}. Once closed, its counts are frozen and every further comment is late.`} />
      <ActionForm action={closeForComment} label="Close the consultation">
        <Hidden slug={slug} consultationId={current.id} />
        {!refusal && <TextArea name="reason" label="Why does it close early?" hint="The public reads this." rows={3} maxLength={limits.reason} required />}
        <div className="flex flex-wrap items-start gap-3">
          <SubmitButton variant="danger" refusal={refusal}>Close the consultation</SubmitButton>
          <LinkButton href={base} variant="quiet">Leave it open</LinkButton>
        </div>
      </ActionForm>
    </Page>
  )
}
