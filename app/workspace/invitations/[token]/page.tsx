import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LinkButton } from '@/components/ui/button'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { SignOut } from '@/components/layout/sign-out'
import { Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { SummaryList } from '@/components/ui/summary-list'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { roleInWords } from '@/lib/groups/group'
import { mayAccept } from '@/lib/groups/policy'
import { invitationOfToken } from '@/lib/groups/queries'
import { momentInWords } from '@/lib/kernel/clock'
import { signOut } from '../../../sign-in/actions'
import { accept } from './actions'

// The address holds the token: it goes to no other site.
export const metadata: Metadata = { title: 'Invitation', robots: { index: false }, referrer: 'same-origin' }

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const actor = await requirePerson(`/workspace/invitations/${token}`)
  const found = await invitationOfToken(db(), token)
  if (!found.ok) notFound()
  const invited = found.value
  const refusal = mayAccept(invited.state, invited.email, actor.email)
  if (refusal) {
    return (
      <Page width="text">
        <RefusalPanel refusal={refusal} title="You cannot accept this invitation">
          {refusal.code === 'wrong-address' ? <SignOut action={signOut} personId={actor.id} /> : <LinkButton href={refusal.code === 'already-done' ? `/workspace/groups/${invited.groupSlug}` : '/workspace'}>
            {refusal.code === 'already-done' ? 'Go to the working group' : 'Go to my desk'}</LinkButton>}
        </RefusalPanel>
      </Page>
    )
  }
  return (
    <Page width="text">
      <PageHeader kicker="Invitation" title={invited.groupName} lead={invited.remit} />
      <SummaryList rows={[
        { key: 'Invited by', value: invited.invitedBy },
        { key: 'You take part for', value: invited.organisation },
        { key: 'Constituency', value: invited.constituency },
        { key: 'Role', value: roleInWords(invited.role) },
        { key: 'Holds until', value: momentInWords(invited.expiresAt) },
      ]} />
      <p className="my-6 max-w-prose">Your name, organisation and constituency will stand beside everything that you write there.</p>
      <ActionForm action={accept}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton>Accept and join</SubmitButton>
      </ActionForm>
    </Page>
  )
}
