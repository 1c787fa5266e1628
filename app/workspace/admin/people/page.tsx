import type { Metadata } from 'next'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Section } from '@/components/ui/page'
import { Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { peopleNamed } from '@/lib/organisations/queries'
import { AdminPage } from '../admin-page'
import { add } from './actions'

export const metadata: Metadata = { title: 'People' }

export default async function People({ searchParams }: { searchParams: Promise<{ find?: string | string[] }> }) {
  const { find } = await searchParams
  const words = typeof find === 'string' ? find.slice(0, 100) : ''
  return (
    <AdminPage path="/workspace/admin/people" title="People">
      {async () => (
        <>
          <Section title="Find"><Found words={words} /></Section>
          <Section title="Add a person">
            <p className="mb-4 max-w-prose text-quiet">They sign in by proving the address; nothing is sent now. People may also sign in by themselves, and join groups by invitation.</p>
            <ActionForm action={add} prefix="add" label="Add a person">
              <TextInput name="name" label="Name" autoComplete="off" />
              <TextInput name="email" type="email" label="E-mail address" autoComplete="off" spellCheck={false} />
              <SubmitButton>Add the person</SubmitButton>
            </ActionForm>
          </Section>
        </>
      )}
    </AdminPage>
  )
}

async function Found({ words }: { words: string }) {
  const found = await peopleNamed(db(), await requirePerson('/workspace/admin/people'), words)
  const people = found.ok ? found.value : []
  return (
    <>
      <form method="get" role="search" className="mb-6 flex flex-wrap items-end gap-3">
        <TextInput name="find" type="search" label="Name" defaultValue={words} className="w-80 max-w-full" />
        <Button variant="secondary">Find</Button>
      </form>
      {people.length === 0 ? <p>Nobody is called “{words}”.</p> : (
        <Table caption={people.length === 1 ? '1 person' : `${people.length} people`} rows={people} keyOf={(person) => person.id} columns={[
          { heading: 'Name', cell: (person) => <Link href={`/workspace/admin/people/${person.id}`}>{person.name}</Link> },
          { heading: 'Organisations', cell: (person) => person.organisations || '–' },
          { heading: 'State', cell: (person) => (person.suspendedAt ? <Tag kind="refusal">Suspended</Tag> : person.isAdmin ? <Tag>Administrator</Tag> : 'Active') },
        ]} />
      )}
    </>
  )
}
