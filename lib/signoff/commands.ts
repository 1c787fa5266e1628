import { and, eq, isNull, lte, sql } from 'drizzle-orm'
import { certifications, minorityStatements, positions, roundOutcomes, roundWithdrawals, signOffRounds } from '@/drizzle/schema'
import { record } from '../audit/record'
import { clockOf, type Database, inTransaction, type Tx } from '../db'
import type { SeatPosition } from '../groups/quorum'
import type { Standing } from '../groups/standing'
import { type Actor, type PersonActor, system } from '../kernel/actor'
import { type Refusal, refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { lockStandard } from '../versions/standard-queries'
import { versionById } from '../versions/queries'
import { certifying, closing, closingTime, minorityText, opening, positionItself, statingMinority, takingPosition, withdrawing } from './policy'
import { charterInForce, openingState, positionsOf, roundById } from './queries'
import { countedPositions, type Outcome, type Round } from './round'
import { sealOf } from './seal'

const needed = (text: string, field: string, message: string): Refusal | null => text.trim() ? null : refuse('invalid', message, field)

const where = (groupId: string, round: Pick<Round, 'standardId'>) => ({ groupId, standardId: round.standardId })

interface Held { readonly round: Round; readonly groupId: string; readonly standing: Standing; readonly person: PersonActor }

/** The round with its standard's row held, so that what the policy sees still stands when the step is written. */
async function holdRound(tx: Tx, actor: Actor, roundId: string): Promise<Result<Held>> {
  if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
  const seen = await roundById(tx, roundId)
  if (!seen) return refused(refuse('not-found'))
  const held = await lockStandard(tx, actor, seen.standardId)
  if (!held.ok) return held
  const round = await roundById(tx, roundId)
  return ok({ round: round!, groupId: held.value.standard.groupId, standing: held.value.standing, person: actor })
}

/** Puts the newest version to its seats. `versionId` is the one that was shown; `closesAt` decides, to the minute. */
export async function openRound(on: Database, actor: Actor, input: { standardId: string; versionId: string; closesAt: Date }):
  Promise<Result<{ roundId: string; number: number }>> {
  return inTransaction(on, async (tx) => {
    const held = await lockStandard(tx, actor, input.standardId)
    if (!held.ok) return held
    const { standard, standing } = held.value
    const how = await openingState(tx, standard.id, standard.groupId)
    const refusal = opening(standing, how) ?? closingTime(input.closesAt, await clockOf(tx))
    if (refusal) return refused(refusal)
    if (input.versionId !== how.newestVersionId) return refused(refuse('not-newest'))
    const version = await versionById(tx, standard.id, input.versionId)
    const charter = await charterInForce(tx, standard.groupId)
    const [opened] = await tx.insert(signOffRounds).values({
      standardId: standard.id, number: 0, versionId: input.versionId, digest: version!.digest, charterId: charter!.id, quorum: charter!.quorum,
      openedBy: standing.personId!, closesAt: input.closesAt,
    }).returning({ roundId: signOffRounds.id, number: signOffRounds.number })
    await record(tx, actor, {
      kind: 'round opened', groupId: standard.groupId, standardId: standard.id,
      facts: { round: opened!.number, version: version!.label, digest: version!.digest, closesAt: input.closesAt.toISOString() },
    })
    return ok(opened!)
  })
}

/**
 * Takes, or changes, the position of a seat on the text whose digest was shown. Who takes it is the actor, when is the database's clock,
 * after the round and the member's place are held: a closing or a removal that came first refuses it.
 */
export async function takePosition(on: Database, actor: Actor, input: {
  roundId: string; electorId: string; digest: string; position: SeatPosition; reason: string
}): Promise<Result<{ revision: number }>> {
  return inTransaction(on, async (tx) => {
    const held = await holdRound(tx, actor, input.roundId)
    if (!held.ok) return held
    const { round, standing, person } = held.value
    const refusal = takingPosition(standing, round, await clockOf(tx), input.electorId) ?? positionItself(round, input)
    if (refusal) return refused(refusal)
    const [taken] = await tx.insert(positions).values({
      roundId: round.id, electorId: input.electorId, digest: input.digest, revision: 0, position: input.position, reason: input.reason.trim(),
      takenBy: person.id, takenByName: person.name,
    }).returning()
    const seat = round.electors.find((elector) => elector.id === input.electorId)!
    await record(tx, actor, { kind: 'position taken', ...where(held.value.groupId, round), facts: { round: round.number, seat: seat.seatName, revision: taken!.revision, seal: await sealOf(taken!) } })
    return ok({ revision: taken!.revision })
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
    const refusal = closing(standing, round)
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
