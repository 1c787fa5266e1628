import { type Refusal, refuse } from '../kernel/refusal'
import type { Constituency } from './constituency'
import { constituenciesOf, type InvitationState, type OrganisationKind, rankOf, roleInWords, type Target } from './group'
import { mayIn, type MemberRole, type Standing } from './standing'

export const mayCreateGroup = (standing: Standing): Refusal | null => mayIn(standing, 'groups.create')
export const mayCharter = (standing: Standing): Refusal | null => mayIn(standing, 'groups.charter')
export const mayAssignAdvisor = (standing: Standing): Refusal | null => mayIn(standing, 'groups.assignAdvisor')

/** A lead editor invites up to editors; only who may name a lead editor may invite one. */
export function mayInvite(standing: Standing, role: MemberRole = 'observer'): Refusal | null {
  return mayIn(standing, 'members.invite') ?? (role === 'lead' ? mayIn(standing, 'members.setLead') : null)
}

export function mayChangeRole(standing: Standing, target: Target, role: MemberRole, leads: number): Refusal | null {
  const own = standing.personId === target.personId
  const raised = rankOf(role) > rankOf(target.role)
  if (role === target.role) return refuse('nothing-changed', `This member is ${roleInWords(role)} already.`)
  if (own && raised) return mayIn(standing, 'members.raiseOwnRole')
  const able = mayIn(standing, raised ? 'members.invite' : 'members.remove')
  if (able) return able
  const touchesLead = role === 'lead' || target.role === 'lead'
  return (touchesLead ? mayIn(standing, 'members.setLead') : null) ?? keepsLead(target, leads)
}

export function mayRemove(standing: Standing, target: Target, leads: number): Refusal | null {
  const able = mayIn(standing, 'members.remove')
  if (able) return able
  if (standing.personId === target.personId) return refuse('not-allowed', 'To end your own membership, leave the group.')
  return (target.role === 'lead' ? mayIn(standing, 'members.setLead') : null) ?? keepsLead(target, leads)
}

export function mayLeave(standing: Standing, leads: number): Refusal | null {
  const able = mayIn(standing, 'members.leave')
  if (able) return able
  if (standing.member && standing.personId) return keepsLead({ personId: standing.personId, role: standing.member.role }, leads)
  return standing.advisor === 'assigned' ? null : refuse('members-only', 'You are not a member of this working group.')
}

const keepsLead = (target: Target, leads: number): Refusal | null => (target.role === 'lead' && leads <= 1 ? refuse('last-lead') : null)

/** Which constituency an invitation may offer, and to which addresses. */
export function mayBeInvited(organisation: { name: string; kind: OrganisationKind; domains: readonly string[] }, constituency: Constituency, email: string): Refusal | null {
  const fitting = constituenciesOf(organisation.kind)
  if (fitting.length === 0) return refuse('invalid', `${organisation.name} is an advisory body: its people advise working groups and are not members of them.`, 'organisation')
  if (!fitting.includes(constituency)) return refuse('invalid', `People of ${organisation.name} take part as ${fitting.join(' or ')}.`, 'constituency')
  const domain = email.split('@')[1]!
  const known = organisation.domains.length === 0 || organisation.domains.some((own) => domain === own || domain.endsWith(`.${own}`))
  return known ? null : refuse('invalid', `People of ${organisation.name} have addresses at ${organisation.domains.join(' or ')}.`, 'email')
}

export function mayAccept(state: InvitationState, invited: string, email: string): Refusal | null {
  if (invited !== email) return refuse('wrong-address')
  if (state === 'accepted') return refuse('already-done', 'You have accepted this invitation already.')
  if (state === 'withdrawn') return refuse('closed', 'This invitation was withdrawn. Ask the working group if you think that is a mistake.')
  return state === 'expired' ? refuse('expired', 'This invitation has expired. Ask the working group for a new one.') : null
}

/** An advisor has no vote: someone is either an advisor or a member. */
export const advisorIsNoMember = (name: string): Refusal => refuse('conflict-of-role', `${name} is an advisor. Advisors have no vote and are not members of a working group.`)
