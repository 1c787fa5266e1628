import type { Metadata } from 'next'
import { FileField } from '@/components/import/file-field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { draftForPerson } from '@/lib/drafts/queries'
import { mayImport } from '@/lib/import/policy'
import { found } from '../found'
import { upload } from './actions'

export const metadata: Metadata = { title: 'Import a document' }

export default async function ImportPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/import`)
  const { standard, standing } = found(await draftForPerson(db(), actor, slug))
  const refusal = mayImport(standing, standard)
  return (
    <Page width="text">
      {refusal ? <RefusalPanel refusal={refusal} title="You cannot import into this draft" /> : (
        <>
          <PageHeader kicker={standard.title} title="Import a document" lead="You see what was found, and choose where it goes, before anything is written." />
          <ActionForm action={upload}>
            <input type="hidden" name="slug" value={slug} />
            <FileField label="Document" hint="Word (.docx), OpenDocument (.odt), Markdown, HTML, or a table (.ods, .csv). At most 20 MB." />
            <SubmitButton>Continue</SubmitButton>
          </ActionForm>
        </>
      )}
    </Page>
  )
}
