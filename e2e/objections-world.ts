import { storyDrafts } from '@/drizzle/seed/document'
import { openConsultation, writeComment } from '@/lib/consultation/commands'
import { lodgeObjection } from '@/lib/consultation/objection-commands'
import { type Database, openDatabase } from '@/lib/db'
import { tagVersion, chooseRef } from '@/lib/versions/commands'
import { documentOf, requirement } from '../tests/texts'
import { inAWeek, makeWorkingGroup, valueOf, writeDraft } from '../tests/working-group'

/** What twenty-six people wrote: eight of them about wording alone. */
const remarks = Array.from({ length: 26 }, (_, at) => ({
  kind: at % 3 === 1 && at < 24 ? 'editorial' as const : 'technical' as const,
  body: at % 3 === 1 && at < 24 ? `A comma is missing in the sentence (${at + 1}).` : `What does a small council do about this (${at + 1})?`,
}))

/** A group of its own with the story's v0.3 under consultation, and 26 comments of somebody who is not a member. */
export async function objectionsWorld() {
  const { db, sql } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!, 2)
  try {
    const it = await makeWorkingGroup(db)
    const [standardId, story] = [it.standard.id, storyDrafts()]
    await writeDraft(db, standardId, story.drafts[2])
    for (const { blockId, number, since } of story.numbers) if (since <= 3) valueOf(await chooseRef(db, it.lead, { standardId, blockId, number }))
    const version = valueOf(await tagVersion(db, it.lead, { standardId, note: 'For consultation', number: { major: 0, minor: 3 } }))
    const { consultationId } = valueOf(await openConsultation(db, it.advisor, { standardId, versionId: version.id, introduction: 'Tell us.', closesAt: inAWeek() }))
    const blocks = story.numbers.filter((one) => one.since <= 3)
    for (const [at, remark] of remarks.entries()) valueOf(await writeComment(db, it.outsider, { ...remark, consultationId, blockId: blocks[at % blocks.length]!.blockId }))
    await sql`update organisations set name = name || ' ' || slug where slug ~ '-[0-9a-f]{8}$' and name not like '% ' || slug`
    return { ...it, version, consultationId, deleted: await deletedWorld(db) }
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** An objection to a requirement that the next version does not hold any more. */
async function deletedWorld(db: Database) {
  const it = await makeWorkingGroup(db)
  const standardId = it.standard.id
  const first = valueOf(await tagVersion(db, it.lead, { standardId, note: 'One' }))
  valueOf(await lodgeObjection(db, it.holders[4]!, { standardId, versionId: first.id, blockId: 'a'.repeat(12), reason: 'Not every phone.', wouldSatisfy: 'Name the phones.' }))
  await writeDraft(db, standardId, documentOf(requirement('b', 'SHOULD', 'It is quick.')))
  valueOf(await tagVersion(db, it.lead, { standardId, note: 'Two' }))
  return it
}
