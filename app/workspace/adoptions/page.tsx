import type { Metadata } from 'next'
import Link from 'next/link'
import { AdoptionTags } from '@/components/adoption/adoption-tags'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { dayInWords } from '@/lib/adoption/adoption'
import { adopting } from '@/lib/adoption/policy'
import { type AdoptionsInView, ownAdoptions } from '@/lib/adoption/queries'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'

export const metadata: Metadata = { title: 'Adoptions' }

export default async function AdoptionsPage() {
  const actor = await requirePerson('/workspace/adoptions')
  const own = await ownAdoptions(db(), actor)
  const refusal = adopting(actor, own.length)
  return (
    <Page width="text">
      <PageHeader title="Adoptions" lead="Which versions of which standards your council has adopted, and what has come since."
        actions={<LinkButton href="/workspace/adoptions/new" variant="primary" refusal={refusal}>Record an adoption</LinkButton>} />
      {own.length === 0 && <EmptyState title="You are of no council">Councils adopt standards, and the people of a council see here what it has adopted. Who has adopted a standard stands on its <Link href="/standards">public page</Link>.</EmptyState>}
      {own.map((one) => <Section key={one.council.id} title={one.council.name}><Adopted {...one} /></Section>)}
    </Page>
  )
}

function Adopted({ adoptions }: AdoptionsInView) {
  if (adoptions.length === 0) {
    return <EmptyState title="Nothing is adopted yet">When your council has decided to adopt a <Link href="/standards">published standard</Link>, record it here with its day, its owner and where you start from.</EmptyState>
  }
  const [holding, earlier] = [adoptions.filter((one) => !one.movedTo), adoptions.filter((one) => one.movedTo)]
  return (
    <>
      <List adoptions={holding} />
      {earlier.length > 0 && <><h3 className="mt-6 mb-2 font-semibold">Earlier versions, moved on from</h3><List adoptions={earlier} /></>}
    </>
  )
}

const List = ({ adoptions }: Pick<AdoptionsInView, 'adoptions'>) => (
  <ul className="border-t border-line">
    {adoptions.map((one) => (
      <li key={one.id} className="space-y-1 border-b border-line py-3">
        <Link href={`/workspace/adoptions/${one.id}`} className="font-semibold [overflow-wrap:anywhere]">{one.title}, {one.label}</Link>
        <p className="text-small text-quiet [overflow-wrap:anywhere]">Adopted {dayInWords(one.adoptedOn)}. Owner: {one.ownerPost}</p>
        <AdoptionTags adoption={one} errata={one.errata} />
      </li>
    ))}
  </ul>
)
