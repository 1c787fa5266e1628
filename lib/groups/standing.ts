import type { Constituency } from './constituency'
import { type Refusal, refuse } from '../kernel/refusal'
import { type Action, cellOf, type Role, roles } from './permissions'

export type MemberRole = 'observer' | 'reviewer' | 'editor' | 'lead'

/** What a person is in one working group, at one moment: everything a policy may ask about them. */
export interface Standing {
  readonly personId: string | null
  readonly member: { readonly role: MemberRole; readonly constituency: Constituency; readonly organisationId: string } | null
  /** An advisor of any advisory body; `assigned` when this group is theirs. */
  readonly advisor: 'no' | 'unassigned' | 'assigned'
  readonly admin: boolean
}

export const stranger: Standing = { personId: null, member: null, advisor: 'no', admin: false }

/** The roles that a standing holds; more than one where a person is, say, an advisor and an administrator. */
export function rolesOf(standing: Standing): Role[] {
  if (!standing.personId) return ['anonymous']
  const held: Role[] = standing.member ? [standing.member.role] : ['outsider']
  if (standing.advisor !== 'no') held.push('advisor')
  if (standing.admin) held.push('admin')
  return held
}

/** What the cell's letter depends on. */
export interface Circumstance { readonly own?: boolean; readonly elector?: boolean; readonly self?: boolean }

function grants(role: Role, action: Action, standing: Standing, circumstance: Circumstance): boolean {
  const cell = cellOf(action, role)
  // An advisor counts only in the groups assigned to them, but for what is marked for every advisor.
  if (cell === 'a') return standing.advisor === 'assigned'
  if (cell === 'o') return circumstance.own === true
  if (cell === 'e') return circumstance.elector === true
  if (cell === 's') return circumstance.self === true
  return cell === 'Y'
}

/** Null when one of the person's roles may do this here; else the refusal, with who could. Source: product.md, permissions. */
export function mayIn(standing: Standing, action: Action, circumstance: Circumstance = {}): Refusal | null {
  if (rolesOf(standing).some((role) => grants(role, action, standing, circumstance))) return null
  if (!standing.personId) return refuse('sign-in-needed')
  return explain(action, rolesOf(standing))
}

function explain(action: Action, held: readonly Role[]): Refusal {
  const able = roles.filter((role) => !['-', 'b'].includes(cellOf(action, role)))
  if (held.some((role) => cellOf(action, role) === 'b')) return refuse('break-glass-needed')
  if (held.some((role) => cellOf(action, role) === 'o')) return refuse('own-only')
  if (held.some((role) => cellOf(action, role) === 'e')) return refuse('electors-only')
  if (able.length === 0) return refuse('not-allowed', 'Nobody may do this.')
  if (able.every((role) => role === 'advisor')) return refuse('advisor-only')
  if (able.every((role) => role === 'admin')) return refuse('admin-only')
  if (able.every((role) => role === 'lead')) return refuse('lead-only')
  return refuse('not-allowed', `Your role does not let you do this. It takes ${able.map(roleInWords).join(' or ')} of this working group.`)
}

const roleInWords = (role: Role): string =>
  ({ anonymous: 'anyone', outsider: 'anyone signed in', observer: 'an observer', reviewer: 'a reviewer', editor: 'an editor',
     lead: 'the lead editor', advisor: 'an advisor', admin: 'an administrator' })[role]
