import { sql } from 'drizzle-orm'
import { clockOf, type Reader } from '../db'
import { standingIn, standingsOf } from '../groups/standing-queries'
import type { PersonActor } from '../kernel/actor'
import { type Refusal, refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { type Advised, advisedFrom, byHarm, type RoundFacts, stalled, type StandardFacts, type Step } from './advising'

/** A standard's line, or a group's own where it has none yet (`standard` is null). */
export interface AdvisedLine extends Omit<Advised, 'slug' | 'title'> {
  readonly group: { readonly slug: string; readonly name: string }
  readonly standard: { readonly slug: string; readonly title: string } | null
}

export interface AdvisorsDesk { readonly groups: number; readonly lines: readonly AdvisedLine[]; readonly now: Date }

interface Row extends Record<string, unknown> {
  group_slug: string; group_name: string; chartered: boolean; archived: boolean; slug: string | null; title: string | null; leads: string[]; last_at: string
  newest: string | null; consultation: number | null; consultation_version: string | null; consultation_closes: string | null
  consulted: boolean; promised: number; undisposed: number; late: number; objections: number
  round: number | null; round_state: RoundFacts['state'] | null; closes_at: string | null; meets_at: string | null; met: boolean; seats: number; taken: number
  published: string | null; review: string | null; is_newest: boolean; was_published: boolean
}

/**
 * Every group with its standards, in one statement. An unended round or consultation counts as open until it is closed. What was written into a
 * draft counts as something happening, though the trail is silent about it.
 */
const rowsOf = (on: Reader, groupIds: readonly string[]) => on.execute<Row>(sql`
  with mine as (select g.id, g.slug, g.name, g.created_at, exists (select from charters c where c.group_id = g.id) as chartered,
      array(select p.name from group_members m join people p on p.id = m.person_id where m.group_id = g.id and m.role = 'lead' and m.left_at is null order by p.name) as leads
    from working_groups g where g.id in (${sql.join(groupIds.map((id) => sql`${id}::uuid`), sql`, `)})),
  texts as (select s.*, n.version, v.major, v.minor, f.publication, p.version_id as public_version from standards s
    cross join lateral (select newest_version(s.id) as version) n left join versions v on v.id = n.version
    cross join lateral (select publication_in_force(s.id) as publication) f left join publications p on p.id = f.publication
    where s.archived_at is null and s.group_id in (select id from mine))
  select g.slug as group_slug, g.name as group_name, g.chartered, g.leads, exists (select from standards old where old.group_id = g.id) as archived, s.slug, s.title, 'v' || s.major || '.' || s.minor as newest,
    c.number as consultation, c.version as consultation_version, c.closes_at::text as consultation_closes,
    exists (select from consultations e join versions v on v.id = e.version_id where e.standard_id = s.id and e.ended_at is not null and not exists (
      select from publications p join versions o on o.id = p.version_id where p.standard_id = s.id and (o.major, o.minor) >= (v.major, v.minor))) as consulted,
    (select count(*)::int from counted_dispositions d where d.version_id = s.version and d.outcome in ('accepted', 'accepted in part')) as promised,
    (select count(*)::int from counted_dispositions d join versions v on v.id = d.version_id where d.standard_id = s.id and d.outcome is null and not exists (
      select from publications p join versions o on o.id = p.version_id where p.standard_id = s.id and (o.major, o.minor) >= (v.major, v.minor))) as undisposed,
    (select count(*)::int from consultation_comments m join consultations e on e.id = m.consultation_id
      where e.standard_id = s.id and m.late and not exists (select from late_decisions l where l.comment_id = m.id)) as late,
    (select count(*)::int from objections o where o.standard_id = s.id and objection_state(o.id) in ('open', 'asked')) as objections,
    r.number as round, r.state as round_state, r.closes_at::text, r.meets_at::text, coalesce(r.met, false) as met, coalesce(r.seats, 0) as seats, coalesce(r.taken, 0) as taken,
    'v' || f.major || '.' || f.minor as published, review_due(s.publication)::text as review, s.version = s.public_version as is_newest,
    exists (select from publications p where p.version_id = s.version) as was_published,
    greatest(coalesce(s.created_at, g.created_at),
      (select e.at from audit_events e where e.standard_id = s.id order by e.id desc limit 1),
      (select e.at from audit_events e where s.id is null and e.group_id = g.id order by e.id desc limit 1),
      (select l.at from draft_log l where l.standard_id = s.id order by l.seq desc limit 1))::text as last_at
  from mine g left join texts s on s.group_id = g.id left join publications f on f.id = s.publication
  left join lateral (select e.number, e.closes_at, 'v' || v.major || '.' || v.minor as version from consultations e join versions v on v.id = e.version_id
    where e.standard_id = s.id and e.ended_at is null) c on true
  left join lateral (select n.number, n.closes_at, n.meets_at, exists (select from round_meetings m where m.round_id = n.id) as met,
      case when n.ended_at is null then 'open' when o.outcome is distinct from 'carried' then 'ended'
        when exists (select from certifications z where z.round_id = n.id) then 'certified' else 'carried' end as state,
      (select count(*)::int from electors e where e.round_id = n.id) as seats,
      (select count(distinct q.elector_id)::int from positions q where q.round_id = n.id) as taken
    from sign_off_rounds n left join round_outcomes o on o.round_id = n.id
    where n.standard_id = s.id and n.version_id = s.version and not exists (select from publications p where p.round_id = n.id)
    order by n.number desc limit 1) r on true`)

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text))

const factsOf = (row: Row & { slug: string; title: string }): StandardFacts => ({
  slug: row.slug, title: row.title, leads: row.leads, newest: row.newest, consulted: row.consulted, promised: row.promised,
  consultation: row.consultation === null ? null : { number: row.consultation, version: row.consultation_version!, closesAt: new Date(row.consultation_closes!) },
  undisposed: row.undisposed, lateUnanswered: row.late, openObjections: row.objections,
  round: row.round === null ? null : {
    number: row.round, state: row.round_state!, closesAt: new Date(row.closes_at!), meetsAt: dateOf(row.meets_at), met: row.met, seats: row.seats, taken: row.taken,
  },
  published: row.published === null ? null : { label: row.published, reviewDate: row.review!, isNewest: row.is_newest },
  withdrawn: row.published === null && row.was_published, lastAt: new Date(row.last_at),
})

function withoutStandard({ chartered, archived }: Row): Step {
  if (archived) return { step: 'Every standard is archived', next: null, owner: 'Nobody', rests: true }
  return chartered
    ? { step: 'No standard yet', next: null, owner: 'An editor starts the first draft', rests: false }
    : { step: 'No charter yet', next: null, owner: 'An advisor charters the seats', rests: false }
}

function lineOf(row: Row, now: Date): AdvisedLine {
  const group = { slug: row.group_slug, name: row.group_name }
  if (row.slug !== null && row.title !== null) {
    const { slug, title, ...line } = advisedFrom(factsOf({ ...row, slug: row.slug, title: row.title }), now)
    return { group, standard: { slug, title }, ...line }
  }
  const step = withoutStandard(row)
  return { group, standard: null, ...step, stalled: stalled(step, new Date(row.last_at), now) }
}

/** The permissions have no line for it: it shows advisors what each of them may read already, in the groups assigned to them. */
export const usingAdvisorsDesk = (advisor: 'no' | 'unassigned' | 'assigned'): Refusal | null =>
  (advisor === 'no' ? refuse('advisor-only', 'The advisor’s desk shows advisors the groups that they advise. What waits on you is on My desk.') : null)

/** Every group that the actor advises, a line a standard, by harm. */
export async function advisorsDesk(on: Reader, actor: PersonActor): Promise<Result<AdvisorsDesk>> {
  const refusal = usingAdvisorsDesk((await standingIn(on, actor, null)).advisor)
  if (refusal) return refused(refusal)
  const own = [...await standingsOf(on, actor)].filter(([, standing]) => standing.advisor === 'assigned').map(([id]) => id)
  const now = await clockOf(on)
  const lines = own.length === 0 ? [] : (await rowsOf(on, own)).map((row) => lineOf(row, now)).sort(byHarm)
  return ok({ groups: own.length, lines, now })
}
