import { eq } from 'drizzle-orm'
import { standards, threads, versions } from '@/drizzle/schema'
import { startThread } from '@/lib/comments/commands'
import type { Database } from '@/lib/db'
import { startDraft } from '@/lib/drafts/commands'
import { draftRooms } from '@/lib/drafts/rooms'
import type { PersonActor } from '@/lib/kernel/actor'
import { chooseRef, tagVersion } from '@/lib/versions/commands'
import { storyDrafts } from './document'
import { demoActor, expectDone, type SeededGroup } from './demo'

type Story = ReturnType<typeof storyDrafts>

const notes = [
  'First full draft, from the outline of minimum features.',
  'Adds search (FSM-03) and what the form says about sharing data (FSM-19).',
  'Adds availability (FSM-22) and publishing the figures (FSM-24). For consultation.',
] as const

/** What people asked while v0.3 was being written, and nobody has answered yet. */
const questions: readonly (readonly [who: string, number: number, body: string])[] = [
  ['Priya Nair', 9, 'Ten seconds is what people expect. Can both suppliers show a result in the same session today?'],
  ['Leah Okafor', 16, 'Is five minutes counted from submission, or from when the eligibility check answers?'],
  ['Sian Pritchard', 14, 'Letters that schools send are not ours. Should the wording say “the council’s decision letters”?'],
  ['Tom Hale', 13, 'Once a term works for us. Would a smaller council have the staff for it?'],
]

/** The standard at v0.3, with each version before it. Answers its id. */
export async function seedStandard(on: Database, group: SeededGroup): Promise<string> {
  const lead = await demoActor(on, 'Ravi Menon')
  const story = storyDrafts()
  const [begun] = await on.select({ id: standards.id }).from(standards).where(eq(standards.groupId, group.id))
  const { id } = begun ?? expectDone(await startDraft(on, lead, {
    groupId: group.id, title: 'Free school meals: apply online', refPrefix: 'FSM', content: story.drafts[0],
  }), 'draft')
  const tagged = new Set((await on.select({ minor: versions.minor }).from(versions).where(eq(versions.standardId, id))).map((row) => row.minor))
  for (const minor of [1, 2, 3] as const) if (!tagged.has(minor)) await seedVersion(on, lead, id, story, minor)
  const [asked] = await on.select({ id: threads.id }).from(threads).where(eq(threads.standardId, id)).limit(1)
  if (!asked) for (const [who, number, body] of questions) await ask(on, id, story, who, number, body)
  return id
}

async function seedVersion(on: Database, lead: PersonActor, standardId: string, story: Story, minor: 1 | 2 | 3): Promise<void> {
  if (minor > 1) expectDone(await draftRooms().replaceContent(standardId, lead.id, story.drafts[minor - 1]), `text of v0.${minor}`)
  for (const { blockId, number, since } of story.numbers) {
    if (since === minor) expectDone(await chooseRef(on, lead, { standardId, blockId, number }), `ref ${number}`)
  }
  expectDone(await tagVersion(on, lead, { standardId, note: notes[minor - 1]! }), `v0.${minor}`)
}

async function ask(on: Database, standardId: string, story: Story, who: string, number: number, body: string): Promise<void> {
  const { blockId } = story.numbers.find((one) => one.number === number)!
  const requirement = story.drafts[2].content.find((block) => block.attrs?.id === blockId)
  const quotation = requirement?.content?.[0]?.content?.[0]?.content?.[0]?.text ?? ''
  expectDone(await startThread(on, await demoActor(on, who), { standardId, anchor: { on: 'block', blockId, quotation }, body }), `question on ${number}`)
}
