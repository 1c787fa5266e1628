import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { FileField } from '@/components/import/file-field'
import { TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { groupForPerson } from '@/lib/groups/queries'
import { mayStart } from '@/lib/standards/policy'
import { begin } from './actions'

export const metadata: Metadata = { title: 'Start a standard' }

export default async function NewStandard({ params }: { params: Promise<{ group: string }> }) {
  const { group: slug } = await params
  const actor = await requirePerson(`/workspace/groups/${slug}/standards/new`)
  const found = await groupForPerson(db(), actor, slug)
  if (!found.ok) notFound()
  const { group, standing } = found.value
  const refusal = mayStart(standing)
  return (
    <Page width="text">
      <Crumbs trail={[{ href: '/workspace/groups', label: 'Working groups' }, { href: `/workspace/groups/${slug}`, label: group.name }]} />
      {refusal ? <RefusalPanel refusal={refusal} title="You cannot start a standard here" /> : (
        <>
          <PageHeader title="Start a standard" lead="Begin from nothing, or from a document you have. With a document you see what was found before anything is written." />
          <ActionForm action={begin}>
            <input type="hidden" name="group" value={slug} />
            <FileField label="Document to begin from (optional)" hint="Word (.docx), OpenDocument (.odt), Markdown, HTML, or a table (.ods, .csv). At most 20 MB." />
            <TextInput name="title" label="Title" hint="The task that the standard is about, such as “Free school meals: apply online”. Left empty, the document’s own title is proposed." />
            <TextInput name="refPrefix" label="What refs begin with" hint="2 to 8 capitals or digits: FSM makes FSM-01, FSM-02… Left empty, the title’s initials are taken." className="max-w-xs" autoComplete="off" />
            <SubmitButton>Continue</SubmitButton>
          </ActionForm>
        </>
      )}
    </Page>
  )
}
