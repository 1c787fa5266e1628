import type { Database } from '../lib/db'
import { type CommentInput } from '../lib/consultation/comment'
import { openConsultation, writeComment } from '../lib/consultation/commands'
import { consultationById } from '../lib/consultation/queries'
import type { PersonActor } from '../lib/kernel/actor'
import { tagVersion } from '../lib/versions/commands'
import { inAWeek, makeWorkingGroup, valueOf, type WorkingGroup } from './working-group'

/** A working group whose newest version is out for consultation, by the commands that people use. */
export async function makeConsultation(db: Database, closesAt = inAWeek(), it?: WorkingGroup) {
  const group = it ?? await makeWorkingGroup(db)
  const version = valueOf(await tagVersion(db, group.lead, { standardId: group.standard.id, note: 'For consultation' }))
  const { consultationId } = valueOf(await openConsultation(db, group.advisor, {
    standardId: group.standard.id, versionId: version.id, introduction: 'What we would like to hear about.', closesAt,
  }))
  const comment = (by: PersonActor, more: Partial<CommentInput> = {}) =>
    writeComment(db, by, { consultationId, blockId: 'a'.repeat(12), kind: 'technical', body: 'What about tablets?', ...more })
  return { ...group, version, consultationId, closesAt, comment, consultation: (await consultationById(db, consultationId))! }
}

export type InConsultation = Awaited<ReturnType<typeof makeConsultation>>
