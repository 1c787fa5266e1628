import { storyDrafts } from '@/drizzle/seed/document'
import { closeDueConsultations, openConsultation, writeComment } from '@/lib/consultation/commands'
import { disposeOf } from '@/lib/consultation/disposition-commands'
import { lodgeObjection, withdrawObjection } from '@/lib/consultation/objection-commands'
import { commentsOf, consultationAt } from '@/lib/consultation/queries'
import { type Database, openDatabase, type Sql } from '@/lib/db'
import type { Block, DocumentJson } from '@/lib/document/types'
import { newBlockId } from '@/lib/kernel/ids'
import { chooseRef, tagVersion } from '@/lib/versions/commands'
import { newestVersion } from '@/lib/versions/queries'
import { makeWorkingGroup, standAt, valueOf, type WorkingGroup, writeDraft } from '../tests/working-group'

const { drafts, numbers } = storyDrafts()
const blockOf = (number: number): string => numbers.find((one) => one.number === number)!.blockId

async function onPlays<T>(work: (db: Database, sql: Sql) => Promise<T>): Promise<T> {
  const { db, sql } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!)
  try {
    return await work(db, sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

const floor = 'The council MUST check eligibility against the eligibility checking service automatically, and tell the applicant by the end of the next working day.'

/** The text for v0.4: FSM-09 lowered to SHOULD, and its floor FSM-10 after it. */
function candidate(): { content: DocumentJson; added: string } {
  const [content, added] = [structuredClone(drafts[2]), newBlockId()]
  const at = content.content.findIndex((block) => block.attrs?.id === blockOf(9))
  const lowered = content.content[at]!
  lowered.attrs = { ...lowered.attrs, level: 'SHOULD' }
  const paragraph: Block = { type: 'paragraph', attrs: { id: newBlockId() }, content: [{ type: 'text', text: floor }] }
  content.content.splice(at + 1, 0, {
    type: 'requirement', attrs: { ...lowered.attrs, id: added, ref: null, level: 'MUST' }, content: [{ type: 'requirementStatement', content: [paragraph] }],
  })
  return { content, added }
}

/** The story on 14 December in a group beside the demo's: consulted on at v0.3, one comment without disposition, FO-1 open, v0.4 written. */
export const makeStoryBeforeSignOff = (): Promise<WorkingGroup> => onPlays(async (db, sql) => {
  const it = await makeWorkingGroup(db)
  await sql`update organisations set name = name || ' ' || slug where slug like ${`%-${it.group.id.slice(0, 8)}`}`
  await sql`update standards set owner_post = '', review_date = null where id = ${it.standard.id}`
  await standAt(sql, '2026-11-09T09:00:00Z')
  const standardId = it.standard.id
  for (const minor of [1, 2, 3]) {
    await writeDraft(db, standardId, drafts[minor - 1]!)
    for (const { blockId, number, since } of numbers) if (since === minor) valueOf(await chooseRef(db, it.lead, { standardId, blockId, number }))
    valueOf(await tagVersion(db, it.lead, { standardId, note: `As it stood at v0.${minor}.` }))
  }
  const version = (await newestVersion(db, standardId))!
  const { consultationId } = valueOf(await openConsultation(db, it.advisor, {
    standardId, versionId: version.id, introduction: 'Tell us.', closesAt: new Date('2026-12-04T17:00:00Z'),
  }))
  valueOf(await writeComment(db, it.outsider, { consultationId, blockId: blockOf(4), kind: 'technical', body: 'What about tablets?' }))
  valueOf(await lodgeObjection(db, it.holders[4]!, {
    standardId, versionId: version.id, blockId: blockOf(9), reason: 'Our product answers overnight.', wouldSatisfy: 'By the next working day.',
  }))
  await standAt(sql, '2026-12-14T17:00:00Z')
  await closeDueConsultations(db)
  const { content, added } = candidate()
  await writeDraft(db, standardId, content)
  valueOf(await chooseRef(db, it.lead, { standardId, blockId: added, number: 10 }))
  return it
})

/** What others do on their own pages: the comment gets its disposition, and the objector withdraws FO-1. */
export const endComments = (it: WorkingGroup): Promise<void> => onPlays(async (db) => {
  const { id } = (await consultationAt(db, it.standard.slug))!
  valueOf(await disposeOf(db, it.lead, {
    standardId: it.standard.id, commentIds: (await commentsOf(db, id)).map((one) => one.id), outcome: 'accepted', reason: 'It reads better.', deferredTo: '', changedBlockId: null,
  }))
  const [objection] = await db.query.objections.findMany({ where: (row, { eq }) => eq(row.standardId, it.standard.id) })
  valueOf(await withdrawObjection(db, it.holders[4]!, { objectionId: objection!.id, text: 'FSM-10 is what we asked for.' }))
})
