import type { ReactNode } from 'react'
import { SignOut } from '@/components/layout/sign-out'
import { SkipLink } from '@/components/layout/skip-link'
import { WorkspaceHeader } from '@/components/layout/workspace-header'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { unseenCount } from '@/lib/notify/notifications-queries'
import { organisationsOf } from '@/lib/organisations/queries'
import { signOut } from '../sign-in/actions'

/** Shows who is signed in. It lets nobody in or out: each page asks for itself. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor()
  const own = actor.kind === 'person' ? await organisationsOf(db(), actor.id) : []
  const person = actor.kind === 'person'
    ? {
        id: actor.id, name: actor.name, isAdmin: actor.isAdmin, organisation: own.map((o) => o.name).join(', '),
        advises: own.some((o) => o.kind === 'advisory body'), unseen: await unseenCount(db(), actor.id),
      }
    : null
  return (
    <>
      <SkipLink to="content" />
      <WorkspaceHeader person={person} signOut={person && <SignOut action={signOut} personId={person.id} />} />
      <div id="content" tabIndex={-1} className="outline-none">{children}</div>
    </>
  )
}
