import { count, eq } from 'drizzle-orm'
import { consultationComments } from '@/drizzle/schema'
import { nameSubmitter, writeToColleagues } from '@/lib/consultation/colleague-commands'
import { openConsultation, writeComment } from '@/lib/consultation/commands'
import type { Consultation } from '@/lib/consultation/consultation'
import { consultationById, consultationsOfStandard } from '@/lib/consultation/queries'
import { clockOf, type Database } from '@/lib/db'
import { londonDate, londonMoment } from '@/lib/kernel/clock'
import { organisationsOf } from '@/lib/organisations/queries'
import { newestVersion } from '@/lib/versions/queries'
import { storyComments } from './comments'
import { storyDrafts } from './document'
import { demoActor, expectDone } from './demo'

const introduction = 'This is the third draft of the standard for applying for free school meals. Tell us, requirement by requirement, what would not work for you, '
  + 'what is missing, and what you would write instead.\n\nEvery comment gets an answer with its reason, and the answers are published with the standard.'

/** Five in the afternoon of the story's day; where that has gone by, of a day in about two and a half weeks. */
function closingTime(now: Date): Date {
  const ofStory = londonMoment('2026-12-04', '17:00')!
  return ofStory.getTime() - now.getTime() > 3 * 86_400_000 ? ofStory : londonMoment(londonDate(new Date(now.getTime() + 18 * 86_400_000)), '17:00')!
}

/** The demo's own consultation on v0.3; null where it is not there yet. */
const ownOf = async (on: Database, standardId: string): Promise<Consultation | null> =>
  (await consultationsOfStandard(on, standardId)).find((one) => one.introduction === introduction) ?? null

async function written(on: Database, consultationId: string): Promise<number> {
  const [row] = await on.select({ comments: count() }).from(consultationComments).where(eq(consultationComments.consultationId, consultationId))
  return row!.comments
}

/** Whether the demo's consultation has all of its comments, or went on from there. */
export async function isConsultationSeeded(on: Database, standardId: string): Promise<boolean> {
  const own = await ownOf(on, standardId)
  return own !== null && (own.state.kind === 'closed' || await written(on, own.id) >= storyComments.length)
}

/** The consultation on v0.3 with the story's 26 comments, and what two colleagues wrote to each other. It stays open: a newcomer can comment. */
export async function seedConsultation(on: Database, standardId: string): Promise<void> {
  const helen = await demoActor(on, 'Helen Marsh')
  const version = await newestVersion(on, standardId)
  let own = await ownOf(on, standardId)
  if (!own) {
    const closesAt = closingTime(await clockOf(on))
    const { consultationId } = expectDone(await openConsultation(on, helen, { standardId, versionId: version!.id, introduction, closesAt }), 'consultation')
    await seedColleagues(on, consultationId)
    own = (await consultationById(on, consultationId))!
  }
  const { numbers } = storyDrafts()
  for (const [index, one] of storyComments.slice(await written(on, own.id)).entries()) {
    const blockId = numbers.find(({ number }) => number === one.on)?.blockId ?? null
    const { kind, body, proposedText = '' } = one
    expectDone(await writeComment(on, await demoActor(on, one.who), { consultationId: own.id, blockId, kind, body, proposedText }), `comment ${index + 1}`)
  }
}

async function seedColleagues(on: Database, consultationId: string): Promise<void> {
  const [priya, tom] = [await demoActor(on, 'Priya Nair'), await demoActor(on, 'Tom Hale')]
  const [wexshire] = await organisationsOf(on, priya.id)
  const about = { consultationId, organisationId: wexshire!.id }
  expectDone(await nameSubmitter(on, priya, { ...about, personId: priya.id }), 'submitter')
  expectDone(await writeToColleagues(on, tom, { ...about, blockId: null, body: 'Shall we say as a council that the date is too early for the schools’ own software?' }), 'colleague')
  expectDone(await writeToColleagues(on, priya, { ...about, blockId: null, body: 'Yes, once. I collect what we have until the end of the month and submit it for us.' }), 'colleague')
}
