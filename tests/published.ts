import type { Database } from '../lib/db'
import { closeConsultation } from '../lib/consultation/commands'
import { consultationsOfStandard } from '../lib/consultation/queries'
import type { Block } from '../lib/document/types'
import type { PersonActor } from '../lib/kernel/actor'
import { publish } from '../lib/publication/commands'
import { certify, closeRound, openRound, takePosition, writeMinorityStatement } from '../lib/signoff/commands'
import { roundById } from '../lib/signoff/queries'
import { tagVersion } from '../lib/versions/commands'
import { documentOf } from './texts'
import { inAWeek, valueOf, type WorkingGroup, writeDraft } from './working-group'

export interface Dissent { readonly by: PersonActor; readonly reason: string; readonly statement?: string }

/** A round opens when no consultation is open. */
async function closeConsultations(db: Database, it: WorkingGroup) {
  const open = (await consultationsOfStandard(db, it.standard.id)).filter((one) => one.state.kind === 'open')
  for (const { id } of open) valueOf(await closeConsultation(db, it.advisor, { consultationId: id, reason: 'All has been said' }))
}

/** Takes a text through tag, round and certificate by the commands that people use. */
export async function carryText(db: Database, it: WorkingGroup, content: readonly Block[], more: { dissent?: Dissent } = {}) {
  const standardId = it.standard.id
  await closeConsultations(db, it)
  await writeDraft(db, standardId, documentOf(...content))
  const version = valueOf(await tagVersion(db, it.lead, { standardId, note: 'A note that is the group’s own' }))
  const { roundId } = valueOf(await openRound(db, it.advisor, { standardId, versionId: version.id, closesAt: inAWeek() }))
  const round = (await roundById(db, roundId))!
  for (const holder of it.holders) {
    const electorId = round.electors.find((seat) => seat.holderId === holder.id)!.id
    const dissents = more.dissent?.by.id === holder.id
    valueOf(await takePosition(db, holder, {
      roundId, electorId, digest: round.digest, position: dissents ? 'dissent' : 'approve', reason: dissents ? more.dissent!.reason : '',
    }))
  }
  valueOf(await closeRound(db, it.advisor, { roundId }))
  if (more.dissent?.statement) {
    const electorId = round.electors.find((seat) => seat.holderId === more.dissent!.by.id)!.id
    valueOf(await writeMinorityStatement(db, more.dissent.by, { roundId, electorId, text: more.dissent.statement }))
  }
  valueOf(await certify(db, it.advisor, { roundId, statement: 'Due process was followed.' }))
  return { roundId, version }
}

/** The same, and publishes it. */
export async function publishText(db: Database, it: WorkingGroup, content: readonly Block[], more: { dissent?: Dissent; reviewDate?: string } = {}) {
  const { roundId, version } = await carryText(db, it, content, more)
  const published = valueOf(await publish(db, it.advisor, {
    roundId, ownerPost: 'Head of Digital Standards', reviewDate: more.reviewDate ?? `${new Date().getUTCFullYear() + 2}-01-11`,
  }))
  return { ...published, roundId, digest: version.digest, taggedAs: version.label }
}
