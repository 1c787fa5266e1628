import type { Database } from '../lib/db'
import type { PersonActor } from '../lib/kernel/actor'
import type { CommentKind } from '../lib/consultation/comment'
import { openConsultation, writeComment } from '../lib/consultation/commands'
import { commentsOf } from '../lib/consultation/queries'
import { tagVersion } from '../lib/versions/commands'
import { inAWeek, makeWorkingGroup, valueOf, type WorkingGroup } from './working-group'

export interface Remark { readonly by: PersonActor; readonly on?: 'a' | 'b'; readonly kind?: CommentKind; readonly body?: string }

/** A group that has put its first version out for consultation, with these comments. */
export async function makeConsulted(db: Database, remarks: (it: WorkingGroup) => readonly Remark[]) {
  const it = await makeWorkingGroup(db)
  const version = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'For consultation' }))
  const { consultationId } = valueOf(await openConsultation(db, it.advisor, {
    standardId: it.standard.id, versionId: version.id, introduction: 'Tell us what stands in your way.', closesAt: inAWeek(),
  }))
  for (const { by, on = 'a', kind = 'technical', body = 'Say which phone.' } of remarks(it)) {
    valueOf(await writeComment(db, by, { consultationId, blockId: on.repeat(12), kind, body }))
  }
  return { ...it, version, consultationId, comments: await commentsOf(db, consultationId) }
}

export type Consulted = Awaited<ReturnType<typeof makeConsulted>>
