import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { StandardTabs } from '@/components/editor/standard-tabs'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { draftForPerson } from '@/lib/drafts/queries'

/** The tabs of a standard. It lets nobody in: each page asks for itself. */
export default async function StandardLayout({ params, children }: { params: Promise<{ slug: string }>; children: ReactNode }) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}`)
  const found = await draftForPerson(db(), actor, slug)
  if (!found.ok) notFound()
  return (
    <>
      <StandardTabs slug={slug} title={found.value.standard.title} />
      {children}
    </>
  )
}
