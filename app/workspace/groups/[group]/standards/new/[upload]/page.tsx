import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ImportPreview } from '@/components/import/preview'
import { WhatWasFound } from '@/components/import/what-was-found'
import { LinkButton } from '@/components/ui/button'
import { TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { groupForPerson } from '@/lib/groups/queries'
import { keptUpload } from '@/lib/import/queries'
import { confirm } from '../actions'

export const metadata: Metadata = { title: 'Check what was found' }

export default async function ConfirmStandard({ params }: { params: Promise<{ group: string; upload: string }> }) {
  const { group: slug, upload: id } = await params
  const start = `/workspace/groups/${slug}/standards/new`
  const actor = await requirePerson(`${start}/${id}`)
  const [found, kept] = [await groupForPerson(db(), actor, slug), await keptUpload(db(), actor, id)]
  if (!found.ok || !kept.ok || kept.value.groupId !== found.value.group.id) notFound()
  const { group } = found.value
  const upload = kept.value
  return (
    <Page>
      <Crumbs trail={[{ href: `/workspace/groups/${slug}`, label: group.name }, { href: start, label: 'Start a standard' }]} />
      <PageHeader title="Check what was found" kicker={upload.fileName} lead="Nothing is written yet. This page keeps for a day." />
      <Section title="Found in the document"><WhatWasFound found={upload.found} /></Section>
      <Section title="Start the draft">
        <ActionForm action={confirm}>
          <input type="hidden" name="upload" value={upload.id} />
          <TextInput name="title" label="Title" defaultValue={upload.title} className="max-w-2xl" />
          <TextInput name="refPrefix" label="What refs begin with" hint="2 to 8 capitals or digits: FSM makes FSM-01, FSM-02…" defaultValue={upload.refPrefix} className="max-w-xs" autoComplete="off" />
          <div className="flex flex-wrap gap-3">
            <SubmitButton>Start the draft</SubmitButton>
            <LinkButton href={start} variant="quiet">Choose another document</LinkButton>
          </div>
        </ActionForm>
      </Section>
      <Section title="Preview"><ImportPreview document={upload.document} /></Section>
    </Page>
  )
}
