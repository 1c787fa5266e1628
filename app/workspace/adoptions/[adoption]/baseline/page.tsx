import type { Metadata } from 'next'
import { BaselineFields } from '@/components/adoption/baseline-fields'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { addingTo } from '@/lib/adoption/policy'
import { addBaseline } from '../../actions'
import { adoptionFound } from '../found'

export const metadata: Metadata = { title: 'Baseline' }

export default async function BaselinePage({ params }: { params: Promise<{ adoption: string }> }) {
  const { adoption, council, baselines, today } = await adoptionFound(params, '/baseline')
  const refusal = addingTo(adoption)
  const crumbs = <Crumbs trail={[{ href: '/workspace/adoptions', label: 'Adoptions' }, { href: `/workspace/adoptions/${adoption.id}`, label: `${adoption.title}, ${adoption.label}` }]} />
  if (refusal) return <Page width="text">{crumbs}<RefusalPanel refusal={refusal} title="Nothing can be added to this adoption" /></Page>
  return (
    <Page width="text">
      {crumbs}
      <PageHeader kicker={council.name} title={baselines.length > 0 ? 'Correct the baseline' : 'Add a baseline'}
        lead={baselines.length > 0 ? 'What was recorded before stays on record.' : 'Where your council starts from, so that you can tell later what changed.'} />
      <ActionForm action={addBaseline} label="Record the baseline">
        <input type="hidden" name="adoptionId" value={adoption.id} />
        <BaselineFields baseline={baselines.at(-1)} today={today} />
        <SubmitButton>Record the baseline</SubmitButton>
      </ActionForm>
    </Page>
  )
}
