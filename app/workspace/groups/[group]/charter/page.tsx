import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { mayCharter } from '@/lib/groups/policy'
import { charterFor, groupForPerson, membersFor } from '@/lib/groups/queries'
import { charter } from './actions'
import { SeatRows } from './seat-rows'
import { CharterTermsFields } from './terms-fields'

export const metadata: Metadata = { title: 'Charter' }

export default async function CharterPage({ params }: { params: Promise<{ group: string }> }) {
  const { group: slug } = await params
  const actor = await requirePerson(`/workspace/groups/${slug}/charter`)
  const found = await groupForPerson(db(), actor, slug)
  if (!found.ok) notFound()
  const { group, standing } = found.value
  const [before, members] = [await charterFor(db(), found.value), await membersFor(db(), found.value)]
  const refusal = mayCharter(standing)
  const trail = [{ href: '/workspace/groups', label: 'Working groups' }, { href: `/workspace/groups/${slug}`, label: group.name }]
  if (refusal) return <Page width="text"><Crumbs trail={trail} /><RefusalPanel refusal={refusal} title="You cannot charter this working group" /></Page>
  return (
    <Page width="text">
      <Crumbs trail={trail} />
      <PageHeader kicker={group.name} title={before ? `Make charter ${before.charter.number + 1}` : 'Charter the working group'}
        lead="A charter never changes. To change one, make the next: everybody reads what it changes." />
      {members.length === 0 && (
        <div className="mb-8"><Notice kind="waits" title="Nobody has joined yet">
          <p>Seats are held by members. Invite them first.</p>
          <p className="mt-3"><LinkButton href={`/workspace/groups/${slug}/members`} size="small">Invite members</LinkButton></p>
        </Notice></div>
      )}
      <ActionForm action={charter} className="space-y-8">
        <input type="hidden" name="group" value={slug} />
        {before && <TextArea name="changes" label="What this charter changes" rows={2} />}
        <TextArea name="scope" label="Scope" hint="What the group is to agree on, and what it leaves alone." defaultValue={before?.charter.scope} />
        <SeatRows seats={(before?.seats ?? []).map((seat) => ({ name: seat.name, holderId: seat.holderId, substituteId: seat.substituteId ?? '' }))}
          eligible={members.map((member) => ({ personId: member.personId, label: `${member.name}, ${member.organisation} (${member.constituency})` }))} />
        <CharterTermsFields terms={before?.charter} />
        <SubmitButton>{before ? 'Make the new charter' : 'Charter the group'}</SubmitButton>
      </ActionForm>
    </Page>
  )
}
