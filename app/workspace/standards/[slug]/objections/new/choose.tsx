import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { lodging } from '@/lib/consultation/objection-policy'
import { db } from '@/lib/db'
import { requirementsOf } from '@/lib/document/requirements'
import type { Actor } from '@/lib/kernel/actor'
import { newestVersion, versionInFull, versionsOf } from '@/lib/versions/queries'
import { found } from '../../found'

/** The requirements of the newest version, to object to one. */
export async function Choose({ slug, actor }: { slug: string; actor: Actor }) {
  const { standard, standing } = found(await versionsOf(db(), actor, slug))
  const refusal = lodging(standing)
  const base = `/workspace/standards/${slug}`
  if (refusal) return <Page width="text"><RefusalPanel refusal={refusal} title="You cannot lodge a formal objection" /></Page>
  const newest = await newestVersion(db(), standard.id)
  const requirements = newest ? requirementsOf((await versionInFull(db(), newest)).content) : []
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/objections`, label: 'Objections' }]} />
      <PageHeader kicker={standard.title} title="Which requirement do you object to?" lead={newest && `As they stand in ${newest.label}.`} />
      {requirements.length === 0 ? (
        <EmptyState title="There is no version yet">Objections are lodged to requirements of a version. The lead editor tags one first.</EmptyState>
      ) : (
        <ul className="border-t border-line">
          {requirements.map((view) => (
            <li key={view.id} className="border-b border-line py-3">
              <Link href={`${base}/objections/new?version=${newest!.label}&requirement=${view.id}`} className="font-semibold">{view.ref}, {view.level}</Link>
              <p className="line-clamp-2 max-w-prose">{view.statement.text}</p>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
