import type { Metadata } from 'next'
import { connection } from 'next/server'
import { StandingPage } from '@/components/layout/standing-page'
import { LinkButton } from '@/components/ui/button'

export const metadata: Metadata = { title: 'Page not found', robots: { index: false } }

// Not at build time: a page made then carries no nonce, and its scripts would be refused.
export default async function NotFound() {
  await connection()
  return (
    <StandingPage title="There is nothing at this address">
      <p>If you typed it, check it. If you followed a link, what it led to may have moved, or it may be the working draft of a group that you are not a member of.</p>
      <p>Published standards are open to everyone.</p>
      <div className="flex flex-wrap gap-3 pt-2">
        <LinkButton href="/standards" variant="primary">See the standards</LinkButton>
        <LinkButton href="/workspace">Go to my desk</LinkButton>
      </div>
    </StandingPage>
  )
}
