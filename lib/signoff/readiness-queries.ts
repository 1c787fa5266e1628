import { sql } from 'drizzle-orm'
import type { Reader } from '../db'
import { draftingFaults } from '../document/drafting'
import { type VersionListed, versionInFull } from '../versions/queries'
import { readiness, type ReadinessLine } from './readiness'

interface Row extends Record<string, unknown> {
  consultation: number | null; closes_at: string | null; undisposed: number; late: number; objections: string[] | null
}

/** The checklist of a version, as it stands. Checks nobody: for the command, and for the page that has asked. */
export async function readinessOf(on: Reader, version: VersionListed): Promise<ReadinessLine[]> {
  const standard = version.standardId
  const [row] = await on.execute<Row>(sql`select open.number as consultation, open.closes_at::text as closes_at,
    (select count(*)::int from consultation_comments m join consultations c on c.id = m.consultation_id
      where c.standard_id = ${standard} and not exists (select from dispositions d where d.comment_id = m.id)
        and (not m.late or exists (select from late_decisions l where l.comment_id = m.id and l.decision = 'admit'))) as undisposed,
    (select count(*)::int from consultation_comments m join consultations c on c.id = m.consultation_id
      where c.standard_id = ${standard} and m.late and not exists (select from late_decisions l where l.comment_id = m.id)) as late,
    (select array_agg('FO-' || o.number || ' to ' || o.ref order by o.number) from objections o where o.standard_id = ${standard}
      and not exists (select from objection_steps s where s.objection_id = o.id and s.kind in ('resolved by change', 'not upheld', 'withdrawn'))) as objections
    from (values (1)) one left join consultations open on open.standard_id = ${standard} and open.ended_at is null`)
  const { content } = await versionInFull(on, version)
  return readiness({
    label: version.label, undisposed: row!.undisposed, lateUnanswered: row!.late, openObjections: row!.objections ?? [], drafting: draftingFaults(content),
    consultation: row!.consultation === null ? null : { number: row!.consultation, closesAt: new Date(row!.closes_at!) },
  })
}
