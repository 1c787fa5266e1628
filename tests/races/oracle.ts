import type { Sql } from '../../lib/db'

/** Each question is answered with rows that must not be: what PostgreSQL let through against a rule, judged from the rows alone. */
const questions: Record<string, string> = {
  'a position after its round had ended': `select p.id from positions p join sign_off_rounds r on r.id = p.round_id where p.taken_at >= least(r.closes_at, coalesce(r.ended_at, 'infinity'))`,
  'a position of somebody who was no member then': `select p.id from positions p join sign_off_rounds r on r.id = p.round_id join standards s on s.id = r.standard_id
    where not exists (select from group_members m where m.group_id = s.group_id and m.person_id = p.taken_by and m.role <> 'observer'
      and m.joined_at <= p.taken_at and (m.left_at is null or m.left_at > p.taken_at))`,
  'a position of somebody who neither holds the seat nor stands in': `select p.id from positions p join electors e on e.id = p.elector_id
    where e.round_id <> p.round_id or p.taken_by not in (e.holder_id, coalesce(e.substitute_id, e.holder_id))`,
  'a position on another text than the round': `select p.id from positions p join sign_off_rounds r on r.id = p.round_id where p.digest <> r.digest`,
  'a position when a newer version was tagged': `select p.id from positions p join sign_off_rounds r on r.id = p.round_id join versions about on about.id = r.version_id
    join versions newer on newer.standard_id = r.standard_id and (newer.major, newer.minor) > (about.major, about.minor) where newer.tagged_at <= p.taken_at`,
  'revisions out of order': `select id from (select id, elector_id, revision, row_number() over w as place, taken_at, lag(taken_at) over w as before
    from positions window w as (partition by elector_id order by revision)) p where revision <> place or before > taken_at`,
  'an outcome that does not follow from the positions': `select o.round_id from round_outcomes o where format('%s %s %s', o.present, o.approve, o.dissent) <> (
    select format('%s %s %s', count(*), count(*) filter (where p.position = 'approve'), count(*) filter (where p.position = 'dissent')) from (
      select distinct on (elector_id) position from positions where round_id = o.round_id order by elector_id, revision desc) p)`,
  'a round with no end of its own, or two': `select r.id from sign_off_rounds r left join round_outcomes o on o.round_id = r.id left join round_withdrawals w on w.round_id = r.id
    where r.ended_at is distinct from coalesce(o.closed_at, w.withdrawn_at) or (o.round_id is not null and w.round_id is not null)`,
  'a publication of what was not carried and certified': `select p.id from publications p left join round_outcomes o on o.round_id = p.round_id and o.outcome = 'carried'
    left join certifications c on c.round_id = p.round_id where o.round_id is null or c.round_id is null or p.published_at < c.certified_at`,
  'publications that go backwards': `select id from (select p.id, row(v.major, v.minor) as version, lag(row(v.major, v.minor)) over w as before, p.published_at, lag(p.published_at) over w as earlier
    from publications p join versions v on v.id = p.version_id window w as (partition by p.standard_id order by p.major, p.minor)) p where version <= before or published_at < earlier`,
}

export interface Verdict { readonly violations: Readonly<Record<string, number>>; readonly sum: number }

export async function judged(sql: Sql): Promise<Verdict> {
  const violations: Record<string, number> = {}
  for (const [question, query] of Object.entries(questions)) {
    const rows = await sql.unsafe(query)
    if (rows.length > 0) violations[question] = rows.length
  }
  return { violations, sum: Object.values(violations).reduce((a, b) => a + b, 0) }
}

/** A position that was refused: what was sent, and between which moments of the database's clock. */
export interface Refused { readonly roundId: string; readonly by: string; readonly from: string; readonly to: string }

/** Those that nothing speaks against: from the first moment to the last the round was open, its text the newest and the person a member. */
export async function wronglyRefused(sql: Sql, refusals: readonly Refused[]): Promise<Refused[]> {
  const wrong: Refused[] = []
  for (const one of refusals) {
    const [row] = await sql`select from sign_off_rounds r join standards s on s.id = r.standard_id join versions about on about.id = r.version_id
      join group_members m on m.group_id = s.group_id and m.person_id = ${one.by} and m.role <> 'observer'
      where r.id = ${one.roundId} and (r.ended_at is null or r.ended_at > ${one.to}::timestamptz) and m.joined_at < ${one.from}::timestamptz
        and (m.left_at is null or m.left_at > ${one.to}::timestamptz)
        and not exists (select from versions n where n.standard_id = r.standard_id and (n.major, n.minor) > (about.major, about.minor) and n.tagged_at <= ${one.to}::timestamptz)`
    if (row) wrong.push(one)
  }
  return wrong
}
