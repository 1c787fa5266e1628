import type { Metadata } from 'next'
import { Page, PageHeader } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'

export const metadata: Metadata = { title: 'My desk' }

export default async function Desk() {
  await requirePerson('/workspace')
  return <Page><PageHeader title="My desk" /></Page>
}
