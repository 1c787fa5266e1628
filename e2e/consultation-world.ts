import { eq } from 'drizzle-orm'
import { storyComments } from '@/drizzle/seed/comments'
import { storyDrafts } from '@/drizzle/seed/document'
import { groupAdvisors, people as rows } from '@/drizzle/schema'
import { writeComment } from '@/lib/consultation/commands'
import { lodgeObjection } from '@/lib/consultation/objection-commands'
import { consultationAt } from '@/lib/consultation/queries'
import { type Database, openDatabase } from '@/lib/db'
import { chooseRef, tagVersion } from '@/lib/versions/commands'
import { newestVersion } from '@/lib/versions/queries'
import { makeWorkingGroup, valueOf, type WorkingGroup, writeDraft } from '../tests/working-group'
import { people } from './people'

const { drafts, numbers } = storyDrafts()
const blockOf = (number: number | null) => numbers.find((one) => one.number === number)?.blockId ?? null

async function onPlays<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const { db, sql } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!)
  try {
    return await work(db)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** The story's text at v0.3 in a group beside the demo's, which Helen Marsh advises too: the demo's own has its consultation already. */
export const makeStoryAtV03 = (): Promise<WorkingGroup> => onPlays(async (db) => {
  const it = await makeWorkingGroup(db)
  const standardId = it.standard.id
  for (const minor of [1, 2, 3]) {
    await writeDraft(db, standardId, drafts[minor - 1]!)
    for (const { blockId, number, since } of numbers) if (since === minor) valueOf(await chooseRef(db, it.lead, { standardId, blockId, number }))
    valueOf(await tagVersion(db, it.lead, { standardId, note: `As it stood at v0.${minor}.` }))
  }
  const [helen] = await db.select({ id: rows.id }).from(rows).where(eq(rows.email, people.helen))
  await db.insert(groupAdvisors).values({ groupId: it.group.id, personId: helen!.id })
  return it
})

/** What else came in while it was open: comments up to this many in all, and the two formal objections. */
export const bringTheRest = (it: WorkingGroup, comments: number): Promise<void> => onPlays(async (db) => {
  const { id: consultationId } = (await consultationAt(db, it.standard.slug))!
  for (const { on, kind, body } of storyComments) {
    const written = valueOf(await writeComment(db, it.outsider, { consultationId, blockId: blockOf(on), kind, body }))
    if (written.label === `C-${comments}`) break
  }
  const version = await newestVersion(db, it.standard.id)
  for (const number of [9, 17]) {
    valueOf(await lodgeObjection(db, it.holders[4]!, {
      standardId: it.standard.id, versionId: version!.id, blockId: blockOf(number)!, reason: 'Our product cannot do this.', wouldSatisfy: 'By the next working day.',
    }))
  }
})
