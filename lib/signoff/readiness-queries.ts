import { sql } from 'drizzle-orm'
import { undisposedOn } from '../consultation/disposition-queries'
import { whyItStands } from '../consultation/objection'
import { openObjectionsOn } from '../consultation/objection-queries'
import type { Reader } from '../db'
import { draftingFaults } from '../document/drafting'
import { type VersionListed, versionInFull } from '../versions/queries'
import { readiness, type ReadinessLine } from './readiness'

interface Row extends Record<string, unknown> { number: number | null; closes_at: string | null; late: number }

/** The checklist of a version, as it stands. Checks nobody: for the command, and for the page that has asked. */
export async function readinessOf(on: Reader, version: VersionListed): Promise<ReadinessLine[]> {
  const { id, standardId: standard } = version
  const [row] = await on.execute<Row>(sql`select open.number, open.closes_at::text,
    (select count(*)::int from consultation_comments m join consultations c on c.id = m.consultation_id
      where c.standard_id = ${standard} and m.late and not exists (select from late_decisions l where l.comment_id = m.id)) as late
    from (values (1)) one left join consultations open on open.standard_id = ${standard} and open.ended_at is null`)
  const { number, closes_at: closesAt, late } = row!
  const objections = await openObjectionsOn(on, standard, id)
  return readiness({
    label: version.label, undisposed: await undisposedOn(on, standard, id), lateUnanswered: late,
    openObjections: objections.map((one) => `${one.name} to ${whyItStands[one.requirement](one.ref).replace(`${one.ref} `, `${one.ref}, which `)}`),
    drafting: draftingFaults((await versionInFull(on, version)).content), consultation: number === null ? null : { number, closesAt: new Date(closesAt!) },
  })
}
