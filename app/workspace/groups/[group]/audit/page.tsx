import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Button, LinkButton } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { groupForPerson } from '@/lib/groups/queries'
import { type GroupTrail, groupTrail } from '@/lib/groups/trail-queries'
import { isUuid } from '@/lib/kernel/ids'
import { Events } from '../trail'

export const metadata: Metadata = { title: 'Audit trail' }

type Asked = Readonly<Partial<Record<'standard' | 'who' | 'kind' | 'before', string | string[]>>>

const one = (value: string | string[] | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

export default async function AuditTrail({ params, searchParams }: { params: Promise<{ group: string }>; searchParams: Promise<Asked> }) {
  const [{ group: slug }, asked] = [await params, await searchParams]
  const place = `/workspace/groups/${slug}/audit`
  const found = await groupForPerson(db(), await requirePerson(place), slug)
  if (!found.ok) notFound()
  const chosen = { standard: one(asked.standard), who: one(asked.who), kind: one(asked.kind) }
  const before = /^\d{1,15}$/.test(one(asked.before) ?? '') ? Number(one(asked.before)) : undefined
  const filter = { standardId: chosen.standard && isUuid(chosen.standard) ? chosen.standard : undefined, actorName: chosen.who, kind: chosen.kind }
  const trail = await groupTrail(db(), found.value, filter, before)
  const { name } = found.value.group
  return (
    <Page>
      <Crumbs trail={[{ href: '/workspace/groups', label: 'Working groups' }, { href: `/workspace/groups/${slug}`, label: name }]} />
      {trail.ok ? (
        <>
          <PageHeader title="Audit trail" kicker={name} lead="Everything that was done in this working group, newest first. Nothing here can be changed or taken away." />
          <Filter place={place} chosen={chosen} {...trail.value.choices} />
          <div className="mt-6 max-w-3xl">
            {trail.value.events.length === 0 ? <p className="text-quiet">Nothing of this kind happened.</p> : <Events events={trail.value.events} />}
            <Paging place={place} chosen={chosen} before={before} older={trail.value.older} />
          </div>
          <Downloads place={place} />
        </>
      ) : <RefusalPanel refusal={trail.refusal} />}
    </Page>
  )
}

type Chosen = Readonly<Record<'standard' | 'who' | 'kind', string | undefined>>

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** A plain form that asks the same address: it works without script, and what it shows has an address of its own. */
function Filter({ place, chosen, standards, names, kinds }: GroupTrail['choices'] & { place: string; chosen: Chosen }) {
  const every = (label: string) => [{ value: '', label }]
  return (
    <form action={place} role="search" aria-label="Audit trail" className="grid max-w-4xl gap-4 sm:grid-cols-3">
      <Select name="standard" label="Standard" defaultValue={chosen.standard ?? ''} choices={[...every('Every standard'), ...standards.map(({ id, title }) => ({ value: id, label: title }))]} />
      <Select name="who" label="Person" defaultValue={chosen.who ?? ''} choices={[...every('Everybody'), ...names.map((name) => ({ value: name, label: name }))]} />
      <Select name="kind" label="Kind" defaultValue={chosen.kind ?? ''} choices={[...every('Every kind'), ...kinds.map((kind) => ({ value: kind, label: capital(kind) }))]} />
      <div className="flex flex-wrap items-center gap-4 sm:col-span-3">
        <Button type="submit">Show</Button>
        {(chosen.standard ?? chosen.who ?? chosen.kind) && <Link href={place} className="inline-block py-1">Show everything</Link>}
      </div>
    </form>
  )
}

function Paging({ place, chosen, before, older }: { place: string; chosen: Chosen; before: number | undefined; older: number | null }) {
  const address = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)) as Record<string, string>, ...more })
    return query.size === 0 ? place : `${place}?${query}`
  }
  if (before === undefined && older === null) return null
  return (
    <nav aria-label="Pages of the audit trail" className="mt-4 flex gap-6">
      {before !== undefined && <Link href={address({})} className="inline-block py-1">Newest</Link>}
      {older !== null && <Link href={address({ before: String(older) })} className="inline-block py-1">Older</Link>}
    </nav>
  )
}

function Downloads({ place }: { place: string }) {
  return (
    <section aria-labelledby="downloads" className="mt-12 max-w-3xl">
      <h2 id="downloads" className="text-heading font-semibold">Download</h2>
      <p className="mt-2">
        The JSON holds the group’s events with their places in the chain over the whole trail. <code className="bg-tint px-1 font-mono text-small">npm run verify</code> checks
        that none of them was changed since, up to a head that is printed on every published page.
      </p>
      <div className="mt-4 flex flex-wrap gap-4">
        <LinkButton download href={`${place}/download/json`}>JSON, to check</LinkButton>
        <LinkButton download href={`${place}/download/csv`}>CSV, for a spreadsheet</LinkButton>
      </div>
    </section>
  )
}
