import { sql } from 'drizzle-orm'
import { hashOfToken } from '../auth/sessions'
import type { Reader } from '../db'
import type { MemberRole, Standing } from '../groups/standing'
import type { Constituency } from '../groups/constituency'
import type { PersonActor } from '../kernel/actor'
import { laneAt, type Lane } from './access'
import { colourOf, type Presence } from './messages'

/** Who asks to be let in where; `standardId` is a UUID. */
export interface Asking { readonly token: string; readonly standardId: string }

export type Admission =
  | { kind: 'signed out' }
  | { kind: 'no such draft' }
  | { kind: 'admitted'; person: PersonActor; presence: Presence; lane: Exclude<Lane, 'none'>; frozen: boolean; groupId: string }

interface Found extends Record<string, unknown> {
  person_id: string | null; name: string; email: string; is_admin: boolean
  group_id: string | null; archived_at: Date | null
  role: MemberRole | null; constituency: Constituency; organisation_id: string; taking: string | null
  advises: boolean; assigned: boolean; belongs: string | null
}

/**
 * Session, person, standard and standing of many at once, in the order asked: after a restart everybody comes back in the same second, and eight
 * questions each would keep the last of them waiting for a minute. What a person is in the group is what `standingIn` says; a test holds the two together.
 */
export async function admissionsOf(on: Reader, asking: readonly Asking[]): Promise<Admission[]> {
  const hashes = asking.map(({ token }) => hashOfToken(token))
  const standards = asking.map(({ standardId }) => standardId)
  const found = await on.execute<Found>(sql`
    select p.id as person_id, p.name, p.email, p.is_admin, s.group_id, s.archived_at,
      m.role, m.constituency, m.organisation_id, taking.name as taking,
      exists (select from organisation_memberships b join organisations o on o.id = b.organisation_id
        where b.person_id = p.id and b.ended_at is null and o.kind = 'advisory body') as advises,
      exists (select from group_advisors a where a.group_id = s.group_id and a.person_id = p.id and a.ended_at is null) as assigned,
      (select o.name from organisation_memberships b join organisations o on o.id = b.organisation_id
        where b.person_id = p.id and b.ended_at is null order by b.created_at, o.name limit 1) as belongs
    from unnest(${`{${hashes.join(',')}}`}::text[], ${`{${standards.join(',')}}`}::uuid[]) with ordinality as asking (hash, standard_id, n)
    left join sessions x on x.token_hash = asking.hash and x.expires > now()
    left join people p on p.id = x.person_id and p.suspended_at is null
    left join standards s on s.id = asking.standard_id
    left join group_members m on m.group_id = s.group_id and m.person_id = p.id and m.left_at is null
    left join organisations taking on taking.id = m.organisation_id
    order by n`)
  return [...found].map(admissionOf)
}

function admissionOf(found: Found): Admission {
  if (found.person_id === null) return { kind: 'signed out' }
  if (found.group_id === null) return { kind: 'no such draft' }
  const standing: Standing = {
    personId: found.person_id,
    member: found.role ? { role: found.role, constituency: found.constituency, organisationId: found.organisation_id } : null,
    advisor: !found.advises ? 'no' : found.assigned ? 'assigned' : 'unassigned',
    admin: found.is_admin,
  }
  const lane = laneAt(standing, { archivedAt: found.archived_at })
  if (lane === 'none') return { kind: 'no such draft' }
  const person: PersonActor = { kind: 'person', id: found.person_id, name: found.name, email: found.email, isAdmin: found.is_admin }
  const organisation = (found.role ? found.taking : found.belongs) ?? ''
  const presence: Presence = { id: person.id, name: person.name, organisation, colour: colourOf(person.id) }
  return { kind: 'admitted', person, presence, lane, frozen: found.archived_at !== null, groupId: found.group_id }
}
