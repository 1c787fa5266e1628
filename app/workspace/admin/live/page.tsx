import type { Metadata } from 'next'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { liveFor } from '@/lib/drafts/live-queries'
import { AdminPage } from '../admin-page'
import { LivePage } from './live-page'

export const metadata: Metadata = { title: 'Live drafts' }

const path = '/workspace/admin/live'

export default function Live() {
  return (
    <AdminPage path={path} title="Live drafts" lead={<p>How this server does just now: what is open, how fast it saves, what it refused. Nothing of any text is here.</p>}>
      {async () => {
        const live = await liveFor(db(), await requirePerson(path))
        return live.ok ? <LivePage first={live.value} /> : <RefusalPanel refusal={live.refusal} />
      }}
    </AdminPage>
  )
}
