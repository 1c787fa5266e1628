import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LinkButton } from '@/components/ui/button'
import { Select, TextArea, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { constituencies } from '@/lib/groups/constituency'
import { mayCharter } from '@/lib/groups/policy'
import { charterFor, groupForPerson, membersFor } from '@/lib/groups/queries'
import { charter } from './actions'
import { SeatRows } from './seat-rows'

export const metadata: Metadata = { title: 'Charter' }

const comparisons = [{ value: 'over', label: 'Over' }, { value: 'at least', label: 'At least' }]
const percent = (share: number | undefined, otherwise: number) => String(Math.round((share ?? otherwise) * 10_000) / 100)

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
  const rule = before?.charter.quorum
  return (
    <Page width="text">
      <Crumbs trail={trail} />
      <PageHeader kicker={group.name} title={before ? `Make charter ${before.charter.number + 1}` : 'Charter the working group'}
        lead="A charter never changes. To change one, make the next." />
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
        <fieldset className="space-y-4">
          <legend className="text-heading font-bold">Quorum</legend>
          <Share name="present" label="A round is quorate with this share of seats" comparison={rule?.present.comparison ?? 'over'} value={percent(rule?.present.share, 0.6)} />
          <div className="flex flex-wrap items-end gap-4">
            {constituencies.map((one) => <TextInput key={one} name={`least ${one}`} label={`Fewest of the ${one}`} inputMode="numeric" className="w-48" defaultValue={rule ? rule.eachConstituency[one] ?? 0 : 1} />)}
          </div>
          <Share name="carried" label="It is carried by this share of approvals and dissents" comparison={rule?.carried.comparison ?? 'over'} value={percent(rule?.carried.share, 0.5)} />
        </fieldset>
        <TextInput name="writtenWindowDays" label="Working days for signing in writing after a meeting" inputMode="numeric" className="max-w-56" defaultValue={before?.charter.writtenWindowDays ?? 5} />
        <TextInput name="reviewPeriodMonths" label="Months between reviews" inputMode="numeric" className="max-w-56" defaultValue={before?.charter.reviewPeriodMonths ?? 12} />
        <SubmitButton>{before ? 'Make the new charter' : 'Charter the group'}</SubmitButton>
      </ActionForm>
    </Page>
  )
}

function Share({ name, label, comparison, value }: { name: string; label: string; comparison: string; value: string }) {
  return (
    <fieldset>
      <legend className="font-semibold">{label}</legend>
      <div className="mt-1 flex flex-wrap items-end gap-3">
        <Select name={`${name}Comparison`} label={`${label}: over or at least`} hideLabel className="w-36" choices={comparisons} defaultValue={comparison} />
        <TextInput name={`${name}Share`} label={`${label}: per cent`} hideLabel inputMode="decimal" className="w-24" defaultValue={value} />
        <span className="pb-2">%</span>
      </div>
    </fieldset>
  )
}
