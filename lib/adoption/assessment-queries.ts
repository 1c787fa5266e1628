import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import { adoptionAssessments, adoptionMeasures, adoptions, people, publications } from '@/drizzle/schema'
import type { Reader } from '../db'
import { labelOf } from '../versions/version'
import type { Finding, FindingResult } from './assessment'
import type { Measures } from './measures'

/** The figures recorded under these adoptions, as they stood at a moment where one is given; in the order of their recording. */
export async function measuresOf(on: Reader, adoptionIds: readonly string[], until?: Date): Promise<Measures[]> {
  const rows = await on.select({ measures: adoptionMeasures, recordedByName: people.name, major: publications.major, minor: publications.minor }).from(adoptionMeasures)
    .innerJoin(people, eq(people.id, adoptionMeasures.recordedBy)).innerJoin(adoptions, eq(adoptions.id, adoptionMeasures.adoptionId))
    .innerJoin(publications, eq(publications.id, adoptions.publicationId))
    .where(and(inArray(adoptionMeasures.adoptionId, [...adoptionIds]), until && lte(adoptionMeasures.recordedAt, until)))
    .orderBy(asc(adoptionMeasures.recordedAt), asc(adoptionMeasures.revision))
  return rows.map(({ measures: { id: _id, recordedBy: _by, ...row }, recordedByName, ...number }) => ({ ...row, recordedByName, label: labelOf(number) }))
}

/** How often the self-assessment of an adoption was saved. */
export async function revisionOf(on: Reader, adoptionId: string): Promise<number> {
  const [row] = await on.select({ revision: sql<number>`coalesce(max(${adoptionAssessments.revision}), 0)::int` }).from(adoptionAssessments).where(eq(adoptionAssessments.adoptionId, adoptionId))
  return row!.revision
}

interface FindingRow { [column: string]: unknown; adoptionId: string; blockId: string; result: FindingResult; note: string; evidence: string; expires: string | null; revision: number | null; by: string; at: string }

/**
 * What counts for each of these adoptions, requirement by requirement: the newest finding, else that of the same council under an earlier version whose
 * requirement reads the same. `until` a moment, or up to a revision of its own: as it stood then.
 */
export async function findingsOf(on: Reader, adoptionIds: readonly string[], { until, revision }: { until?: Date; revision?: number } = {}): Promise<(Finding & { adoptionId: string })[]> {
  if (adoptionIds.length === 0) return []
  const rows = await on.execute<FindingRow>(sql`
    select distinct on (held.id, f.block_id) held.id as "adoptionId", f.block_id as "blockId", f.result, f.note, f.evidence, f.evidence_expires_on::text as expires,
      case when own.id = held.id then a.revision end as revision, p.name as by, to_char(a.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from adoptions held join publications newer on newer.id = held.publication_id
      join adoptions own on own.organisation_id = held.organisation_id and own.standard_id = held.standard_id
      join publications older on older.id = own.publication_id and (older.major, older.minor) <= (newer.major, newer.minor)
      join adoption_assessments a on a.adoption_id = own.id join adoption_findings f on f.assessment_id = a.id join people p on p.id = a.recorded_by
      join version_requirements was on was.version_id = own.version_id and was.block_id = f.block_id
      join version_requirements now on now.version_id = held.version_id and now.block_id = f.block_id and now.digest = was.digest
    where held.id in (${sql.join(adoptionIds.map((id) => sql`${id}::uuid`), sql`, `)})
      and (${until?.toISOString() ?? null}::timestamptz is null or a.recorded_at <= ${until?.toISOString() ?? null}::timestamptz)
      and (${revision ?? null}::int is null or own.id <> held.id or a.revision <= ${revision ?? null}::int)
    order by held.id, f.block_id, older.major desc, older.minor desc, a.revision desc`)
  return rows.map(({ adoptionId, blockId, result, note, evidence, expires, revision: saved, by, at }) =>
    ({ adoptionId, blockId, result, note, evidence, evidenceExpiresOn: expires, revision: saved, recordedByName: by, recordedAt: new Date(at) }))
}
