import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Select, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { RefusalLine, RefusalPanel } from '@/components/ui/refusal'
import { Table } from '@/components/ui/table'
import { requirePerson } from '@/lib/auth/session'
import { declarationsOf } from '@/lib/calls/declaration-queries'
import { db } from '@/lib/db'
import { constituencies } from '@/lib/groups/constituency'
import { memberRoles, roleInWords } from '@/lib/groups/group'
import { mayInvite, mayLeave } from '@/lib/groups/policy'
import { advisorsFor, assignable, groupForPerson, type GroupInView, type InvitationInView, membersFor, openInvitations } from '@/lib/groups/queries'
import { mayIn } from '@/lib/groups/standing'
import { momentInWords } from '@/lib/kernel/clock'
import { organisationsNamed } from '@/lib/organisations/queries'
import { assign, invite, leave, unassign, withdraw } from './actions'
import { Members } from './members'

export const metadata: Metadata = { title: 'Members and invitations' }

export default async function MembersPage({ params }: { params: Promise<{ group: string }> }) {
  const { group: slug } = await params
  const actor = await requirePerson(`/workspace/groups/${slug}/members`)
  const found = await groupForPerson(db(), actor, slug)
  if (!found.ok) notFound()
  const { group, standing } = found.value
  const [refusal, assigns] = [mayIn(standing, 'public.readMemberNames'), mayIn(standing, 'groups.assignAdvisor') === null]
  const members = await membersFor(db(), found.value)
  const leads = members.filter((member) => member.role === 'lead').length
  return (
    <Page>
      <Crumbs trail={[{ href: '/workspace/groups', label: 'Working groups' }, { href: `/workspace/groups/${slug}`, label: group.name }]} />
      {refusal && !assigns ? <RefusalPanel refusal={refusal} /> : (
        <>
          <PageHeader title="Members and invitations" kicker={group.name} />
          <Section title="Members">
            {refusal ? <RefusalLine refusal={refusal} /> : <Members groupId={group.id} standing={standing} members={members} leads={leads} declared={await declarationsOf(db(), members.map((one) => one.personId))} />}
          </Section>
          <Advisors found={found.value} assigns={assigns} />
          {mayInvite(standing) === null && <Invitations found={found.value} />}
          {(standing.member || standing.advisor === 'assigned') && (
            <Section title="Leave this working group">
              <ActionForm action={leave} prefix="leave">
                <input type="hidden" name="group" value={group.id} />
                <p className="mb-3 max-w-prose">What you wrote stays, under your name. {standing.member ? 'To come back you need a new invitation.' : 'To come back an administrator must assign you again.'}</p>
                <SubmitButton variant="danger" refusal={mayLeave(standing, leads)}>Leave the working group</SubmitButton>
              </ActionForm>
            </Section>
          )}
        </>
      )}
    </Page>
  )
}

async function Advisors({ found, assigns }: { found: GroupInView; assigns: boolean }) {
  const [advisors, free] = [await advisorsFor(db(), found), await assignable(db(), found)]
  const others = free.filter((person) => !advisors.some((advisor) => advisor.personId === person.personId))
  return (
    <Section title="Advisors">
      {advisors.length === 0 && <p className="max-w-prose text-quiet">No advisor is assigned. An administrator assigns one.</p>}
      <ul className="max-w-prose">
        {advisors.map((advisor) => (
          <li key={advisor.personId} className="flex flex-wrap items-baseline justify-between gap-3 border-b border-line py-2">
            <span><span className="font-semibold">{advisor.name}</span>, {advisor.organisation}</span>
            {assigns && <PersonForm action={unassign} group={found.group.id} person={advisor.personId} label={`End ${advisor.name}’s assignment`} text="End assignment" />}
          </li>
        ))}
      </ul>
      {assigns && others.length > 0 && (
        <ActionForm action={assign} prefix="assign" label="Assign an advisor" className="mt-4 flex flex-wrap items-end gap-3">
          <input type="hidden" name="group" value={found.group.id} />
          <Select name="person" label="Assign an advisor" className="w-72" choices={others.map((person) => ({ value: person.personId, label: person.name }))} />
          <SubmitButton variant="secondary">Assign</SubmitButton>
        </ActionForm>
      )}
    </Section>
  )
}

function PersonForm({ action, group, person, label, text }: { action: typeof unassign; group: string; person: string; label: string; text: string }) {
  return (
    <ActionForm action={action} prefix={`p-${person}`} label={label} className="space-y-2">
      <input type="hidden" name="group" value={group} /><input type="hidden" name="person" value={person} />
      <SubmitButton variant="secondary" size="small">{text}<span className="sr-only">: {label}</span></SubmitButton>
    </ActionForm>
  )
}

async function Invitations({ found }: { found: GroupInView }) {
  const [open, organisations] = [await openInvitations(db(), found), await organisationsNamed(db())]
  const grantable = memberRoles.filter((role) => mayInvite(found.standing, role) === null)
  return (
    <Section title="Invitations">
      {open.length > 0 && <div className="mb-8"><OpenInvitations open={open} /></div>}
      <h3 className="mb-3 font-semibold">Invite someone</h3>
      <ActionForm action={invite} prefix="invite" label="Invite someone">
        <input type="hidden" name="group" value={found.group.id} />
        <TextInput name="email" type="email" label="E-mail address" hint="The invitation can be accepted with this address only." autoComplete="off" spellCheck={false} />
        <Select name="organisation" label="Organisation" choices={[{ value: '', label: 'Choose one' },
          ...organisations.filter((one) => one.kind !== 'advisory body').map((one) => ({ value: one.id, label: one.name }))]} />
        <Select name="constituency" label="Constituency" hint="Suppliers’ people are of the constituency supplier." choices={[{ value: '', label: 'Choose one' },
          ...constituencies.map((one) => ({ value: one, label: one[0]!.toUpperCase() + one.slice(1) }))]} />
        <Select name="role" label="Role" defaultValue="reviewer" hint="Observers read; reviewers comment and propose; editors write." choices={grantable.map((role) => ({ value: role, label: titled(roleInWords(role)) }))} />
        <SubmitButton>Send the invitation</SubmitButton>
      </ActionForm>
    </Section>
  )
}

const titled = (text: string) => text[0]!.toUpperCase() + text.slice(1)

function OpenInvitations({ open }: { open: readonly InvitationInView[] }) {
  return (
    <Table caption="Waiting to be accepted" rows={open} keyOf={(one) => one.id} columns={[
      { heading: 'Address', cell: (one) => one.email },
      { heading: 'As', cell: (one) => `${roleInWords(one.role)}, ${one.organisation} (${one.constituency})` },
      { heading: 'Until', cell: (one) => momentInWords(one.expiresAt) },
      {
        heading: 'Withdraw', hideHeading: true, cell: (one) => (
          <ActionForm action={withdraw} prefix={`w-${one.id}`} className="">
            <input type="hidden" name="invitation" value={one.id} />
            <SubmitButton variant="secondary" size="small">Withdraw<span className="sr-only"> the invitation to {one.email}</span></SubmitButton>
          </ActionForm>
        ),
      },
    ]} />
  )
}
