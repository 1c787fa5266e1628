import type { Metadata } from 'next'
import { MeasuresFields } from '@/components/adoption/measures-fields'
import { WhoSees } from '@/components/adoption/who-sees'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { addingTo } from '@/lib/adoption/policy'
import { addMeasures } from '../../actions'
import { adoptionFound } from '../found'

export const metadata: Metadata = { title: 'Measures' }

interface Props { params: Promise<{ adoption: string }>; searchParams: Promise<{ from?: string | string[] }> }

/** `?from=` the revision that is corrected; those of an earlier version's adoption count on, and cannot be. */
export default async function MeasuresPage({ params, searchParams }: Props) {
  const { from } = await searchParams
  const { adoption, council, measures, today } = await adoptionFound(params, typeof from === 'string' ? `/measures?from=${from}` : '/measures')
  const refusal = addingTo(adoption)
  const crumbs = <Crumbs trail={[{ href: '/workspace/adoptions', label: 'Adoptions' }, { href: `/workspace/adoptions/${adoption.id}`, label: `${adoption.title}, ${adoption.label}` }]} />
  if (refusal) return <Page width="text">{crumbs}<RefusalPanel refusal={refusal} title="Nothing can be added to this adoption" /></Page>
  const corrected = measures.find((one) => one.adoptionId === adoption.id && String(one.revision) === from)
  return (
    <Page width="text">
      {crumbs}
      <PageHeader kicker={council.name} title={corrected ? 'Correct the figures' : 'Add figures'}
        lead={corrected ? 'What was recorded before stays on record.' : 'What your council measured over a period that is over, best twelve months. Leave empty what you do not measure.'} />
      <ActionForm action={addMeasures} label="Record the figures">
        <WhoSees />
        <input type="hidden" name="adoptionId" value={adoption.id} />
        <input type="hidden" name="corrects" value={corrected?.revision ?? ''} />
        <MeasuresFields measures={corrected} today={today} />
        <SubmitButton>Record the figures</SubmitButton>
      </ActionForm>
    </Page>
  )
}
