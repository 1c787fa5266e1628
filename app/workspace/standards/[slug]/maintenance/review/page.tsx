import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { Checkboxes, Radios, TextArea, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { dateInWords, londonDate } from '@/lib/kernel/clock'
import { recordingReview } from '@/lib/maintenance/policy'
import { maintenanceOf } from '@/lib/maintenance/queries'
import { labelOf, nextPublicNumbers } from '@/lib/versions/version'
import { found } from '../../found'
import { recordReviewAction } from '../actions'

export const metadata: Metadata = { title: 'Record a review' }

export default async function ReviewPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/maintenance/review`)
  const { standard, standing, history, now } = found(await maintenanceOf(db(), actor, slug))
  const inForce = history.find((one) => one.state.kind === 'current')
  const refusal = recordingReview(standing, inForce?.state)
  const base = `/workspace/standards/${slug}/maintenance`
  const crumbs = <Crumbs trail={[{ href: base, label: 'Maintenance' }]} />
  if (refusal) return <Page width="text">{crumbs}<RefusalPanel refusal={refusal} title="You cannot record a review here"><LinkButton href={base}>Back to maintenance</LinkButton></RefusalPanel></Page>
  if (!inForce) return <Page width="text">{crumbs}<PageHeader title="Record a review" /><p>No version is in force, so there is nothing to review.</p></Page>
  const [minor, major] = nextPublicNumbers(history).map(labelOf)
  return (
    <Page width="text">
      {crumbs}
      <PageHeader kicker={standard.title} title={`The review of ${inForce.label}`} lead={`Due on ${dateInWords(new Date(`${inForce.reviewDate}T12:00:00Z`))}. What it came to is public, with its reason.`} />
      <ActionForm action={recordReviewAction} label="Record the outcome">
        {Object.entries({ slug, standardId: standard.id, publicationId: inForce.id }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <Radios name="outcome" label="What did the review come to?" choices={[
          { value: 'confirm', label: 'Confirm', hint: 'It stays in force as it stands, until the next review.' },
          { value: 'revise', label: 'Revise', hint: 'It stays in force while the group writes the next version.' },
          { value: 'withdraw', label: 'Withdraw', hint: 'It is no longer in force, at once. What was published before it, and not withdrawn, is in force again.' },
        ]} />
        <TextArea name="reason" label="Why?" hint="The public reads this." rows={4} maxLength={2000} required />
        <TextInput name="nextReviewDate" type="date" label="Next review date" hint="To confirm or revise: after today, and within three years." min={londonDate(now)} />
        <Radios name="forVersion" label="To revise: for which number?" defaultValue="minor" choices={[
          { value: 'minor', label: minor!, hint: 'A minor number' }, { value: 'major', label: major ?? minor!, hint: 'A major number: what conformed may no longer' },
        ]} />
        <Checkboxes name="hidesText" label="To withdraw: the text" choices={[{ value: 'yes', label: 'Hide the text too', hint: 'Only where the law asks for it. The digest and the reason stay.' }]} />
        <SubmitButton>Record the outcome</SubmitButton>
      </ActionForm>
    </Page>
  )
}
