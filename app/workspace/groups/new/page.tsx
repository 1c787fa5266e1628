import type { Metadata } from 'next'
import { TextArea, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { mayCreateGroup } from '@/lib/groups/policy'
import { standingIn } from '@/lib/groups/standing-queries'
import { create } from './actions'

export const metadata: Metadata = { title: 'Create a working group' }

export default async function NewGroup() {
  const actor = await requirePerson('/workspace/groups/new')
  const refusal = mayCreateGroup(await standingIn(db(), actor, null))
  return (
    <Page width="text">
      <Crumbs trail={[{ href: '/workspace/groups', label: 'Working groups' }]} />
      {refusal ? <RefusalPanel refusal={refusal} title="You cannot create a working group" /> : (
        <>
          <PageHeader title="Create a working group" lead="Then invite its members, and charter it once they have joined." />
          <ActionForm action={create}>
            <TextInput name="name" label="Name" hint="The task that the group is about, such as “Free school meals”." />
            <TextArea name="remit" label="Remit" hint="What the group is to agree on, in a few sentences. The public reads this." />
            <SubmitButton>Create the working group</SubmitButton>
          </ActionForm>
        </>
      )}
    </Page>
  )
}
