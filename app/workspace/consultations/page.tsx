import type { Metadata } from 'next'
import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { type Consultation, statusInWords, workspaceAddress } from '@/lib/consultation/consultation'
import { consultationsForPerson } from '@/lib/consultation/person-queries'
import { db } from '@/lib/db'

export const metadata: Metadata = { title: 'Consultations' }

export default async function ConsultationsPage() {
  await requirePerson('/workspace/consultations')
  const { open, closed, now } = await consultationsForPerson(db())
  return (
    <Page width="text">
      <PageHeader title="Consultations" lead="Anyone signed in may comment on a text that a working group has put out for consultation." />
      <Section title="Open">
        {open.length > 0 ? <List consultations={open} now={now} /> : (
          <EmptyState title="No consultation is open">When an advisor puts a version out for consultation, it stands here until it closes.</EmptyState>
        )}
      </Section>
      {closed.length > 0 && <Section title="Closed"><List consultations={closed} now={now} /></Section>}
    </Page>
  )
}

const List = ({ consultations, now }: { consultations: readonly Consultation[]; now: Date }) => (
  <ul className="border-t border-line">
    {consultations.map((one) => (
      <li key={one.id} className="border-b border-line py-3">
        <Link href={workspaceAddress(one)} className="font-semibold [overflow-wrap:anywhere]">{one.title}, {one.versionLabel}</Link>
        <p className="text-small text-quiet">{statusInWords(one, now)}. {one.groupName}</p>
      </li>
    ))}
  </ul>
)
