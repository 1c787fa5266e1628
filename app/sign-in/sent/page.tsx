import type { Metadata } from 'next'
import Link from 'next/link'
import { StandingPage } from '@/components/layout/standing-page'
import { addressOf } from '@/lib/auth/address'
import { isDemo } from '@/lib/auth/demo'

export const metadata: Metadata = { title: 'Look in your mail' }

export default async function Sent({ searchParams }: { searchParams: Promise<{ to?: string | string[] }> }) {
  const { to } = await searchParams
  const address = addressOf(typeof to === 'string' ? to : '')
  return (
    <StandingPage title="Look in your mail">
      <p>We have sent a link{address.ok ? <> to <strong>{address.value}</strong></> : null}. Open it and press the button on its page to sign in. It works once, for one hour.</p>
      <p>No mail after a few minutes? Look among unwanted mail, then <Link href="/sign-in">ask for another link</Link>.</p>
      {isDemo() && <p><Link href={address.ok ? `/dev/mailbox?to=${encodeURIComponent(address.value)}` : '/dev/mailbox'}>This is a demonstration: the mail is in the demo mailbox</Link>.</p>}
    </StandingPage>
  )
}
