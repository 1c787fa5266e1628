import Link from 'next/link'
import type { ReactNode } from 'react'
import { NavLink } from './nav-link'
import { NotificationsLink } from './notifications-link'
import { Wordmark } from './wordmark'

interface Props {
  /** Null for someone who is not signed in: they see only the way in. */
  person: { readonly name: string; readonly organisation: string; readonly isAdmin: boolean; readonly advises: boolean; readonly unseen: number } | null
  signOut: ReactNode
}

export function WorkspaceHeader({ person, signOut }: Props) {
  return (
    <header className="border-b border-line print:hidden">
      <div className="flex flex-wrap items-center gap-x-8 gap-y-1 px-4 py-2 max-sm:gap-x-2 sm:px-6">
        <Link href={person ? '/workspace' : '/'} className="py-1 no-underline" aria-label={person ? 'Accord, to my desk' : 'Accord'}><Wordmark /></Link>
        {person && <Ways {...person} />}
        {person
          ? <Person name={person.name} organisation={person.organisation} signOut={signOut} />
          : <Link href="/sign-in" className="ml-auto py-2">Sign in</Link>}
      </div>
    </header>
  )
}

function Ways({ isAdmin, advises, unseen }: { isAdmin: boolean; advises: boolean; unseen: number }) {
  return (
    <nav aria-label="Workspace" className="max-xl:order-3 max-xl:w-full">
      <ul className="flex flex-wrap gap-x-6 max-xl:-ml-0.5 max-sm:gap-x-3">
        <NavLink href="/workspace" exact>My desk</NavLink>
        {advises && <NavLink href="/workspace/advising">Advising</NavLink>}
        <NavLink href="/workspace/groups">Working groups</NavLink>
        <NavLink href="/workspace/calls">Calls</NavLink>
        <NavLink href="/workspace/consultations">Consultations</NavLink>
        <NavLink href="/workspace/adoptions" roomy>Adoptions</NavLink>
        <NavLink href="/standards">Standards</NavLink>
        <NotificationsLink unseen={unseen} />
        {isAdmin && <NavLink href="/workspace/admin">Admin</NavLink>}
      </ul>
    </nav>
  )
}

function Person({ name, organisation, signOut }: { name: string; organisation: string; signOut: ReactNode }) {
  return (
    <div className="ml-auto flex items-center gap-4 text-small max-sm:gap-2 xl:min-w-0 xl:flex-1 xl:basis-48 xl:justify-end">
      <Link href="/workspace/account" className="min-w-0 py-1 text-right leading-tight text-ink no-underline hover:underline">
        <span className="block max-w-28 truncate max-[22rem]:max-w-20 font-semibold sm:max-w-64">{name}</span>
        <span className="block max-w-28 truncate max-[22rem]:max-w-20 text-quiet sm:max-w-64">{organisation || 'Your account'}</span>
      </Link>
      <div className="shrink-0">{signOut}</div>
    </div>
  )
}
