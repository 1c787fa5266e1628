import type { Metadata } from 'next'
import { Button } from '@/components/ui/button'
import { Select, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Section } from '@/components/ui/page'
import { Table } from '@/components/ui/table'
import { db } from '@/lib/db'
import { nations, organisationKinds } from '@/lib/organisations/organisation'
import { organisationsNamed } from '@/lib/organisations/queries'
import { AdminPage } from '../admin-page'
import { add, importFile } from './actions'
import { ImportForm } from './import-form'

export const metadata: Metadata = { title: 'Organisations' }

const most = 25

export default async function Organisations({ searchParams }: { searchParams: Promise<{ find?: string | string[] }> }) {
  const { find } = await searchParams
  const words = typeof find === 'string' ? find.slice(0, 100) : ''
  return (
    <AdminPage path="/workspace/admin/organisations" title="Organisations">
      {async () => (
        <>
          <Section title="Find"><Found words={words} /></Section>
          <Section title="Add an organisation"><AddForm /></Section>
          <Section title="Import councils"><ImportForm action={importFile} /></Section>
        </>
      )}
    </AdminPage>
  )
}

async function Found({ words }: { words: string }) {
  const found = await organisationsNamed(db(), words, most + 1)
  return (
    <>
      <form method="get" role="search" className="mb-6 flex flex-wrap items-end gap-3">
        <TextInput name="find" type="search" label="Name, GSS code or kind" defaultValue={words} className="w-80 max-w-full" />
        <Button variant="secondary">Find</Button>
      </form>
      {found.length === 0 ? <p>No organisation is called “{words}”.</p> : (
        <Table caption={found.length > most ? `The first ${most}` : found.length === 1 ? '1 organisation' : `${found.length} organisations`} rows={found.slice(0, most)} keyOf={(one) => one.id} columns={[
          { heading: 'Name', cell: (one) => one.name },
          { heading: 'Kind', cell: (one) => one.councilType ?? one.kind },
          { heading: 'Nation', cell: (one) => one.nation ?? '–' },
          { heading: 'GSS code', cell: (one) => (one.gssCode ? <span className="font-mono">{one.gssCode}</span> : '–') },
        ]} />
      )}
    </>
  )
}

const choice = (value: string) => ({ value, label: value[0]!.toUpperCase() + value.slice(1) })

function AddForm() {
  return (
    <ActionForm action={add} prefix="add" label="Add an organisation">
      <TextInput name="name" label="Name" />
      <Select name="kind" label="Kind" choices={[{ value: '', label: 'Choose one' }, ...organisationKinds.map(choice)]} />
      <TextInput name="gssCode" label="GSS code" hint="Councils only: nine characters, such as E10000014." />
      <TextInput name="councilType" label="Type of council" hint="Councils only, such as county or unitary." />
      <Select name="nation" label="Nation" choices={[{ value: '', label: 'None' }, ...nations.map((one) => ({ value: one, label: one }))]} />
      <TextInput name="domains" label="E-mail domains" hint="Where its people have addresses, such as wexshire.gov.uk. Invitations for it then go to these only. Empty: to any." />
      <SubmitButton>Add the organisation</SubmitButton>
    </ActionForm>
  )
}
