import type { ReactNode } from 'react'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { mayAdminister } from '@/lib/organisations/organisation'

interface Props { path: string; title: string; lead?: ReactNode; actions?: ReactNode; children: () => Promise<ReactNode> }

/** A page for administrators; anybody else reads why not. What stands on it is not even asked for before that. */
export async function AdminPage({ path, title, lead, actions, children }: Props) {
  const refusal = mayAdminister(await requirePerson(path))
  return (
    <Page>
      {refusal ? <RefusalPanel refusal={refusal} /> : (
        <>
          {path !== '/workspace/admin' && <Crumbs trail={[{ href: '/workspace/admin', label: 'Admin' }]} />}
          <PageHeader title={title} lead={lead} actions={actions} />
          {await children()}
        </>
      )}
    </Page>
  )
}
