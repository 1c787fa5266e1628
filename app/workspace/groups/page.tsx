import type { Metadata } from 'next'
import Link from 'next/link'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { Tag } from '@/components/ui/tag'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { mayCreateGroup } from '@/lib/groups/policy'
import { groupsFor, type ListedGroup } from '@/lib/groups/queries'
import { standingIn } from '@/lib/groups/standing-queries'

export const metadata: Metadata = { title: 'Working groups' }

export default async function Groups() {
  const actor = await requirePerson('/workspace/groups')
  const [groups, standing] = [await groupsFor(db(), actor), await standingIn(db(), actor, null)]
  const refusal = mayCreateGroup(standing)
  const [own, others] = [groups.filter((group) => group.own), groups.filter((group) => !group.own)]
  return (
    <Page width="text">
      <PageHeader title="Working groups" actions={refusal ? undefined : <LinkButton href="/workspace/groups/new" variant="primary">Create a working group</LinkButton>} />
      <Section title="Yours">
        {own.length === 0
          ? <EmptyState title="You are in no working group yet">People join by an invitation from a lead editor or an advisor, sent to their e-mail address.</EmptyState>
          : <List groups={own} />}
      </Section>
      {others.length > 0 && <Section title="Others"><List groups={others} /></Section>}
    </Page>
  )
}

function List({ groups }: { groups: readonly ListedGroup[] }) {
  return (
    <ul className="border-t border-line">
      {groups.map((group) => (
        <li key={group.id} className="border-b border-line py-4">
          <div className="flex flex-wrap items-baseline gap-3">
            <Link href={`/workspace/groups/${group.slug}`} className="text-reading font-semibold">{group.name}</Link>
            {group.own === 'advisor' && <Tag>You advise</Tag>}
          </div>
          <p className="mt-1 max-w-prose text-quiet">{group.remit}</p>
        </li>
      ))}
    </ul>
  )
}
