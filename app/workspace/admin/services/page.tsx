import type { Metadata } from 'next'
import { Section } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import { listSizes } from '@/lib/calls/queries'
import { db } from '@/lib/db'
import { AdminPage } from '../admin-page'
import { importFile } from './actions'
import { ListForm } from './list-form'

export const metadata: Metadata = { title: 'Services and interactions' }

export default function Services() {
  return (
    <AdminPage path="/workspace/admin/services" title="Services and interactions" lead="A call for collaboration is about one service and one interaction of these public lists.">
      {async () => {
        const sizes = await listSizes(db())
        return (
          <>
            <SummaryList rows={[
              { key: 'Services (LGSL)', value: sizes.services === 0 ? 'None yet' : `${sizes.services} are in` },
              { key: 'Interactions (LGIL)', value: sizes.interactions === 0 ? 'None yet' : `${sizes.interactions} are in` },
            ]} />
            <Section title="Import services"><ListForm action={importFile} list="services" hint="Columns Identifier and Label, with Description if there is one; or LGSL and Description. One wrong line and nothing is imported; you are told which." /></Section>
            <Section title="Import interactions"><ListForm action={importFile} list="interactions" hint="Columns LGIL and Name, or Identifier and Label. One wrong line and nothing is imported; you are told which." /></Section>
          </>
        )
      }}
    </AdminPage>
  )
}
