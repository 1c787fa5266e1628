import { type Refusal, refuse } from '../kernel/refusal'
import type { Actor } from '../kernel/actor'
import { ok, refused, type Result } from '../kernel/result'

export const organisationKinds = ['council', 'supplier', 'advisory body', 'other'] as const
export type OrganisationKind = (typeof organisationKinds)[number]

export const nations = ['England', 'Scotland', 'Wales', 'Northern Ireland'] as const
export type Nation = (typeof nations)[number]

export interface OrganisationInput {
  readonly name: string
  readonly kind: OrganisationKind
  readonly gssCode?: string | null
  readonly councilType?: string | null
  readonly nation?: Nation | null
  readonly domains?: readonly string[]
}

/** ONS nine-character code: a letter for the nation, two digits for the kind of area, six for the area. */
export const isGssCode = (text: string): boolean => /^[ESWN]\d{8}$/.test(text)

/** Organisations and accounts are the administrators' (permissions: account.suspend, account.seeEmail); `system` fills the demo world. */
export function mayAdminister(actor: Actor): Refusal | null {
  if (actor.kind === 'anonymous') return refuse('sign-in-needed')
  return actor.kind === 'system' || actor.isAdmin ? null : refuse('admin-only')
}

/** Not oneself, and not the last who could undo it. */
export function maySuspend(actor: Actor, target: { id: string; isAdmin: boolean }, activeAdmins: number): Refusal | null {
  const able = mayAdminister(actor)
  if (able) return able
  if (actor.kind === 'person' && actor.id === target.id) return refuse('not-allowed', 'You cannot suspend your own account. Ask another administrator.')
  return target.isAdmin && activeAdmins <= 1 ? refuse('not-allowed', 'This is the last administrator. Accord must keep one.') : null
}

const wrong = (message: string, field: string) => refused(refuse('invalid', message, field))

export function decideOrganisation(input: OrganisationInput): Result<Required<OrganisationInput>> {
  const name = input.name.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (name === '' || name.length > 200) return wrong('Enter the organisation’s name, in 200 characters or fewer.', 'name')
  const council = input.kind === 'council'
  const gssCode = council ? input.gssCode?.trim().toUpperCase() || null : null
  if (gssCode && !isGssCode(gssCode)) return wrong('The GSS code must be nine characters such as E10000014.', 'gssCode')
  if (council && !input.nation) return wrong('Choose the nation of the council.', 'nation')
  const domains = [...new Set((input.domains ?? []).map((domain) => domain.trim().toLowerCase().replace(/^@/, '')).filter(Boolean))]
  const odd = domains.find((domain) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain))
  if (odd !== undefined) return wrong(`“${odd}” is not a domain such as wexshire.gov.uk.`, 'domains')
  return ok({ name, kind: input.kind, gssCode, councilType: council ? input.councilType?.trim() || null : null, nation: input.nation ?? null, domains })
}
