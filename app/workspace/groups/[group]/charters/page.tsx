import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { declarationsOf } from '@/lib/calls/declaration-queries'
import { db } from '@/lib/db'
import { changesInWords } from '@/lib/groups/charter-changes'
import { mayCharter } from '@/lib/groups/policy'
import { type CharterInView, chartersFor, groupForPerson } from '@/lib/groups/queries'
import { mayIn } from '@/lib/groups/standing'
import { Charter } from '../charter-view'

export const metadata: Metadata = { title: 'Charters' }

/** Every charter that the group had, newest first, each with what it changed. */
export default async function Charters({ params }: { params: Promise<{ group: string }> }) {
  const { group: slug } = await params
  const actor = await requirePerson(`/workspace/groups/${slug}/charters`)
  const found = await groupForPerson(db(), actor, slug)
  if (!found.ok) notFound()
  const { group, standing } = found.value
  const refusal = mayIn(standing, 'public.readMemberNames')
  const all = await chartersFor(db(), found.value)
  const declared = await declarationsOf(db(), all.flatMap(({ seats }) => seats.flatMap((seat) => [seat.holderId, seat.substituteId ?? seat.holderId])))
  return (
    <Page>
      <Crumbs trail={[{ href: '/workspace/groups', label: 'Working groups' }, { href: `/workspace/groups/${slug}`, label: group.name }]} />
      {refusal ? <RefusalPanel refusal={refusal} /> : (
        <>
          <PageHeader kicker={group.name} title="Charters" lead="A charter never changes. A sign-off round keeps the one that it was opened under."
            actions={mayCharter(standing) ? undefined : <LinkButton href={`/workspace/groups/${slug}/charter`}>{all.length > 0 ? 'Make a new charter' : 'Charter the group'}</LinkButton>} />
          {all.length === 0 && <EmptyState title="The group is not chartered yet">Its charters stand here, with what each changed.</EmptyState>}
          {all.map((one, at) => (
            <Section key={one.charter.id} id={`charter-${one.charter.number}`} title={`Charter ${one.charter.number}${at === 0 ? ', in force' : ''}`}>
              {all[at + 1] && <Changes before={all[at + 1]!} after={one} />}
              <Charter {...one} declared={declared} />
            </Section>
          ))}
        </>
      )}
    </Page>
  )
}

function Changes({ before, after }: { before: CharterInView; after: CharterInView }) {
  const changes = changesInWords({ ...before.charter, seats: before.seats }, { ...after.charter, seats: after.seats })
  return (
    <div className="mb-4 max-w-prose border-l-4 border-edge pl-4">
      <p className="font-semibold">Against charter {before.charter.number}</p>
      {changes.length === 0 ? <p>Nothing that can be compared has changed.</p> : <ul className="list-disc pl-5">{changes.map((one) => <li key={one} className="[overflow-wrap:anywhere]">{one}</li>)}</ul>}
    </div>
  )
}
