import type { Metadata } from 'next'
import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { adopting } from '@/lib/adoption/policy'
import { adoptionsOfCouncil, councilsOf } from '@/lib/adoption/queries'
import { requirePerson } from '@/lib/auth/session'
import { clockOf, db } from '@/lib/db'
import { londonDate } from '@/lib/kernel/clock'
import { publicationHistory, publishedStandards } from '@/lib/publication/queries'
import { AdoptForm } from './adopt-form'

export const metadata: Metadata = { title: 'Record an adoption' }

type Search = Promise<Record<'standard' | 'version', string | string[] | undefined>>

export default async function AdoptPage({ searchParams }: { searchParams: Search }) {
  const { standard, version } = await searchParams
  const slug = typeof standard === 'string' ? standard : ''
  const actor = await requirePerson(`/workspace/adoptions/new${slug && `?standard=${encodeURIComponent(slug)}${typeof version === 'string' ? `&version=${encodeURIComponent(version)}` : ''}`}`)
  const councils = await councilsOf(db(), actor)
  const refusal = adopting(actor, councils.length)
  const crumbs = <Crumbs trail={[{ href: '/workspace/adoptions', label: 'Adoptions' }]} />
  if (refusal) return <Page width="text">{crumbs}<RefusalPanel refusal={refusal} title="You cannot record an adoption" /></Page>
  const history = (await publicationHistory(db(), slug)).filter((one) => one.state.kind !== 'withdrawn')
  const publication = history.find((one) => one.label === version) ?? history[0]
  if (!publication) return <Page width="text">{crumbs}<Choose /></Page>
  const own = await Promise.all(councils.map(async (council) => ({ council, adoptions: await adoptionsOfCouncil(db(), council.id, slug) })))
  return <Page width="text">{crumbs}<AdoptForm {...{ publication, history, own, today: londonDate(await clockOf(db())) }} /></Page>
}

async function Choose() {
  const standards = (await publishedStandards(db())).filter((one) => one.state.kind === 'current')
  return (
    <>
      <PageHeader title="Which standard does your council adopt?" />
      {standards.length === 0 && <EmptyState title="No standard is published yet">A council adopts a version that is public and was signed off.</EmptyState>}
      <ul className={standards.length > 0 ? 'border-t border-line' : ''}>
        {standards.map((one) => (
          <li key={one.id} className="border-b border-line py-3">
            <Link href={`/workspace/adoptions/new?standard=${one.slug}`} className="font-semibold [overflow-wrap:anywhere]">{one.title}, {one.label}</Link>
            <p className="text-small text-quiet">{one.groupName}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
