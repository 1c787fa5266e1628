import type { Metadata } from 'next'
import { StandingPage } from '@/components/layout/standing-page'
import { LinkButton } from '@/components/ui/button'
import { TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { localPath } from '@/lib/auth/address'
import { linkAsRead } from '@/lib/auth/link-commands'
import { db } from '@/lib/db'
import { followLink } from '../actions'

// The address holds the token: it goes to no other site.
export const metadata: Metadata = { title: 'Sign in', robots: { index: false }, referrer: 'same-origin' }

/** What a mailed link leads to. Opening it changes nothing, however often scanners do; the button signs in. */
export default async function FollowLink({ searchParams }: { searchParams: Promise<{ token?: string | string[]; next?: string | string[] }> }) {
  const { token, next } = await searchParams
  const link = await linkAsRead(db(), typeof token === 'string' ? token : '')
  if (!link.ok) {
    return (
      <StandingPage title="This link no longer works">
        <p>{link.refusal.message}</p>
        <LinkButton href="/sign-in" variant="primary">Ask for a new link</LinkButton>
      </StandingPage>
    )
  }
  return (
    <StandingPage title={link.value.known ? 'Sign in to Accord' : 'Welcome to Accord'}>
      <p>You are signing in as <strong>{link.value.email}</strong>.</p>
      <ActionForm action={followLink}>
        <input type="hidden" name="token" value={token as string} />
        <input type="hidden" name="next" value={localPath(next)} />
        {!link.value.known && <TextInput name="name" label="Your name" hint="It stands beside everything that you write." autoComplete="name" />}
        <SubmitButton>Sign in</SubmitButton>
      </ActionForm>
    </StandingPage>
  )
}
