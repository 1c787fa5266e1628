import type { Metadata } from 'next'
import Link from 'next/link'
import { Interests } from '@/components/calls/interests'
import { ObjectionState } from '@/components/objections/flag'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { declarationsOf } from '@/lib/calls/declaration-queries'
import { hasEnded, type Objection } from '@/lib/consultation/objection'
import { lodging } from '@/lib/consultation/objection-policy'
import { objectionsOf } from '@/lib/consultation/objection-queries'
import { db } from '@/lib/db'
import { dateInWords } from '@/lib/kernel/clock'
import { newestVersion } from '@/lib/versions/queries'
import { found } from '../found'

export const metadata: Metadata = { title: 'Formal objections' }

interface Props { params: Promise<{ slug: string }> }

export default async function ObjectionsPage({ params }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/objections`)
  const { standard, standing, objections } = found(await objectionsOf(db(), actor, slug))
  const base = `/workspace/standards/${slug}`
  const newest = await newestVersion(db(), standard.id)
  const open = objections.filter((one) => !hasEnded(one.state))
  const refusal = lodging(standing)
  const declared = await declarationsOf(db(), objections.map((one) => one.objectorId))
  return (
    <Page width="text">
      <PageHeader kicker={standard.title} title="Formal objections" lead="An open objection blocks sign-off of this standard until it has ended: resolved by change, not upheld, or withdrawn."
        actions={newest && <LinkButton href={`${base}/objections/new`} variant="primary" refusal={refusal}>Lodge an objection</LinkButton>} />
      {objections.length === 0 && (
        <EmptyState title="No objection has been lodged">
          A member lodges one at a requirement of a version, with the reason and the text that would remove it.
        </EmptyState>
      )}
      {open.length > 0 && <Section title={open.length === 1 ? '1 open' : `${open.length} open`}><List base={base} objections={open} declared={declared} /></Section>}
      {open.length < objections.length && <Section title="Ended"><List base={base} objections={objections.filter((one) => hasEnded(one.state))} declared={declared} /></Section>}
    </Page>
  )
}

type Declared = Awaited<ReturnType<typeof declarationsOf>>

function List({ base, objections, declared }: { base: string; objections: readonly Objection[]; declared: Declared }) {
  return (
    <ul className="border-t border-line">
      {objections.map((one) => (
        <li key={one.id} className="border-b border-line py-3">
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <Link href={`${base}/objections/${one.name}`} className="font-semibold">{one.name} to {one.ref}</Link>
            <ObjectionState kind={one.state.kind} />
          </div>
          <p className="mt-1 line-clamp-2 max-w-prose [overflow-wrap:anywhere]">{one.reason}</p>
          <p className="text-small text-quiet">{one.objectorName}, {one.organisation}. Lodged on {one.version}, {dateInWords(one.lodgedAt)}.</p>
          <Interests of={one.objectorName} declared={declared.get(one.objectorId) ?? []} />
        </li>
      ))}
    </ul>
  )
}
