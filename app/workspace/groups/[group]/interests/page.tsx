import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DeclaredList } from '@/components/calls/interests'
import { Checkboxes, TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { declarationsOf } from '@/lib/calls/declaration-queries'
import { mayDeclare } from '@/lib/calls/policy'
import { db } from '@/lib/db'
import { groupForPerson } from '@/lib/groups/queries'
import { declare } from './actions'

export const metadata: Metadata = { title: 'Declare an interest' }

/** A member's own declarations, and the next. */
export default async function DeclareInterest({ params }: { params: Promise<{ group: string }> }) {
  const { group: slug } = await params
  const actor = await requirePerson(`/workspace/groups/${slug}/interests`)
  const found = await groupForPerson(db(), actor, slug)
  if (!found.ok) notFound()
  const { group, standing } = found.value
  const refusal = mayDeclare(standing)
  const own = (await declarationsOf(db(), [actor.id])).get(actor.id) ?? []
  return (
    <Page width="text">
      <Crumbs trail={[{ href: '/workspace/groups', label: 'Working groups' }, { href: `/workspace/groups/${slug}`, label: group.name }]} />
      {refusal ? <RefusalPanel refusal={refusal} title="You cannot declare an interest here" /> : (
        <>
          <PageHeader kicker={group.name} title="Declare an interest" lead="It stands beside your name ever after, the newest first, and in public beside a seat that you take positions for. Nothing that you declared is deleted." />
          <ActionForm action={declare}>
            <input type="hidden" name="group" value={group.id} /><input type="hidden" name="groupSlug" value={slug} />
            <TextArea name="interests" label="Declaration of interest" hint="Contracts, products, work or family that others should know of." />
            <Checkboxes name="nothing" label="Or" choices={[{ value: 'yes', label: 'I have nothing to declare' }]} />
            <SubmitButton>Declare</SubmitButton>
          </ActionForm>
          <Section title="What you declared">
            {own.length === 0 ? <p className="text-quiet">Nothing yet.</p> : <DeclaredList declared={own} />}
          </Section>
        </>
      )}
    </Page>
  )
}
