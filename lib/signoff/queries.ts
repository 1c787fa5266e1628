import { and, asc, count, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import {
  certifications, charters, electors, minorityStatements, people, positions, publications, roundMeetings, roundOutcomes, roundWithdrawals, seats, signOffRounds,
  standards, versions,
} from '@/drizzle/schema'
import { clockOf, type Reader } from '../db'
import { mayIn } from '../groups/standing'
import type { Actor } from '../kernel/actor'
import { isUuid } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { newestVersion, type OnStandard, versionsOfStandard } from '../versions/queries'
import { standardFor } from '../versions/standard-queries'
import { labelOf } from '../versions/version'
import { type OpeningState, seeingPositions } from './policy'
import { countedPositions, type Elector, type MinorityStatement, type Position, type Round, stateOf } from './round'

const [opener, closer, withdrawer, certifier] = [alias(people, 'opener'), alias(people, 'closer'), alias(people, 'withdrawer'), alias(people, 'certifier')]
const ender = alias(people, 'ender')

const selecting = (on: Reader) => on.select({
  round: signOffRounds, major: versions.major, minor: versions.minor, title: versions.title, taggedBy: versions.taggedBy, charterNumber: charters.number,
  writtenWindowDays: charters.writtenWindowDays, meeting: roundMeetings, endedByName: ender.name,
  openedByName: opener.name, outcome: roundOutcomes, closedByName: closer.name, withdrawal: roundWithdrawals, withdrawnByName: withdrawer.name,
  certificate: certifications, certifiedByName: certifier.name, publicMajor: publications.major, publicMinor: publications.minor,
}).from(signOffRounds)
  .innerJoin(versions, eq(versions.id, signOffRounds.versionId)).innerJoin(charters, eq(charters.id, signOffRounds.charterId))
  .innerJoin(opener, eq(opener.id, signOffRounds.openedBy))
  .leftJoin(roundMeetings, eq(roundMeetings.roundId, signOffRounds.id)).leftJoin(ender, eq(ender.id, roundMeetings.endedBy))
  .leftJoin(roundOutcomes, eq(roundOutcomes.roundId, signOffRounds.id)).leftJoin(closer, eq(closer.id, roundOutcomes.closedBy))
  .leftJoin(roundWithdrawals, eq(roundWithdrawals.roundId, signOffRounds.id)).leftJoin(withdrawer, eq(withdrawer.id, roundWithdrawals.withdrawnBy))
  .leftJoin(certifications, eq(certifications.roundId, signOffRounds.id)).leftJoin(certifier, eq(certifier.id, certifications.certifiedBy))
  .leftJoin(publications, eq(publications.roundId, signOffRounds.id))
  .orderBy(desc(signOffRounds.number)).$dynamic()

type Row = Awaited<ReturnType<typeof selecting>>[number]

const meetingOf = ({ meeting, endedByName }: Row) => meeting && { ...meeting, endedByName: endedByName ?? '' }

const stateOfRow = (row: Row) => stateOf({
  meeting: meetingOf(row),
  withdrawal: row.withdrawal && { reason: row.withdrawal.reason, byName: row.withdrawnByName ?? '', at: row.withdrawal.withdrawnAt },
  outcome: row.outcome && { ...row.outcome, closedByName: row.closedByName },
  certificate: row.certificate && { statement: row.certificate.statement, byName: row.certifiedByName ?? '', at: row.certificate.certifiedAt },
  publishedAs: row.publicMajor === null ? null : labelOf({ major: row.publicMajor, minor: row.publicMinor ?? 0 }),
})

async function electorsOf(on: Reader, roundIds: string[]): Promise<(Elector & { roundId: string })[]> {
  const [holder, substitute] = [alias(people, 'holder'), alias(people, 'substitute')]
  return on.select({
    roundId: electors.roundId, id: electors.id, seatName: electors.seatName, constituency: electors.constituency, organisationName: electors.organisationName,
    holderId: electors.holderId, holderName: holder.name, substituteId: electors.substituteId, substituteName: substitute.name,
  }).from(electors).innerJoin(holder, eq(holder.id, electors.holderId)).leftJoin(substitute, eq(substitute.id, electors.substituteId))
    .where(inArray(electors.roundId, roundIds)).orderBy(asc(electors.constituency), asc(electors.seatName))
}

async function statementsOf(on: Reader, roundIds: string[]): Promise<(MinorityStatement & { roundId: string })[]> {
  return on.select({ roundId: electors.roundId, electorId: minorityStatements.electorId, text: minorityStatements.text, byName: people.name, at: minorityStatements.writtenAt })
    .from(minorityStatements).innerJoin(electors, eq(electors.id, minorityStatements.electorId)).innerJoin(people, eq(people.id, minorityStatements.writtenBy))
    .where(inArray(electors.roundId, roundIds))
}

async function inFull(on: Reader, rows: Row[]): Promise<Round[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.round.id)
  const newest = await newestVersion(on, rows[0]!.round.standardId)
  const [seated, stated] = [await electorsOf(on, ids), await statementsOf(on, ids)]
  return rows.map((row) => ({
    id: row.round.id, standardId: row.round.standardId, number: row.round.number, versionId: row.round.versionId, digest: row.round.digest,
    quorum: row.round.quorum, openedBy: row.round.openedBy, openedAt: row.round.openedAt, closesAt: row.round.closesAt, meetsAt: row.round.meetsAt,
    meeting: meetingOf(row), writtenWindowDays: row.writtenWindowDays,
    versionLabel: labelOf(row), versionTitle: row.title, taggedBy: row.taggedBy, charterNumber: row.charterNumber, openedByName: row.openedByName,
    state: stateOfRow(row), newest: newest?.id === row.round.versionId,
    electors: seated.filter((elector) => elector.roundId === row.round.id),
    minorityStatements: stated.filter((statement) => statement.roundId === row.round.id),
  }))
}

/** Every round of a standard, newest first. Checks nobody: for commands and for the pages that have asked. */
export const roundsOfStandard = async (on: Reader, standardId: string): Promise<Round[]> =>
  inFull(on, await selecting(on).where(eq(signOffRounds.standardId, standardId)))

export async function roundById(on: Reader, roundId: string): Promise<Round | null> {
  if (!isUuid(roundId)) return null
  return (await inFull(on, await selecting(on).where(eq(signOffRounds.id, roundId))))[0] ?? null
}

/** Every position of a round, with the earlier ones. Checks nobody: `roundsOf` shows what a person may see. */
export const positionsOf = async (on: Reader, roundId: string): Promise<Position[]> =>
  on.select({
    id: positions.id, electorId: positions.electorId, revision: positions.revision, position: positions.position, reason: positions.reason,
    authority: positions.authority, delegation: positions.delegation, carriedFrom: positions.carriedFrom,
    digest: positions.digest, takenBy: positions.takenBy, takenByName: positions.takenByName, takenAt: positions.takenAt,
  }).from(positions).where(eq(positions.roundId, roundId)).orderBy(asc(positions.electorId), asc(positions.revision))

/** A round as one person may see it. */
export interface RoundInView {
  readonly round: Round
  /** How many seats have taken a position: everyone in the group may know that. */
  readonly takenCount: number
  /** The positions this person may see: all, or only those of their own seats while the round is open. */
  readonly positions: readonly Position[]
  readonly seesAll: boolean
}

export interface SignOffInView extends OnStandard {
  readonly rounds: readonly RoundInView[]
  readonly opening: OpeningState
  readonly now: Date
}

/** What `openRound` will ask, for its page to ask beforehand. */
export async function openingState(on: Reader, standardId: string, groupId: string): Promise<OpeningState> {
  const newest = (await versionsOfStandard(on, standardId)).find((version) => !version.discarded)
  const rounds = await on.select({ versionId: signOffRounds.versionId, endedAt: signOffRounds.endedAt, outcome: roundOutcomes.outcome })
    .from(signOffRounds).leftJoin(roundOutcomes, eq(roundOutcomes.roundId, signOffRounds.id)).where(eq(signOffRounds.standardId, standardId))
  const charter = await charterInForce(on, groupId)
  const proposed = await proposedOwner(on, standardId)
  const [published] = await on.select({ ownerPost: publications.ownerPost }).from(publications).where(eq(publications.standardId, standardId))
    .orderBy(desc(publications.publishedAt)).limit(1)
  const [seated] = charter ? await on.select({ seats: count() }).from(seats).where(eq(seats.charterId, charter.id)) : []
  return {
    newestVersionId: newest?.id ?? null, newestLabel: newest?.label ?? null,
    roundOpen: rounds.some((round) => round.endedAt === null),
    carried: rounds.some((round) => round.versionId === newest?.id && round.outcome === 'carried'),
    seats: seated?.seats ?? 0, ownerPost: proposed.ownerPost || published?.ownerPost || '', reviewDate: proposed.reviewDate,
  }
}

/** The owner and the review date that a publication takes unless it says otherwise. */
export async function proposedOwner(on: Reader, standardId: string): Promise<{ ownerPost: string; reviewDate: string | null }> {
  const [standard] = await on.select({ ownerPost: standards.ownerPost, reviewDate: standards.reviewDate }).from(standards).where(eq(standards.id, standardId))
  return standard!
}

export async function charterInForce(on: Reader, groupId: string) {
  const [charter] = await on.select().from(charters).where(eq(charters.groupId, groupId)).orderBy(desc(charters.number)).limit(1)
  return charter ?? null
}

/** The rounds of the standard under `slug`, newest first, each with what the actor may see of it. */
export async function roundsOf(on: Reader, actor: Actor, slug: string): Promise<Result<SignOffInView>> {
  const found = await standardFor(on, actor, slug)
  if (!found.ok) return found
  const { standard, standing } = found.value
  const rounds: RoundInView[] = []
  for (const round of await roundsOfStandard(on, standard.id)) {
    const all = await positionsOf(on, round.id)
    const seesAll = seeingPositions(standing, round) === null
    const own = new Set(round.electors.filter((e) => standing.personId && [e.holderId, e.substituteId].includes(standing.personId)).map((e) => e.id))
    rounds.push({ round, seesAll, takenCount: countedPositions(all).size, positions: seesAll ? all : all.filter((p) => own.has(p.electorId)) })
  }
  return ok({ ...found.value, rounds, opening: await openingState(on, standard.id, standard.groupId), now: await clockOf(on) })
}

/** One round with its standard, as the actor may see it. */
export async function roundInView(on: Reader, actor: Actor, slug: string, number?: number): Promise<Result<SignOffInView & { current: RoundInView }>> {
  const found = await roundsOf(on, actor, slug)
  if (!found.ok) return found
  const current = number === undefined ? found.value.rounds[0] : found.value.rounds.find(({ round }) => round.number === number)
  return current ? ok({ ...found.value, current }) : refused(refuse('not-found'))
}

/** A position that waits on a person: for My desk. */
export interface PositionDue {
  readonly standardId: string
  readonly slug: string
  readonly title: string
  readonly round: number
  readonly seatName: string
  readonly closesAt: Date
  /** The meeting has ended: the seat signs in writing. */
  readonly written: boolean
}

/** Open rounds on the newest version in which a seat of this person's has no position yet; the soonest to close first. */
export async function positionsDue(on: Reader, actor: Actor): Promise<PositionDue[]> {
  if (actor.kind !== 'person') return []
  const due = await on.select({
    standardId: standards.id, groupId: standards.groupId, slug: standards.slug, title: standards.title, round: signOffRounds.number,
    seatName: electors.seatName, closesAt: signOffRounds.closesAt, written: sql<boolean>`exists (select from ${roundMeetings} m where m.round_id = ${signOffRounds.id})`,
  }).from(electors).innerJoin(signOffRounds, eq(signOffRounds.id, electors.roundId)).innerJoin(standards, eq(standards.id, signOffRounds.standardId))
    .where(and(
      isNull(signOffRounds.endedAt), sql`${signOffRounds.closesAt} > accord_now()`,
      or(eq(electors.holderId, actor.id), eq(electors.substituteId, actor.id)),
      sql`not exists (select from positions p where p.elector_id = ${electors.id})`, sql`newest_version(${standards.id}) = ${signOffRounds.versionId}`,
    )).orderBy(asc(signOffRounds.closesAt))
  const mine: PositionDue[] = []
  for (const { groupId: _, ...one } of due) {
    const found = await standardFor(on, actor, one.slug)
    if (found.ok && !mayIn(found.value.standing, 'round.takePosition', { elector: true })) mine.push(one)
  }
  return mine
}
