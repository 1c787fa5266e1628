import { and, eq, isNull, lte, sql } from 'drizzle-orm'
import { certifications, minorityStatements, positions, roundOutcomes, roundWithdrawals, signOffRounds, standards } from '@/drizzle/schema'
import { record } from '../audit/record'
import { clockOf, type Database, inTransaction, type Tx } from '../db'
import type { SeatPosition } from '../groups/quorum'
import { type Actor, system } from '../kernel/actor'
import { type Refusal, refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { lockStandard } from '../versions/standard-queries'
import { versionById } from '../versions/queries'
import { holdRound } from './hold-commands'
import { certifying, closing, closingTime, minorityText, opening, ownership, positionItself, statingMinority, takingPosition, withdrawing } from './policy'
import { charterInForce, openingState, positionsOf, roundById } from './queries'
import { notReady } from './readiness'
import { readinessOf } from './readiness-queries'
import { countedPositions, type Outcome, type Position, type Round } from './round'
import { writtenUntil } from './working-days'
import { sealOf } from './seal'

const needed = (text: string, field: string, message: string): Refusal | null => text.trim() ? null : refuse('invalid', message, field)

const where = (groupId: string, round: Pick<Round, 'standardId'>) => ({ groupId, standardId: round.standardId })

export interface Opening {
  readonly standardId: string
  /** The version that was shown. */
  readonly versionId: string
  /** Without a meeting: decides, to the minute. */
  readonly closesAt?: Date
  /** With one, PostgreSQL sets the closing time: the end of the charter's written window. */
  readonly meetsAt?: Date
  /** The post that is to own the standard and the date of its first review; left out, as they were proposed before. */
  readonly ownerPost?: string
  readonly reviewDate?: string
}

/** Puts the newest version to its seats, when the list of what has to stand before is done. */
export async function openRound(on: Database, actor: Actor, input: Opening): Promise<Result<{ roundId: string; number: number }>> {
  return inTransaction(on, async (tx) => {
    const held = await lockStandard(tx, actor, input.standardId)
    if (!held.ok) return held
    const { standard, standing } = held.value
    const how = await openingState(tx, standard.id, standard.groupId)
    const now = await clockOf(tx)
    const owned = { ownerPost: (input.ownerPost ?? how.ownerPost).trim(), reviewDate: input.reviewDate ?? how.reviewDate }
    const refusal = opening(standing, how) ?? closingTime(input.meetsAt ?? input.closesAt ?? null, now)
    if (refusal) return refused(refusal)
    if (input.versionId !== how.newestVersionId) return refused(refuse('not-newest'))
    const version = (await versionById(tx, standard.id, input.versionId))!
    const missing = ownership(owned, now) ?? notReady(await readinessOf(tx, version))
    if (missing) return refused(missing)
    await tx.update(standards).set(owned).where(eq(standards.id, standard.id))
    const charter = (await charterInForce(tx, standard.groupId))!
    const [opened] = await tx.insert(signOffRounds).values({
      standardId: standard.id, number: 0, versionId: version.id, digest: version.digest, charterId: charter.id, quorum: charter.quorum,
      openedBy: standing.personId!, meetsAt: input.meetsAt ?? null,
      closesAt: input.meetsAt ? writtenUntil(input.meetsAt, Math.max(charter.writtenWindowDays, 1)) : input.closesAt!,
    }).returning({ roundId: signOffRounds.id, number: signOffRounds.number, closesAt: signOffRounds.closesAt })
    const { roundId, number, closesAt } = opened!
    await record(tx, actor, {
      kind: 'round opened', groupId: standard.groupId, standardId: standard.id,
      facts: { round: number, version: version.label, digest: version.digest, closesAt: closesAt.toISOString() },
    })
    return ok({ roundId, number })
  })
}

export interface Taking {
  readonly roundId: string
  readonly electorId: string
  readonly digest: string
  readonly position: SeatPosition
  readonly reason: string
  /** Under which authority a substitute signs; of a holder it is not asked. */
  readonly delegation?: string
  /** The seat's earlier position that this one confirms or changes. */
  readonly carriedFrom?: string | null
}

/** The very same position sent again: a second press, a second tab, a request that the network repeated. */
const isSame = (taken: Position | undefined, now: Required<Taking>, by: string): taken is Position => taken !== undefined && taken.takenBy === by
  && taken.position === now.position && taken.reason === now.reason && taken.delegation === now.delegation && taken.digest === now.digest

/**
 * Takes, or changes, the position of a seat on the text whose digest was shown. Who takes it is the actor, when is the database's clock,
 * after the round and the member's place are held: a closing or a removal that came first refuses it. What the seat's position already says
 * is answered as taken (`again`), and nothing is written.
 */
export async function takePosition(on: Database, actor: Actor, input: Taking): Promise<Result<{ revision: number; again: boolean }>> {
  return inTransaction<{ revision: number; again: boolean }>(on, async (tx) => {
    const held = await holdRound(tx, actor, input.roundId)
    if (!held.ok) return held
    const { round, standing, person } = held.value
    const seat = round.electors.find((elector) => elector.id === input.electorId)
    const substitute = seat !== undefined && seat.holderId !== person.id
    const taking = {
      ...input, reason: input.reason.trim(), delegation: substitute ? (input.delegation ?? '').trim() : '', carriedFrom: input.carriedFrom || null,
    }
    const refusal = takingPosition(standing, round, await clockOf(tx), input.electorId) ?? positionItself(round, { ...taking, substitute })
    if (refusal) return refused(refusal)
    const now = countedPositions(await positionsOf(tx, round.id)).get(input.electorId)
    if (isSame(now, taking, person.id)) return ok({ revision: now.revision, again: true })
    const [taken] = await tx.insert(positions).values({ ...taking, revision: 0, takenBy: person.id, takenByName: person.name }).returning()
    const facts = { round: round.number, seat: seat!.seatName, revision: taken!.revision, seal: await sealOf(taken!) }
    await record(tx, actor, { kind: 'position taken', ...where(held.value.groupId, round), facts })
    return ok({ revision: taken!.revision, again: false })
  })
}

/** PostgreSQL computes the outcome from the positions; only the round and who closed it are sent. */
async function decide(tx: Tx, actor: Actor, groupId: string, round: Round, closedBy: string | null): Promise<Outcome> {
  await tx.execute(sql`insert into ${roundOutcomes} (round_id, closed_by) values (${round.id}, ${closedBy})`)
  const [outcome] = await tx.select().from(roundOutcomes).where(eq(roundOutcomes.roundId, round.id))
  const { approve, dissent, abstain, seats } = outcome!
  await record(tx, actor, {
    kind: 'round closed', ...where(groupId, round),
    facts: { round: round.number, version: round.versionLabel, outcome: outcome!.outcome, approve, dissent, abstain, seats },
  })
  return outcome!.outcome
}

/** Closes a round before its time. */
export async function closeRound(on: Database, actor: Actor, input: { roundId: string }): Promise<Result<{ outcome: Outcome }>> {
  return inTransaction(on, async (tx) => {
    const held = await holdRound(tx, actor, input.roundId)
    if (!held.ok) return held
    const { round, standing, groupId, person } = held.value
    const refusal = closing(standing, round, countedPositions(await positionsOf(tx, round.id)).size)
    return refusal ? refused(refusal) : ok({ outcome: await decide(tx, actor, groupId, round, person.id) })
  })
}

/** Closes every round whose time has come. Run by the server's clock; a round closed meanwhile by another process is left alone. */
export async function closeDueRounds(on: Database): Promise<string[]> {
  const due = await on.select({ id: signOffRounds.id }).from(signOffRounds)
    .where(and(isNull(signOffRounds.endedAt), lte(signOffRounds.closesAt, sql`accord_now()`)))
  const closed: string[] = []
  for (const { id } of due) {
    const result = await inTransaction(on, async (tx) => {
      const round = await roundById(tx, id)
      const [place] = await tx.execute<{ group_id: string }>(sql`select lock_standard(${round!.standardId}) as group_id`)
      return ok(await decide(tx, system, place!.group_id, round!, null))
    })
    if (result.ok) closed.push(id)
  }
  return closed
}

export async function withdrawRound(on: Database, actor: Actor, input: { roundId: string; reason: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const held = await holdRound(tx, actor, input.roundId)
    if (!held.ok) return held
    const { round, standing, groupId, person } = held.value
    const refusal = withdrawing(standing, round, await clockOf(tx)) ?? needed(input.reason, 'reason', 'Say why the round is withdrawn.')
    if (refusal) return refused(refusal)
    await tx.insert(roundWithdrawals).values({ roundId: round.id, reason: input.reason.trim(), withdrawnBy: person.id })
    await record(tx, actor, { kind: 'round withdrawn', ...where(groupId, round), facts: { round: round.number, reason: input.reason.trim() } })
    return ok(undefined)
  })
}

/** The advisor's word that due process was followed. */
export async function certify(on: Database, actor: Actor, input: { roundId: string; statement: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const held = await holdRound(tx, actor, input.roundId)
    if (!held.ok) return held
    const { round, standing, groupId, person } = held.value
    const refusal = certifying(standing, round) ?? needed(input.statement, 'statement', 'Say what you certify.')
    if (refusal) return refused(refusal)
    await tx.insert(certifications).values({ roundId: round.id, statement: input.statement.trim(), certifiedBy: person.id })
    await record(tx, actor, { kind: 'round certified', ...where(groupId, round), facts: { round: round.number, version: round.versionLabel } })
    return ok(undefined)
  })
}

/** A dissenting seat's own words on what the round carried; written once, until publication. */
export async function writeMinorityStatement(on: Database, actor: Actor, input: { roundId: string; electorId: string; text: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const held = await holdRound(tx, actor, input.roundId)
    if (!held.ok) return held
    const { round, standing, groupId, person } = held.value
    const how = {
      dissented: countedPositions(await positionsOf(tx, round.id)).get(input.electorId)?.position === 'dissent',
      stated: round.minorityStatements.some((statement) => statement.electorId === input.electorId),
    }
    const refusal = statingMinority(standing, round, input.electorId, how) ?? minorityText(input.text)
    if (refusal) return refused(refusal)
    await tx.insert(minorityStatements).values({ electorId: input.electorId, text: input.text.trim(), writtenBy: person.id })
    const seat = round.electors.find((elector) => elector.id === input.electorId)!
    await record(tx, actor, { kind: 'minority statement written', ...where(groupId, round), facts: { round: round.number, seat: seat.seatName } })
    return ok(undefined)
  })
}
