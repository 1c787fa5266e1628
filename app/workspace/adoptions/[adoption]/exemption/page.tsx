import type { Metadata } from 'next'
import { Select, TextArea, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { addingTo, longestReason } from '@/lib/adoption/policy'
import type { RequirementFor } from '@/lib/adoption/queries'
import { longestPost } from '@/lib/publication/policy'
import { addExemption } from '../../actions'
import { adoptionFound } from '../found'

export const metadata: Metadata = { title: 'Record an exemption' }

export default async function ExemptionPage({ params }: { params: Promise<{ adoption: string }> }) {
  const { adoption, council, requirements, today } = await adoptionFound(params, '/exemption')
  const refusal = addingTo(adoption)
  const crumbs = <Crumbs trail={[{ href: '/workspace/adoptions', label: 'Adoptions' }, { href: `/workspace/adoptions/${adoption.id}`, label: `${adoption.title}, ${adoption.label}` }]} />
  if (refusal) return <Page width="text">{crumbs}<RefusalPanel refusal={refusal} title="Nothing can be added to this adoption" /></Page>
  return (
    <Page width="text">
      {crumbs}
      <PageHeader kicker={council.name} title="Record an exemption" lead={`One requirement of ${adoption.label} that your council does not meet yet. It ends by itself on its last day; to make it last longer, record another.`} />
      <ActionForm action={addExemption} label="Record the exemption">
        <input type="hidden" name="adoptionId" value={adoption.id} />
        <Select name="blockId" label="From which requirement?" hint="Those that apply to your council." choices={[{ value: '', label: 'Choose' }, ...(requirements ?? []).filter((one) => one.applicability !== 'does not apply').map(choice)]} className="max-w-2xl" />
        <TextArea name="reason" label="Why is it not met yet?" rows={3} maxLength={longestReason} required />
        <TextInput name="ownerPost" label="Owner" hint="The post, not the person, that sees to it." maxLength={longestPost} required />
        <TextInput name="expiresOn" type="date" label="Last day of the exemption" hint="Every exemption expires." min={today} required className="max-w-xs" />
        <SubmitButton>Record the exemption</SubmitButton>
      </ActionForm>
    </Page>
  )
}

function choice({ requirement }: RequirementFor) {
  const words = requirement.statement.text
  return { value: requirement.id, label: `${requirement.ref}, ${requirement.level}: ${words.length > 80 ? `${words.slice(0, 79)}…` : words}` }
}
