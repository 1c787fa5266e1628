import { eq } from 'drizzle-orm'
import { roundMeetings } from '@/drizzle/schema'
import { record } from '../audit/record'
import { clockOf, type Database, inTransaction } from '../db'
import type { Actor } from '../kernel/actor'
import { ok, refused, type Result } from '../kernel/result'
import { holdRound } from './hold-commands'
import { adjournment, endingMeeting } from './policy'
import { positionsOf } from './queries'
import { countedPositions } from './round'
import { quorumOf } from '../groups/quorum'

export interface MeetingEnd { readonly quorate: boolean; readonly adjournedTo: Date | null; readonly writtenUntil: Date | null }

/**
 * Ends the meeting of a round. PostgreSQL counts: not quorate, the round ends with nothing recorded, and `adjournTo` is when the seats meet
 * again; quorate, absent seats may sign in writing for the charter's window, at whose end the round closes.
 */
export async function endMeeting(on: Database, actor: Actor, input: { roundId: string; adjournTo: Date | null }): Promise<Result<MeetingEnd>> {
  return inTransaction(on, async (tx) => {
    const held = await holdRound(tx, actor, input.roundId)
    if (!held.ok) return held
    const { round, standing, groupId, person } = held.value
    const now = await clockOf(tx)
    const counted = [...countedPositions(await positionsOf(tx, round.id)).values()].map((one) => ({ seatId: one.electorId, position: one.position }))
    const refusal = endingMeeting(standing, round, now)
      ?? (quorumOf(round.quorum, round.electors, counted).quorate ? null : adjournment(input.adjournTo, now))
    if (refusal) return refused(refusal)
    await tx.insert(roundMeetings).values({ roundId: round.id, seats: 0, present: 0, quorate: false, adjournedTo: input.adjournTo, endedBy: person.id })
    const [ended] = await tx.select().from(roundMeetings).where(eq(roundMeetings.roundId, round.id))
    const { present, seats, quorate, adjournedTo, writtenUntil } = ended!
    await record(tx, actor, {
      kind: 'meeting ended', groupId, standardId: round.standardId,
      facts: { round: round.number, present, seats, quorate, adjournedTo: adjournedTo?.toISOString() ?? null, writtenUntil: writtenUntil?.toISOString() ?? null },
    })
    return ok({ quorate, adjournedTo, writtenUntil })
  })
}
