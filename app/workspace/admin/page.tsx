import type { Metadata } from 'next'
import Link from 'next/link'
import { AdminPage } from './admin-page'

export const metadata: Metadata = { title: 'Admin' }

const parts = [
  ['/workspace/admin/organisations', 'Organisations', 'Councils, suppliers and advisory bodies; import councils from a file.'],
  ['/workspace/admin/services', 'Services and interactions', 'The public lists that a call for collaboration chooses from; import them from files.'],
  ['/workspace/admin/people', 'People', 'Add people, say whom they speak for, suspend and restore accounts.'],
  ['/workspace/admin/live', 'Live drafts', 'How the server does just now: what is open, how fast it saves, what it refused.'],
  ['/workspace/admin/trail', 'Audit trail', 'What administrators did. Reading it is itself recorded.'],
] as const

export default function Admin() {
  return (
    <AdminPage path="/workspace/admin" title="Admin">
      {async () => (
        <ul className="max-w-prose border-t border-line">
          {parts.map(([href, label, text]) => (
            <li key={href} className="border-b border-line py-4">
              <Link href={href} className="text-reading font-semibold">{label}</Link>
              <p className="text-quiet">{text}</p>
            </li>
          ))}
        </ul>
      )}
    </AdminPage>
  )
}
