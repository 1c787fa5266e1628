import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Interests } from '@/components/calls/interests'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { declarationsOf } from '@/lib/calls/declaration-queries'
import { mayDeclare } from '@/lib/calls/policy'
import { db } from '@/lib/db'
import { charterFor, groupForPerson, type GroupInView, membersFor, trailFor } from '@/lib/groups/queries'
import { mayCharter } from '@/lib/groups/policy'
import { mayIn } from '@/lib/groups/standing'
import { mayStart } from '@/lib/standards/policy'
import { standardsOfGroup } from '@/lib/standards/queries'
import { roleInWords } from '@/lib/groups/group'
import { Charter } from './charter-view'
import { Trail } from './trail'

type Params = { params: Promise<{ group: string }> }

export const metadata: Metadata = { title: 'Working group' }

export default async function Group({ params }: Params) {
  const { group: slug } = await params
  const actor = await requirePerson(`/workspace/groups/${slug}`)
  const found = await groupForPerson(db(), actor, slug)
  if (!found.ok) notFound()
  const { group, standing } = found.value
  const inside = mayIn(standing, 'public.readMemberNames') === null
  return (
    <Page>
      <Crumbs trail={[{ href: '/workspace/groups', label: 'Working groups' }]} />
      <PageHeader title={group.name} kicker="Working group" lead={group.remit} actions={inside || standing.admin
        ? <LinkButton href={`/workspace/groups/${slug}/members`}>Members and invitations</LinkButton> : undefined} />
      {inside ? <Inside found={found.value} /> : (
        <Notice title="You are not a member of this working group">
          Its published standards are <Link href="/standards">open to everyone</Link>. To take part, ask its advisor for an invitation.
        </Notice>
      )}
    </Page>
  )
}

async function Inside({ found }: { found: GroupInView }) {
  const actor = await requirePerson('/workspace/groups')
  const { group, standing } = found
  const [chartered, members, trail] = [await charterFor(db(), found), await membersFor(db(), found), await trailFor(db(), found)]
  const declared = await declarationsOf(db(), [...members.map((one) => one.personId), ...(chartered?.seats ?? []).flatMap((seat) => [seat.holderId, seat.substituteId ?? seat.holderId])])
  const place = `/workspace/groups/${group.slug}`
  const charters = mayCharter(standing)
  return (
    <>
      <Standards found={found} standards={await standardsOfGroup(db(), actor, group.id)} />
      <Section title="Charter" actions={charters ? undefined : <LinkButton href={`${place}/charter`} size="small">{chartered ? 'Make a new charter' : 'Charter the group'}</LinkButton>}>
        {chartered ? (
          <>
            <Charter {...chartered} declared={declared} />
            <p className="mt-3"><Link href={`${place}/charters`} className="inline-block py-1">{chartered.charter.number === 1 ? 'The charter on a page of its own' : `All ${chartered.charter.number} charters, with what each changed`}</Link></p>
          </>
        ) : (
          <EmptyState title="The group is not chartered yet" action={charters ? undefined : <LinkButton href={`${place}/charter`} variant="primary">Charter the group</LinkButton>}>
            A charter says what the group agrees on, who holds its seats, and when a sign-off round counts. {charters && 'Its advisor makes it.'}
          </EmptyState>
        )}
      </Section>
      <Section title={members.length === 1 ? '1 member' : `${members.length} members`} actions={mayDeclare(standing) ? undefined : <LinkButton href={`${place}/interests`} size="small">Declare an interest</LinkButton>}>
        <ul className="gap-x-8 sm:columns-2">
          {members.map((member) => (
            <li key={member.personId} className="break-inside-avoid border-b border-line py-2">
              <span className="font-semibold">{member.name}</span>{member.role === 'lead' && `, ${roleInWords(member.role)}`}
              <span className="block text-small text-quiet">{member.organisation}, {member.constituency}</span>
              <Interests of={member.name} declared={declared.get(member.personId) ?? []} />
            </li>
          ))}
        </ul>
      </Section>
      {trail.ok && <Section title="What happened" actions={<LinkButton href={`${place}/audit`} size="small">Audit trail</LinkButton>}><Trail events={trail.value} /></Section>}
    </>
  )
}

function Standards({ found: { group, standing }, standards }: { found: GroupInView; standards: Awaited<ReturnType<typeof standardsOfGroup>> }) {
  const refusal = mayStart(standing)
  const start = `/workspace/groups/${group.slug}/standards/new`
  const list = standards.ok ? standards.value : []
  return (
    <Section title="Standards" actions={refusal || list.length === 0 ? undefined : <LinkButton href={start} size="small">Start a standard</LinkButton>}>
      {list.length === 0 && (
        <EmptyState title="No standard yet" action={<LinkButton href={start} variant="primary" refusal={refusal}>Start a standard</LinkButton>}>
          What the group writes stands here: begun from nothing, or from a document you have.
        </EmptyState>
      )}
      {list.length > 0 && (
        <ul className="border-t border-line">
          {list.map((standard) => (
            <li key={standard.id} className="border-b border-line py-3">
              <Link href={`/workspace/standards/${standard.slug}`} className="text-reading font-semibold">{standard.title}</Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
