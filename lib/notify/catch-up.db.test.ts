import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { editDraft, wordsOf } from '../../tests/edit-draft'
import { codeOf, inAWeek, makeWorkingGroup, valueOf } from '../../tests/working-group'
import { startThread } from '../comments/commands'
import { writeToColleagues } from '../consultation/colleague-commands'
import { closeConsultation, openConsultation, writeComment } from '../consultation/commands'
import { disposeOf } from '../consultation/disposition-commands'
import { lodgeObjection, withdrawObjection } from '../consultation/objection-commands'
import { commentsOf } from '../consultation/queries'
import { anonymous, type PersonActor } from '../kernel/actor'
import { proposeChange } from '../proposals/commands'
import { sayingOf } from '../drafts/amendment'
import { draftContent } from '../drafts/queries'
import { openRound, takePosition } from '../signoff/commands'
import { roundById } from '../signoff/queries'
import { tagVersion } from '../versions/commands'
import { noteSight } from '../versions/since-commands'
import { catchUp } from './catch-up-commands'
import { catchUpOf } from './catch-up-queries'

const { db, sql } = await testDatabase()
const [a, b] = ['a'.repeat(12), 'b'.repeat(12)]

/** A group whose reader saw the draft two days ago. */
async function world() {
  const it = await makeWorkingGroup(db)
  const { id, slug } = it.standard
  valueOf(await noteSight(db, it.editor, slug))
  await sql`update draft_sights set at = now() - interval '2 days' where standard_id = ${id}`
  const told = async (by: PersonActor = it.editor, label: string | null = null) => valueOf(await catchUpOf(db, by, slug, label))
  return {
    ...it, id, slug, told,
    news: async (by?: PersonActor, label?: string) => (await told(by, label)).news!,
    edits: (who: PersonActor, work: Parameters<typeof editDraft>[4]) => editDraft(db, sql, id, who, work),
    comments: async (who: PersonActor, blockId: string | null, body: string) =>
      valueOf(await startThread(db, who, { standardId: id, anchor: blockId ? { on: 'block', blockId, quotation: '' } : { on: 'whole' }, body })),
  }
}
type World = Awaited<ReturnType<typeof world>>

const weaken = (it: World) => it.edits(it.lead, ([, phone]) => phone!.setAttribute('level', 'SHOULD'))

test('CU-1 what others did is told by requirement: its change in words with who wrote, and what was said about it; a requirement without news is not listed', async () => {
  const it = await world()
  await weaken(it)
  await it.comments(it.reviewer, a, 'Is this not the law?')
  await it.comments(it.reviewer, null, 'Nearly there')
  const { requirements, around, events } = await it.news()
  expect(requirements.map(({ id, statement, change, by }) => [id, statement, change, by])).toEqual([[a, 'It works on a phone.', 'weakened, MUST to SHOULD', [it.lead.name]]])
  expect(requirements[0]!.lines).toMatchObject([{ who: `${it.reviewer.name}, ${it.council.name} (service team)`, words: 'Is this not the law?', link: expect.stringContaining(`/workspace/standards/${it.slug}#thread-`) }])
  expect(around.map(({ on, line }) => [on, line.words])).toEqual([['the whole text', 'Nearly there']])
  expect(events).toEqual([])
})

test('CU-1 one’s own work is no news; a proposal, a comment in the consultation, its disposition, an objection and its end are', async () => {
  const it = await world()
  await it.edits(it.editor, ([, phone]) => wordsOf(phone!).insert(0, 'Mine. '))
  await it.comments(it.editor, a, 'Mine')
  expect((await it.news()).requirements).toEqual([])
  const version = valueOf(await tagVersion(db, it.lead, { standardId: it.id, note: 'For consultation' }))
  const { consultationId } = valueOf(await openConsultation(db, it.advisor, { standardId: it.id, versionId: version.id, introduction: 'Say', closesAt: inAWeek() }))
  valueOf(await writeComment(db, it.outsider, { consultationId, blockId: b, kind: 'technical', body: 'How quick?' }))
  const [comment] = await commentsOf(db, consultationId)
  const { id: objectionId } = valueOf(await lodgeObjection(db, it.reviewer, { standardId: it.id, versionId: version.id, blockId: b, reason: 'Too dear', wouldSatisfy: 'MAY' }))
  valueOf(await withdrawObjection(db, it.reviewer, { objectionId, text: 'Settled' }))
  valueOf(await closeConsultation(db, it.advisor, { consultationId, reason: 'All is said' }))
  valueOf(await disposeOf(db, it.lead, { standardId: it.id, commentIds: [comment!.id], outcome: 'not accepted', reason: 'It says so', deferredTo: '', changedBlockId: null }))
  const seen = sayingOf((await draftContent(db, it.id)).content.find((block) => block.attrs?.id === b)!)
  valueOf(await proposeChange(db, it.reviewer, { standardId: it.id, kind: 'level', blockId: b, seen, level: 'MAY', note: 'Kinder' }))
  const { requirements, events } = await it.news()
  expect(requirements.map(({ id, change }) => [id, change])).toEqual([[b, null]])
  expect(requirements[0]!.lines.map(({ did, words }) => [did, words])).toEqual([
    ['wrote the comment C-1 in the consultation', 'How quick?'], ['lodged the formal objection FO-1', 'Too dear'], ['withdrew FO-1', 'Settled'],
    ['disposed of C-1 as not accepted', 'It says so'], ['proposed P-1, another level', 'Kinder'],
  ])
  expect(events.map(({ sentence }) => sentence.split(/[,:(]/)[0]!.trim())).toEqual(['tagged v0.1', 'opened consultation 1 on v0.1', 'closed consultation 1 on v0.1'])
})

test('CU-2 looking at the draft again moves nothing while the visit lasts; half an hour later the next is told from there', async () => {
  const it = await world()
  await weaken(it)
  for (const _ of [1, 2]) {
    valueOf(await noteSight(db, it.editor, it.slug))
    expect((await it.news()).requirements.map(({ change }) => change)).toEqual(['weakened, MUST to SHOULD'])
  }
  await sql`update draft_sights set at = now() - interval '31 minutes' where standard_id = ${it.id}`
  expect((await it.news()).requirements).toEqual([])
})

test('CU-2 "I have caught up" moves it to what was on the page: what is written meanwhile is news still, and a text that changed meanwhile is refused', async () => {
  const it = await world()
  await weaken(it)
  const { digest, now } = await it.told()
  await it.comments(it.reviewer, b, 'Meanwhile')
  valueOf(await catchUp(db, it.editor, it.slug, { digest, at: now }))
  expect((await it.news()).requirements.map(({ id, change }) => [id, change])).toEqual([[b, null]])
  const next = await it.told()
  await it.edits(it.lead, ([, phone]) => phone!.setAttribute('level', 'MAY'))
  expect(codeOf(await catchUp(db, it.editor, it.slug, { digest: next.digest, at: next.now }))).toBe('stale')
  expect(codeOf(await catchUp(db, it.editor, it.slug, { digest: next.digest, at: new Date('no') }))).toBe('invalid')
  expect((await it.news()).requirements.map(({ change }) => change)).toEqual(['weakened, SHOULD to MAY', null])
  expect((await it.told(it.reviewer)).news).toBeNull()
})

test('CU-3 since a version it tells of everybody, oneself too; of a version that is not there, nothing', async () => {
  const it = await world()
  valueOf(await tagVersion(db, it.lead, { standardId: it.id, note: 'One' }))
  await it.edits(it.editor, ([, , quick]) => quick!.setAttribute('level', 'MUST'))
  await it.comments(it.editor, b, 'Mine')
  const { requirements, since } = await it.news(it.editor, 'v0.1')
  expect(since).toMatchObject({ kind: 'version', label: 'v0.1' })
  expect(requirements).toMatchObject([{ id: b, name: 'FSM-02', change: 'strengthened, SHOULD to MUST', by: [], lines: [{ words: 'Mine' }] }])
  expect(codeOf(await catchUpOf(db, it.editor, it.slug, 'v9.9'))).toBe('not-found')
})

test('CU-4 outsiders, administrators and those not signed in find nothing; members never find a position, nor what colleagues write to each other', async () => {
  const it = await world()
  const read = { digest: (await it.told()).digest, at: new Date() }
  for (const actor of [it.outsider, it.admin]) {
    expect(codeOf(await catchUpOf(db, actor, it.slug, null))).toBe('not-found')
    expect(codeOf(await catchUp(db, actor, it.slug, read))).toBe('not-found')
  }
  expect(codeOf(await catchUpOf(db, anonymous, it.slug, null))).toMatch(/not-found|sign-in-needed/)
  const version = valueOf(await tagVersion(db, it.lead, { standardId: it.id, note: 'One' }))
  const { consultationId } = valueOf(await openConsultation(db, it.advisor, { standardId: it.id, versionId: version.id, introduction: 'Say', closesAt: inAWeek() }))
  valueOf(await writeToColleagues(db, it.reviewer, { consultationId, organisationId: it.council.id, blockId: a, body: 'Between us' }))
  valueOf(await closeConsultation(db, it.advisor, { consultationId, reason: 'All is said' }))
  const { roundId } = valueOf(await openRound(db, it.advisor, { standardId: it.id, versionId: version.id, closesAt: inAWeek() }))
  const round = (await roundById(db, roundId))!
  const [holder] = it.holders
  const electorId = round.electors.find((seat) => seat.holderId === holder!.id)!.id
  valueOf(await takePosition(db, holder!, { roundId, electorId, digest: round.digest, position: 'dissent', reason: 'Too dear' }))
  for (const by of [it.editor, it.lead, it.observer, it.advisor]) {
    const all = JSON.stringify(await it.told(by, 'v0.1'))
    expect(all).toContain('opened sign-off round 1')
    expect(all).not.toMatch(/took a|Too dear|dissent|Between us/)
  }
})
