import type { Metadata } from 'next'
import { requirePerson } from '@/lib/auth/session'
import { readPlatformTrail } from '@/lib/audit/platform-commands'
import { db } from '@/lib/db'
import { Trail } from '../../groups/[group]/trail'
import { AdminPage } from '../admin-page'

export const metadata: Metadata = { title: 'Audit trail' }

export default function TrailPage() {
  return (
    <AdminPage path="/workspace/admin/trail" title="Audit trail" lead="What was done to Accord itself, newest first. That you read this is on it.">
      {async () => {
        const trail = await readPlatformTrail(db(), await requirePerson('/workspace/admin/trail'))
        return <div className="max-w-3xl">{trail.ok && <Trail events={trail.value} />}</div>
      }}
    </AdminPage>
  )
}
