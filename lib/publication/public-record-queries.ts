import { asc, desc, eq, inArray, sql } from 'drizzle-orm'
import {
  certifications, electors, minorityStatements, positions, publications, roundOutcomes, signOffRounds, versionRequirements, versions, workingGroups,
} from '@/drizzle/schema'
import { declarationsOf } from '../calls/declaration-queries'
import type { Reader } from '../db'
import { labelOf } from '../versions/version'
import type { LevelCounts, PublicGroup, SeatPosition, SignOff } from './public-record'

/*
 * What the public site reads beside the publications themselves. Everything starts from `publications`, so that a draft or an unpublished
 * version cannot be reached (trials.md, 27); no actor is asked for, because everybody sees the same.
 */

/** Changes whenever anything that the public site shows changes, and with the day in London, when a review becomes overdue: what its caches are keyed by. */
export async function publicationStamp(on: Reader): Promise<string> {
  const [row] = await on.execute<{ stamp: string }>(sql`select concat_ws('.',
    (select count(*) from publications), (select count(*) from publication_withdrawals), (select count(*) from minority_statements),
    (select count(*) from objections), (select count(*) from objection_steps),
    (select concat_ws('-', count(*), count(*) filter (where closes_at <= accord_now())) from calls), (select count(*) from call_closings), (select count(*) from call_groups),
    (select count(*) from expressions_of_interest), (select count(*) from declarations_of_interest), (select coalesce(sum(hashtext(name)::bigint), 0) from services),
    (select count(*) from erratum_publications), (select count(*) from reviews), today_in_london(),
    (select coalesce(sum(hashtext(name || remit || slug)::bigint), 0) from working_groups)) as stamp`)
  return row?.stamp ?? ''
}

/** The requirements of each publication, counted by level. */
export async function levelsOf(on: Reader, publicationIds: readonly string[]): Promise<ReadonlyMap<string, LevelCounts>> {
  const counts = new Map<string, Record<string, number>>()
  if (publicationIds.length === 0) return counts
  const rows = await on.select({ id: publications.id, level: versionRequirements.level, count: sql<number>`count(*)::int` })
    .from(publications).innerJoin(versionRequirements, eq(versionRequirements.versionId, publications.versionId))
    .where(inArray(publications.id, [...publicationIds])).groupBy(publications.id, versionRequirements.level)
  for (const row of rows) counts.set(row.id, { ...counts.get(row.id), [row.level]: row.count })
  return counts
}

/** How a publication was signed off; null when it is unknown. */
export async function signOffOf(on: Reader, publicationId: string): Promise<SignOff | null> {
  const [row] = await on.select({
    id: signOffRounds.id, round: signOffRounds.number, openedAt: signOffRounds.openedAt, closedAt: roundOutcomes.closedAt,
    outcome: roundOutcomes.outcome, seats: roundOutcomes.seats, present: roundOutcomes.present, approve: roundOutcomes.approve,
    dissent: roundOutcomes.dissent, abstain: roundOutcomes.abstain, statement: certifications.statement, certifiedAt: certifications.certifiedAt,
    major: versions.major, minor: versions.minor,
  }).from(publications)
    .innerJoin(versions, eq(versions.id, publications.versionId))
    .innerJoin(signOffRounds, eq(signOffRounds.id, publications.roundId))
    .innerJoin(roundOutcomes, eq(roundOutcomes.roundId, signOffRounds.id))
    .leftJoin(certifications, eq(certifications.roundId, signOffRounds.id))
    .where(eq(publications.id, publicationId))
  if (!row) return null
  const { seats, present, approve, dissent, abstain } = row
  return {
    signedAs: labelOf(row), round: row.round, openedAt: row.openedAt, closedAt: row.closedAt, outcome: row.outcome,
    counts: { seats, present, approve, dissent, abstain },
    certificate: row.certifiedAt ? { statement: row.statement ?? '', at: row.certifiedAt } : null,
    positions: await positionsOf(on, row.id),
  }
}

async function positionsOf(on: Reader, roundId: string): Promise<SeatPosition[]> {
  const rows = await on.selectDistinctOn([electors.id], {
    personId: sql<string>`coalesce(${positions.takenBy}, ${electors.holderId})`, seat: electors.seatName, organisation: electors.organisationName, constituency: electors.constituency,
    position: positions.position, reason: positions.reason, delegation: positions.delegation, takenAt: positions.takenAt,
    bySubstitute: sql<boolean>`coalesce(${positions.takenBy} = ${electors.substituteId}, false)`, minorityStatement: minorityStatements.text,
  }).from(electors)
    .leftJoin(positions, eq(positions.electorId, electors.id))
    .leftJoin(minorityStatements, eq(minorityStatements.electorId, electors.id))
    .where(eq(electors.roundId, roundId)).orderBy(asc(electors.id), desc(positions.revision))
  const declared = await declarationsOf(on, rows.map((row) => row.personId))
  return rows.map(({ personId, ...row }) => ({ ...row, reason: row.reason ?? '', delegation: row.delegation ?? '', declared: declared.get(personId) ?? [] }))
    .sort((a, b) => a.constituency.localeCompare(b.constituency) || a.seat.localeCompare(b.seat))
}

/** Working groups by name and remit. Never who is in them. */
export const publicGroups = (on: Reader): Promise<PublicGroup[]> =>
  on.select({ slug: workingGroups.slug, name: workingGroups.name, remit: workingGroups.remit }).from(workingGroups).orderBy(asc(workingGroups.name))
