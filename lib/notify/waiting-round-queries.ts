import { sql } from 'drizzle-orm'
import { clockOf, type Reader } from '../db'
import type { Standing } from '../groups/standing'
import { publishing, publishState } from '../publication/policy'
import { certifying, endingMeeting, statingMinority } from '../signoff/policy'
import { roundById } from '../signoff/queries'
import { type Round, seatsFor } from '../signoff/round'
import type { Waiting } from './desk'

interface Row extends Record<string, unknown> {
  id: string; group_id: string; slug: string; title: string; overtaken: boolean
  /** Seats that have dissented, the newest position of each. */
  dissents: string[] | null
}

/**
 * The newest round of each standard where something is left to do: it was carried and is not published, or its meeting has begun and not ended.
 * `overtaken`: a later version is public.
 */
const unfinished = (on: Reader, groupIds: readonly string[]) => on.execute<Row>(sql`
  select r.id, s.group_id, s.slug, s.title,
    exists (select from publications p join versions o on o.id = p.version_id where p.standard_id = s.id and (o.major, o.minor) > (v.major, v.minor)) as overtaken,
    array(select e.id::text from electors e cross join lateral
      (select p.position from positions p where p.elector_id = e.id order by p.revision desc limit 1) newest
      where e.round_id = r.id and newest.position = 'dissent') as dissents
  from standards s join lateral (select * from sign_off_rounds r where r.standard_id = s.id order by r.number desc limit 1) r on true
  join versions v on v.id = r.version_id left join round_outcomes o on o.round_id = r.id left join round_meetings m on m.round_id = r.id
  where s.group_id in (${sql.join(groupIds.map((id) => sql`${id}::uuid`), sql`, `)})
    and not exists (select from publications p where p.round_id = r.id)
    and (o.outcome = 'carried' or (r.ended_at is null and r.meets_at <= accord_now() and m.round_id is null))`)

const decidedAt = ({ state, openedAt }: Round): Date => ('outcome' in state ? state.outcome.closedAt : openedAt)

function minority(row: Row, round: Round, standing: Standing): Waiting[] {
  const stated = new Set(round.minorityStatements.map((one) => one.electorId))
  const seat = seatsFor(round.electors, standing.personId).find((one) => row.dissents?.includes(one.id))
  if (!seat || row.overtaken || statingMinority(standing, round, seat.id, { dissented: true, stated: stated.has(seat.id) })) return []
  return [{
    kind: 'minority', title: row.title, seat: seat.seatName, version: round.versionLabel, certified: round.state.kind === 'certified',
    at: decidedAt(round), says: 'since', link: `/workspace/standards/${row.slug}/sign-off/minority-statement`,
  }]
}

function ofAdvisor(row: Row, round: Round, standing: Standing, now: Date): Waiting[] {
  const base = `/workspace/standards/${row.slug}`
  const about = { title: row.title, version: round.versionLabel, says: 'since' as const }
  if (round.state.kind === 'open') {
    return endingMeeting(standing, round, now) ? [] : [{ kind: 'meeting', title: row.title, round: round.number, at: round.meetsAt!, says: 'due', link: `${base}/sign-off/meeting` }]
  }
  if (!certifying(standing, round)) return [{ kind: 'certificate', ...about, at: decidedAt(round), link: `${base}/sign-off/certify` }]
  if (round.state.kind !== 'certified' || publishing(standing, publishState(round, row.overtaken))) return []
  return [{ kind: 'publication', ...about, at: round.state.certificate.at, link: `${base}/publish` }]
}

/** Meetings to end, certificates to issue, versions to publish, and minority statements that may still be written. */
export async function roundsWaiting(on: Reader, standings: ReadonlyMap<string, Standing>): Promise<Waiting[]> {
  if (standings.size === 0) return []
  const now = await clockOf(on)
  const found: Waiting[] = []
  for (const row of await unfinished(on, [...standings.keys()])) {
    const standing = standings.get(row.group_id)!
    const round = await roundById(on, row.id)
    if (round) found.push(...minority(row, round, standing), ...ofAdvisor(row, round, standing, now))
  }
  return found
}
