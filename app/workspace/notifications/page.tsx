import type { Metadata } from 'next'
import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader } from '@/components/ui/page'
import { Tag } from '@/components/ui/tag'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { momentInWords } from '@/lib/kernel/clock'
import { notificationsOf } from '@/lib/notify/notifications-queries'
import { seeAll } from '../actions'
import { UnseenLine } from './unseen-line'

export const metadata: Metadata = { title: 'Notifications' }

export default async function Notifications() {
  const actor = await requirePerson('/workspace/notifications')
  const news = await notificationsOf(db(), actor)
  const unseen = news.filter((one) => !one.seen).length
  return (
    <Page width="text">
      <PageHeader title="Notifications" lead={<>What you were told, newest first. <Link href="/workspace/account#notifications">Choose what comes by mail</Link>.</>} />
      {news.length > 0 && <UnseenLine unseen={unseen} action={seeAll} />}
      {news.length === 0 ? <EmptyState title="You have been told nothing yet">What happens in your working groups is told here.</EmptyState> : (
        <ul className="border-t border-line">
          {news.map((one) => (
            <li key={one.id} className={`border-b border-line py-3 [overflow-wrap:anywhere] ${one.seen ? '' : 'border-l-4 border-l-waits pl-4'}`}>
              <Link href={one.link} className={one.seen ? '' : 'font-semibold'}>{one.sentence}</Link>
              <p className="mt-1 text-small text-quiet">{!one.seen && <Tag kind="waits">New</Tag>} {momentInWords(one.at)}</p>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
