import { type Refusal, refuse } from '../kernel/refusal'
import type { Constituency } from '../groups/constituency'
import { constituenciesOf, type OrganisationKind } from '../groups/group'
import { mayIn, type Standing } from '../groups/standing'
import { type CallState, closedRefusal, stateInWords } from './call'

export const mayPublish = (standing: Standing): Refusal | null => mayIn(standing, 'call.publish')

export const mayClose = (standing: Standing, state: CallState): Refusal | null => mayPublish(standing) ?? closedRefusal(state)

/** Advisors convene, administrators look after accounts: neither answers a call, though both are signed in. */
export function mayExpress(standing: Standing, state: CallState, expressed: boolean): Refusal | null {
  if (standing.advisor !== 'no') return refuse('conflict-of-role', 'Advisors convene working groups and are not members of them.')
  if (standing.admin && !standing.member) return refuse('not-allowed', 'Administrators look after accounts. Express interest with an account that is not an administrator’s.')
  return mayIn(standing, 'call.express') ?? (expressed ? refuse('already-done', 'You have expressed interest in this call already.') : closedRefusal(state))
}

export interface OwnOrganisation { readonly id: string; readonly name: string; readonly kind: OrganisationKind }

/** Whether somebody of these organisations may speak for one of them in a constituency. */
export function maySpeakFor(own: readonly OwnOrganisation[], organisationId: string, constituency: Constituency | null): Refusal | null {
  const organisation = own.find((one) => one.id === organisationId)
  if (!organisation) return refuse('invalid', 'Choose an organisation that you belong to. An administrator adds you to one.', 'organisation')
  const fitting = constituenciesOf(organisation.kind)
  if (constituency && fitting.includes(constituency)) return null
  return refuse('invalid', `People of ${organisation.name} take part as ${fitting.join(' or ')}.`, 'constituency')
}

/** All of them: advisors. One's own: whoever made it. */
export const mayReadExpressions = (standing: Standing, own = false): Refusal | null =>
  (standing.advisor === 'no' ? (own ? mayIn(standing, 'call.readExpressions', { own }) : refuse('advisor-only', 'Only advisors read expressions of interest. You can read your own.')) : null)

export function mayCharterCall(standing: Standing, state: CallState, call: { readonly expressions: number; readonly chartered: boolean }): Refusal | null {
  const able = mayPublish(standing)
  if (able) return able
  if (call.chartered) return refuse('already-done', 'A working group has been chartered from this call already.')
  if (state.kind === 'open') return refuse('invalid', `${stateInWords(state)} Its working group is chartered when it has closed.`)
  return call.expressions === 0 ? refuse('invalid', 'Nobody has expressed interest in this call, so there is no group to charter.') : null
}

/** Declaring an interest later, where one is a member. */
export function mayDeclare(standing: Standing): Refusal | null {
  if (standing.member) return mayIn(standing, 'call.express')
  return standing.personId ? refuse('members-only', 'Members declare their interests in their working group.') : refuse('sign-in-needed')
}
