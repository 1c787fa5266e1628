import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LinkButton } from '@/components/ui/button'
import { Checkboxes, TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { withdrawingPublication } from '@/lib/publication/policy'
import { publishingOf } from '@/lib/publication/workspace-queries'
import { found } from '../../found'
import { withdrawPublished } from '../actions'

export const metadata: Metadata = { title: 'Withdraw a publication' }

interface Props { params: Promise<{ slug: string }>; searchParams: Promise<{ number?: string }> }

export default async function WithdrawPublicationPage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/publish/withdraw`)
  const { standard, standing, history } = found(await publishingOf(db(), actor, slug))
  const { number } = await searchParams
  const publication = history.find((one) => one.label === number)
  if (!publication) notFound()
  const base = `/workspace/standards/${slug}`
  const refusal = withdrawingPublication(standing, publication.state)
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/publish`, label: 'Publish' }]} />
      <PageHeader kicker={publication.title} title={`Withdraw ${publication.label}?`}
        lead="It is no longer in force, and its page says so and why. What was published before it, and not withdrawn, is in force again." />
      <ActionForm action={withdrawPublished}>
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="standardId" value={standard.id} />
        <input type="hidden" name="publicationId" value={publication.id} />
        {!refusal && (
          <>
            <TextArea name="reason" label="Why is it withdrawn?" hint="The public reads this." rows={4} maxLength={2000} required />
            <Checkboxes name="hidesText" label="The text" choices={[{ value: 'yes', label: 'Hide the text too', hint: 'Only where the law asks for it. The digest and the reason stay.' }]} />
          </>
        )}
        <div className="flex flex-wrap items-start gap-3">
          <SubmitButton variant="danger" refusal={refusal}>Withdraw {publication.label}</SubmitButton>
          <LinkButton href={`${base}/publish`} variant="quiet">Leave it in force</LinkButton>
        </div>
      </ActionForm>
    </Page>
  )
}
