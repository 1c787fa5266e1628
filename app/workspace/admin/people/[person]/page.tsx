import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Select, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { Tag } from '@/components/ui/tag'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { momentInWords } from '@/lib/kernel/clock'
import { isUuid } from '@/lib/kernel/ids'
import { maySuspend } from '@/lib/organisations/organisation'
import type { organisationsOf} from '@/lib/organisations/queries';
import { organisationsNamed, personForAdmin } from '@/lib/organisations/queries'
import { endMembership, join, restore, showEmail, suspend } from '../actions'

export const metadata: Metadata = { title: 'Person' }

export default async function PersonPage({ params }: { params: Promise<{ person: string }> }) {
  const { person: id } = await params
  const actor = await requirePerson(`/workspace/admin/people/${encodeURIComponent(id)}`)
  const found = await personForAdmin(db(), actor, isUuid(id) ? id : '00000000-0000-0000-0000-000000000000')
  if (!found.ok && found.refusal.code === 'not-found') notFound()
  if (!found.ok) return <Page><RefusalPanel refusal={found.refusal} /></Page>
  const { person, organisations, activeAdmins } = found.value
  const whom = <input type="hidden" name="person" value={person.id} />
  return (
    <Page width="text">
      <Crumbs trail={[{ href: '/workspace/admin', label: 'Admin' }, { href: '/workspace/admin/people', label: 'People' }]} />
      <PageHeader title={person.name} kicker={person.isAdmin ? 'Administrator' : 'Person'} lead={`Here since ${momentInWords(person.createdAt)}.`}
        actions={person.suspendedAt ? <Tag kind="refusal">Suspended</Tag> : undefined} />
      <Section title="E-mail address">
        <ActionForm action={showEmail} prefix="email" className="space-y-3">
          {whom}
          <p className="max-w-prose text-quiet">Looking at it is recorded in the audit trail.</p>
          <SubmitButton variant="secondary">Show the address</SubmitButton>
        </ActionForm>
      </Section>
      <Section title="Organisations">
        <Memberships personId={person.id} organisations={organisations} />
      </Section>
      <Section title={person.suspendedAt ? 'Restore the account' : 'Suspend the account'}>
        {person.suspendedAt ? (
          <ActionForm action={restore} prefix="restore">{whom}<SubmitButton>Restore the account</SubmitButton></ActionForm>
        ) : (
          <ActionForm action={suspend} prefix="suspend">
            {whom}
            <TextInput name="reason" label="Reason" hint="Kept in the audit trail. All sessions end at once; what the person wrote stays." />
            <SubmitButton variant="danger" refusal={maySuspend(actor, person, activeAdmins)}>Suspend the account</SubmitButton>
          </ActionForm>
        )}
      </Section>
    </Page>
  )
}

async function Memberships({ personId, organisations }: { personId: string; organisations: Awaited<ReturnType<typeof organisationsOf>> }) {
  const all = await organisationsNamed(db())
  return (
    <>
      {organisations.length === 0 && <p className="mb-4 text-quiet">None yet.</p>}
      <ul className="mb-6">
        {organisations.map((one) => (
          <li key={one.id} className="flex flex-wrap items-baseline justify-between gap-3 border-b border-line py-2">
            <span><span className="font-semibold">{one.name}</span>{one.constituency && `, ${one.constituency}`}</span>
            <ActionForm action={endMembership} prefix={`end-${one.id}`} className="">
              <input type="hidden" name="person" value={personId} /><input type="hidden" name="organisation" value={one.id} />
              <SubmitButton variant="secondary" size="small">End<span className="sr-only"> the membership of {one.name}</span></SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
      <ActionForm action={join} prefix="join" label="Add to an organisation" className="space-y-4">
        <input type="hidden" name="person" value={personId} />
        <Select name="organisation" label="Organisation" choices={[{ value: '', label: 'Choose one' }, ...all.map((one) => ({ value: one.id, label: one.name }))]} />
        <Select name="constituency" label="Constituency" choices={[{ value: '', label: 'None' }, { value: 'service team', label: 'Service team' }, { value: 'digital team', label: 'Digital team' }, { value: 'supplier', label: 'Supplier' }]} />
        <SubmitButton variant="secondary">Add to the organisation</SubmitButton>
      </ActionForm>
    </>
  )
}
