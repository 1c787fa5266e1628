import { closeConsultation } from '../lib/consultation/commands'
import { disposeOf } from '../lib/consultation/disposition-commands'
import type { Database, Sql } from '../lib/db'
import type { PersonActor } from '../lib/kernel/actor'
import type { Waiting } from '../lib/notify/desk'
import { deskFor } from '../lib/notify/desk-queries'
import { openRound, takePosition } from '../lib/signoff/commands'
import { roundById } from '../lib/signoff/queries'
import { tagVersion } from '../lib/versions/commands'
import { documentOf, requirement } from './texts'
import { inAWeek, standAt, valueOf, type WorkingGroup, writeDraft } from './working-group'

export const hours = (count: number) => new Date(Date.now() + count * 3_600_000)

/** What stands on people's desks in this database, and the steps that put it there and take it away. */
export function desks(db: Database, sql: Sql) {
  const waits = async (actor: PersonActor) => (await deskFor(db, actor)).waits
  const one = async <K extends Waiting['kind']>(actor: PersonActor, kind: K) =>
    (await waits(actor)).find((waiting): waiting is Extract<Waiting, { kind: K }> => waiting.kind === kind)
  return { waits, one, kinds: async (actor: PersonActor) => (await waits(actor)).map((waiting) => waiting.kind), ...steps(db, sql) }
}

function steps(db: Database, sql: Sql) {
  const tag = async (it: WorkingGroup) => valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'A note' }))
  return {
    tag,
    /** Lets the rest happen at that moment. */
    at: async (moment: Date, work: () => Promise<void>) => {
      await standAt(sql, moment.toISOString())
      try { await work() } finally { await standAt(sql) }
    },
    newText: (it: WorkingGroup, level = 'MUST') =>
      writeDraft(db, it.standard.id, documentOf(requirement('a', 'MUST', 'It works on every phone.'), requirement('b', level, 'It is quick.'))),
    close: async (it: WorkingGroup & { consultationId: string }) =>
      valueOf(await closeConsultation(db, it.advisor, { consultationId: it.consultationId, reason: 'All has been said' })),
    dispose: async (it: WorkingGroup, by: PersonActor, commentIds: string[], outcome: 'accepted' | 'not accepted' = 'not accepted') =>
      valueOf(await disposeOf(db, by, { standardId: it.standard.id, commentIds, outcome, reason: 'So', deferredTo: '', changedBlockId: null })),
    voting: async (it: WorkingGroup, when: { closesAt: Date } | { meetsAt: Date } = { closesAt: inAWeek() }) => voting(db, it, (await tag(it)).id, when),
  }
}

/** An open round on that version, with hands to take positions in it. */
async function voting(db: Database, it: WorkingGroup, versionId: string, when: { closesAt: Date } | { meetsAt: Date }) {
  const { roundId } = valueOf(await openRound(db, it.advisor, { standardId: it.standard.id, versionId, ...when }))
  const round = (await roundById(db, roundId))!
  const seatOf = (holder: PersonActor) => round.electors.find((seat) => seat.holderId === holder.id)!.id
  const take = async (holder: PersonActor, position: 'approve' | 'dissent' = 'approve') =>
    valueOf(await takePosition(db, holder, { roundId, electorId: seatOf(holder), digest: round.digest, position, reason: 'So' }))
  return { roundId, take, seatOf }
}
