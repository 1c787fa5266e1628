import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ImportPreview } from '@/components/import/preview'
import { WhatWasFound } from '@/components/import/what-was-found'
import { LinkButton } from '@/components/ui/button'
import { Radios } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { draftForPerson } from '@/lib/drafts/queries'
import { mayImport } from '@/lib/import/policy'
import { keptUpload } from '@/lib/import/queries'
import { found } from '../../found'
import { confirm } from '../actions'

export const metadata: Metadata = { title: 'Check what was found' }

const places = [
  { value: 'append', label: 'After what stands there', hint: 'Nothing that was written changes.' },
  { value: 'replace', label: 'In its place', hint: 'What stands there now goes. Versions that were tagged stay as they are.' },
]

export default async function ConfirmImport({ params }: { params: Promise<{ slug: string; upload: string }> }) {
  const { slug, upload: id } = await params
  const start = `/workspace/standards/${slug}/import`
  const actor = await requirePerson(`${start}/${id}`)
  const { standard, standing } = found(await draftForPerson(db(), actor, slug))
  const upload = found(await keptUpload(db(), actor, id))
  if (upload.standardId !== standard.id) notFound()
  return (
    <Page>
      <Crumbs trail={[{ href: start, label: 'Import a document' }]} />
      <PageHeader title="Check what was found" kicker={upload.fileName} lead="Nothing is written yet. This page keeps for a day." />
      <Section title="Found in the document"><WhatWasFound found={upload.found} /></Section>
      <Section title={`Bring it into “${standard.title}”`}>
        <ActionForm action={confirm}>
          <input type="hidden" name="slug" value={slug} />
          <input type="hidden" name="upload" value={upload.id} />
          <Radios name="how" label="Where does the text go?" choices={places} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton refusal={mayImport(standing, standard)}>Import into the draft</SubmitButton>
            <LinkButton href={start} variant="quiet">Choose another document</LinkButton>
          </div>
        </ActionForm>
      </Section>
      <Section title="Preview"><ImportPreview document={upload.document} /></Section>
    </Page>
  )
}
