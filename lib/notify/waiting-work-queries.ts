import { sql } from 'drizzle-orm'
import type { Reader } from '../db'
import { disposingAny } from '../consultation/disposition-policy'
import { answeringLate } from '../consultation/policy'
import type { Standing } from '../groups/standing'
import type { PersonActor } from '../kernel/actor'
import { decidingErratum, recordingReview } from '../maintenance/policy'
import { reminderDays } from '../maintenance/review'
import { mayDecide } from '../proposals/policy'
import { labelOf } from '../versions/version'
import type { Waiting } from './desk'

/** How much of each kind of work is open on a standard, and since when. */
interface Row extends Record<string, unknown> {
  group_id: string; slug: string; title: string
  late: number; late_since: string | null; late_number: number | null
  comments: number; comments_since: string | null; consultation: number | null
  proposals: number; proposals_since: string | null
  errata: number; errata_since: string | null; erratum: string | null
  review: string | null; major: number | null; minor: number | null
}

/**
 * Comments wait on the lead editor when the consultation has closed; on the other editors and the advisor only those that no lead editor may
 * dispose of, being their own. Nobody is shown a comment that they wrote themselves. What was published is past disposing of.
 */
const open = (on: Reader, me: string, groupIds: readonly string[]) => on.execute<Row>(sql`
  select s.group_id, s.slug, s.title, late.*, comments.*, proposals.*, errata.*, review.*
  from standards s
  cross join lateral (select count(*)::int as late, min(m.created_at)::text as late_since, (array_agg(m.number order by m.created_at))[1] as late_number
    from consultation_comments m join consultations c on c.id = m.consultation_id
    where c.standard_id = s.id and m.late and m.author_id <> ${me}::uuid and not exists (select from late_decisions l where l.comment_id = m.id)) late
  cross join lateral (select count(*)::int as comments, min(coalesce(l.decided_at, c.ended_at, c.closes_at))::text as comments_since, min(c.number) as consultation
    from counted_dispositions d join consultation_comments m on m.id = d.comment_id join consultations c on c.id = m.consultation_id
    join versions v on v.id = c.version_id left join late_decisions l on l.comment_id = m.id
    where d.standard_id = s.id and d.outcome is null and m.author_id <> ${me}::uuid and (c.ended_at is not null or c.closes_at <= accord_now())
      and (exists (select from group_members own where own.group_id = s.group_id and own.person_id = ${me}::uuid and own.role = 'lead' and own.left_at is null)
        or not exists (select from group_members own where own.group_id = s.group_id and own.person_id <> m.author_id and own.role = 'lead' and own.left_at is null))
      and not exists (select from publications p join versions o on o.id = p.version_id
        where p.standard_id = s.id and (o.major, o.minor) >= (v.major, v.minor))) comments
  cross join lateral (select count(*)::int as proposals, min(p.proposed_at)::text as proposals_since
    from proposals p where p.standard_id = s.id and not exists (select from proposal_decisions d where d.proposal_id = p.id)) proposals
  cross join lateral (select count(*)::int as errata, min(e.proposed_at)::text as errata_since, (array_agg(e.id order by e.proposed_at))[1]::text as erratum
    from errata e join publications p on p.id = e.publication_id
    where p.standard_id = s.id and not exists (select from erratum_publications d where d.erratum_id = e.id)
      and not exists (select from erratum_refusals d where d.erratum_id = e.id)
      and not exists (select from publication_withdrawals w where w.publication_id = p.id)) errata
  left join lateral (select review_due(p.id)::text as review, p.major, p.minor from publications p
    where p.id = publication_in_force(s.id) and review_due(p.id) - ${reminderDays}::int <= today_in_london()) review on true
  where s.archived_at is null and s.group_id in (${sql.join(groupIds.map((id) => sql`${id}::uuid`), sql`, `)})`)

const since = (at: string | null): { at: Date; says: 'since' } => ({ at: new Date(at!), says: 'since' })

function waitingOf(row: Row, standing: Standing): Waiting[] {
  const { title } = row
  const base = `/workspace/standards/${row.slug}`
  const found: Waiting[] = []
  if (row.comments > 0 && !disposingAny(standing)) {
    found.push({ kind: 'comments', title, count: row.comments, ...since(row.comments_since), link: `${base}/dispositions?consultation=${row.consultation}` })
  }
  if (row.late > 0 && !answeringLate(standing, { late: true, authorId: '', answer: null })) {
    found.push({ kind: 'late', title, count: row.late, ...since(row.late_since), link: row.late === 1 ? `${base}/consultation/late/LC-${row.late_number}` : `${base}/consultation` })
  }
  if (row.errata > 0 && !decidingErratum(standing)) {
    found.push({ kind: 'errata', title, count: row.errata, ...since(row.errata_since), link: row.errata === 1 ? `${base}/maintenance/errata/${row.erratum}` : `${base}/maintenance` })
  }
  if (row.review && !recordingReview(standing, { kind: 'current' })) {
    const version = labelOf({ major: row.major!, minor: row.minor! })
    found.push({ kind: 'review', title, version, at: new Date(`${row.review}T12:00:00Z`), says: 'due', dayOnly: true, link: `${base}/maintenance/review` })
  }
  if (row.proposals > 0 && !mayDecide(standing, { archived: false }, 'open')) {
    found.push({ kind: 'proposals', title, count: row.proposals, ...since(row.proposals_since), link: `${base}/proposals` })
  }
  return found
}

/** Comments, late comments, errata, reviews and proposed changes that wait on this person: one entry a standard and kind. */
export async function workWaiting(on: Reader, actor: PersonActor, standings: ReadonlyMap<string, Standing>): Promise<Waiting[]> {
  if (standings.size === 0) return []
  const rows = await open(on, actor.id, [...standings.keys()])
  return rows.flatMap((row) => waitingOf(row, standings.get(row.group_id)!))
}
