import type { Constituency } from './constituency'
import type { MemberRole } from './standing'

export const memberRoles = ['observer', 'reviewer', 'editor', 'lead'] as const satisfies readonly MemberRole[]

/** Later in the list can do all that earlier ones can. */
export const rankOf = (role: MemberRole): number => memberRoles.indexOf(role)

export const roleInWords = (role: MemberRole): string => (role === 'lead' ? 'lead editor' : role)

export const isMemberRole = (text: string): text is MemberRole => (memberRoles as readonly string[]).includes(text)

/** What a policy asks about the member whom a step is about. */
export interface Target { readonly personId: string; readonly role: MemberRole }

export type OrganisationKind = 'council' | 'supplier' | 'advisory body' | 'other'

/** The constituencies that people of an organisation may speak in. An advisory body's people advise; they are not members. */
export function constituenciesOf(kind: OrganisationKind): readonly Constituency[] {
  if (kind === 'supplier') return ['supplier']
  if (kind === 'advisory body') return []
  return ['service team', 'digital team']
}

/** `Wexshire service team`, `Keystone supplier`: what a seat is called when the charter gives it no name. */
export const seatName = (organisation: string, constituency: Constituency): string => `${organisation} ${constituency}`

/** An invitation that could still be accepted, or why not. */
export type InvitationState = 'open' | 'accepted' | 'withdrawn' | 'expired'

export function invitationState(invitation: { acceptedAt: Date | null; withdrawnAt: Date | null; expiresAt: Date }, now: Date): InvitationState {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.withdrawnAt) return 'withdrawn'
  return invitation.expiresAt <= now ? 'expired' : 'open'
}
