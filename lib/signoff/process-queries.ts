import { sql } from 'drizzle-orm'
import type { Reader } from '../db'
import type { ConsultationFacts, ProcessFacts } from './process'
import { positionsOf, roundsOfStandard } from './queries'
import { countedPositions, type Round } from './round'

interface ConsultationRow extends Record<string, unknown> {
  number: number; version: string; opened_at: string; closed_at: string; comments: number; objections: number; late: number
}

/** Consultations since the standard was last published: those before belong to what was published then. */
const sincePublication = (standardId: string) => sql`c.standard_id = ${standardId} and c.opened_at > coalesce(
  (select max(p.published_at) from publications p where p.standard_id = ${standardId}), '-infinity')`

async function consultationsOf(on: Reader, standardId: string): Promise<ConsultationFacts[]> {
  const rows = await on.execute<ConsultationRow>(sql`select c.number, 'v' || v.major || '.' || v.minor as version, c.opened_at::text,
      (case when k.closed_by is null then c.closes_at else k.closed_at end)::text as closed_at, k.comments, k.objections,
      (select count(*)::int from consultation_comments m where m.consultation_id = c.id and m.late) as late
    from consultations c join versions v on v.id = c.version_id join consultation_closings k on k.consultation_id = c.id
    where ${sincePublication(standardId)} order by c.number`)
  return rows.map(({ opened_at: openedAt, closed_at: closedAt, ...row }) => ({ ...row, openedAt: new Date(openedAt), closedAt: new Date(closedAt) }))
}

/** What the way to this round's version was. Checks nobody: for the page of the one who certifies. */
export async function processFacts(on: Reader, round: Round): Promise<ProcessFacts> {
  const dispositions = await on.execute<{ outcome: string; count: number }>(sql`select outcome, count(*)::int as count from (
      select distinct on (d.comment_id) d.outcome from dispositions d join consultation_comments m on m.id = d.comment_id
      join consultations c on c.id = m.consultation_id where ${sincePublication(round.standardId)} order by d.comment_id, d.revision desc) newest
    group by outcome order by count(*) desc, outcome`)
  const objections = await on.execute<{ name: string; outcome: string | null }>(sql`select 'FO-' || o.number || ' to ' || o.ref as name,
      (select s.kind from objection_steps s where s.objection_id = o.id and s.kind in ('resolved by change', 'not upheld', 'withdrawn') order by s.number desc limit 1) as outcome
    from objections o where o.standard_id = ${round.standardId} order by o.number`)
  const earlier = (await roundsOfStandard(on, round.standardId)).filter((one) => one.versionId === round.versionId && one.number < round.number)
  return {
    round, dispositions, consultations: await consultationsOf(on, round.standardId),
    objections: objections.map(({ name, outcome }) => ({ name, outcome: outcome === 'not upheld' ? 'not upheld, dissent recorded' : outcome ?? 'open' })),
    adjourned: earlier.flatMap(({ state }) => (state.kind === 'adjourned' ? [state.meeting] : [])).reverse(),
    positions: [...countedPositions(await positionsOf(on, round.id)).values()].map((one) => ({ seatId: one.electorId, position: one.position })),
  }
}
