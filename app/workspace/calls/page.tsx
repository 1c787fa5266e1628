import type { Metadata } from 'next'
import Link from 'next/link'
import { aboutInWords, CallState } from '@/components/calls/call-facts'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { mayPublish } from '@/lib/calls/policy'
import { callsListed } from '@/lib/calls/queries'
import { db } from '@/lib/db'
import { standingIn } from '@/lib/groups/standing-queries'

export const metadata: Metadata = { title: 'Calls for collaboration' }

export default async function Calls() {
  const actor = await requirePerson('/workspace/calls')
  const [calls, standing] = [await callsListed(db()), await standingIn(db(), actor, null)]
  const publish = mayPublish(standing) ? undefined : <LinkButton href="/workspace/calls/new" variant="primary">Publish a call</LinkButton>
  return (
    <Page width="text">
      <PageHeader title="Calls for collaboration" lead="A call asks people to write a standard for one task in one service. Its working group comes of those who answer." actions={calls.length > 0 ? publish : undefined} />
      {calls.length === 0 ? (
        <EmptyState title="No call has been published yet" action={publish}>
          {publish ? 'A call says what is done badly today, who is asked for, and until when.' : 'Advisors publish calls. You can express interest here when one is open.'}
        </EmptyState>
      ) : (
        <ul className="border-t border-line">
          {calls.map((call) => (
            <li key={call.id} className="border-b border-line py-4">
              <Link href={`/workspace/calls/${call.slug}`} className="text-reading font-semibold [overflow-wrap:anywhere]">{call.title}</Link>
              <CallState call={call} />
              <p className="mt-1 text-small text-quiet">{aboutInWords(call)}</p>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
