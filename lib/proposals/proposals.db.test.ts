import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { documentOf, heading, paragraph, requirement } from '../../tests/texts'
import { codeOf, makeWorkingGroup, refusalOf, valueOf, writeDraft } from '../../tests/working-group'
import { declareInterest } from '../calls/commands'
import { lodgeObjection } from '../consultation/objection-commands'
import { startThread } from '../comments/commands'
import type { Block } from '../document/types'
import { type Amendment, edited, editFor, sayingOf } from '../drafts/amendment'
import { draftContent } from '../drafts/queries'
import { provideRooms } from '../drafts/rooms'
import type { PersonActor } from '../kernel/actor'
import { tagVersion } from '../versions/commands'
import { standardFor } from '../versions/standard-queries'
import { refuse } from '../kernel/refusal'
import { ok, refused } from '../kernel/result'
import { decideProposal, proposeChange, type Deciding, type Proposing } from './commands'
import { fitOf } from './proposal'
import { allProposals, openProposals, proposalsAnswering, waysToSuggest } from './queries'

const { db, sql } = await testDatabase()
const it = await makeWorkingGroup(db)
const standardId = it.standard.id
const text = documentOf(heading('hhhhhhhhhhhh', 'Form design'), requirement('a', 'MUST', 'It works on a phone.'), requirement('b', 'SHOULD', 'It is quick.'), paragraph('pppppppppppp', 'The end.'))
const [, a, b] = text.content as [Block, Block, Block, Block]
const idOf = (block: Block) => block.attrs!.id as string
const reworded = (block: Block, words: string): Block => ({ ...block, content: [{ type: 'requirementStatement', content: [paragraph(`2${idOf(block).slice(1)}`, words)] }] })

/** Stands for the room: does what it does, to the stored draft. */
let roomSays: 'yes' | 'no' = 'yes'
const amend = async (id: string, _person: string, amendment: Amendment) => {
  if (roomSays === 'no') return refused(refuse('unavailable'))
  const { content } = await draftContent(db, id)
  const edit = editFor(content, amendment)
  if (!edit.ok) return edit
  await writeDraft(db, id, documentOf(...edited(content, edit.value)))
  return ok(undefined)
}
provideRooms({ replaceContent: async () => ok(undefined), amend })
beforeEach(async () => { roomSays = 'yes'; await writeDraft(db, standardId, text) })

const seenOf = async (blockId: string) => {
  const block = (await draftContent(db, standardId)).content.find((one) => one.attrs?.id === blockId)
  return block ? sayingOf(block) : ''
}
const propose = async (more: Partial<Proposing> = {}, actor: PersonActor = it.reviewer) => {
  const blockId = more.blockId ?? idOf(a)
  return proposeChange(db, actor, { standardId, kind: 'change', blockId, seen: await seenOf(blockId), block: reworded(a, 'It works on any phone.'), note: '', ...more })
}
const decide = async (id: string, decision: Deciding['decision'], more: Partial<Deciding> = {}, actor: PersonActor = it.editor) =>
  decideProposal(db, actor, { proposalId: id, decision, seen: await seenOf(idOf(a)), reason: '', ...more })
const opened = async () => valueOf(await openProposals(db, it.lead, it.standard.slug)).open
const words = async () => JSON.stringify((await draftContent(db, standardId)).content)

test('PR-1 a reviewer, an editor and the lead editor propose; nobody else, and nothing is kept of what they sent', async () => {
  for (const actor of [it.reviewer, it.editor, it.lead]) valueOf(await propose({}, actor))
  const before = (await opened()).length
  expect([codeOf(await propose({}, it.observer)), codeOf(await propose({}, it.advisor)), codeOf(await propose({}, it.outsider))]).toEqual(['not-allowed', 'not-allowed', 'not-found'])
  expect(await opened()).toHaveLength(before)
})

test('PR-2 what was made against words that no longer stand is not taken, nor what changes nothing, nor what no draft may hold', async () => {
  expect(codeOf(await propose({ seen: sayingOf(reworded(a, 'It worked.')) }))).toBe('stale')
  expect(codeOf(await propose({ blockId: 'zzzzzzzzzzzz' }))).toBe('stale')
  expect(codeOf(await propose({ kind: 'move', afterBlockId: 'zzzzzzzzzzzz' }))).toBe('stale')
  expect(codeOf(await propose({ block: a }))).toBe('nothing-changed')
  expect(codeOf(await propose({ kind: 'level', level: 'MUST' }))).toBe('nothing-changed')
  expect(codeOf(await propose({ kind: 'move', afterBlockId: 'hhhhhhhhhhhh' }))).toBe('nothing-changed')
  expect(refusalOf(await propose({ kind: 'level', level: 'must' }))).toMatchObject({ code: 'invalid', field: 'level' })
  expect(codeOf(await propose({ block: { type: 'script' } }))).toBe('invalid')
  expect(codeOf(await propose({ note: 'x'.repeat(2_001) }))).toBe('too-large')
  expect(codeOf(await propose({ kind: 'level', level: 'MAY', blockId: 'pppppppppppp' }))).toBe('invalid')
})

test('PR-3 number, author, organisation and moment are the server’s word, and the trail tells of it', async () => {
  const { id, number } = valueOf(await propose({ note: ' Any phone. ' }))
  const [view] = (await opened()).filter((one) => one.id === id)
  expect(view).toMatchObject({ number, kind: 'change', note: 'Any phone.', state: { is: 'open' }, author: { name: it.reviewer.name, organisation: it.council.name } })
  expect(view!.may.decide).toBeNull()
  const [event] = await sql`select facts from audit_events where kind = 'change proposed' order by id desc limit 1`
  expect(event!.facts).toEqual({ proposal: `P-${number}`, change: 'change', on: '“It works on a phone.”' })
})

test('PR-5 PR-6 accepting writes that one block through the room, once; the trail tells of it', async () => {
  const { id, number } = valueOf(await propose())
  for (const actor of [it.reviewer, it.observer, it.advisor]) expect(codeOf(await decide(id, 'accepted', {}, actor))).toBe('not-allowed')
  expect(valueOf(await decide(id, 'accepted'))).toEqual({ number })
  expect(await words()).toContain('It works on any phone.')
  expect(codeOf(await decide(id, 'accepted'))).toBe('already-done')
  const decided = valueOf(await allProposals(db, it.observer, it.standard.slug)).decided[0]
  expect(decided).toMatchObject({ id, state: { is: 'accepted', by: it.editor.name } })
})

test('PR-5 each kind does what it says: insert, delete, move, level, met by', async () => {
  const fresh = { ...reworded(b, 'It says when it will answer.'), attrs: { ...b.attrs, id: 'nnnnnnnnnnnn' } }
  const doneWith = async (more: Partial<Proposing>, decideMore: Partial<Deciding> = {}) => {
    const { id } = valueOf(await propose(more))
    valueOf(await decide(id, 'accepted', { seen: more.kind === 'insert' ? '' : await seenOf(more.blockId ?? idOf(a)), ...decideMore }))
    return (await draftContent(db, standardId)).content
  }
  const ids = (content: Block[]) => content.map((block) => idOf(block)[0]).join('')
  expect(ids(await doneWith({ kind: 'insert', block: fresh, afterBlockId: idOf(a) }))).toBe('hanbp')
  expect(ids(await doneWith({ kind: 'move', blockId: idOf(b), afterBlockId: null }))).toBe('bhanp')
  expect(ids(await doneWith({ kind: 'delete', blockId: 'nnnnnnnnnnnn' }))).toBe('bhap')
  expect((await doneWith({ kind: 'level', level: 'MAY' }))[2]!.attrs!.level).toBe('MAY')
  expect((await doneWith({ kind: 'met-by', metBy: 'council digital,council service' }))[2]!.attrs!.metBy).not.toBe('supplier')
})

test('PR-5 a rejection says why; the proposer alone withdraws', async () => {
  const one = valueOf(await propose())
  expect(refusalOf(await decide(one.id, 'rejected'))).toMatchObject({ code: 'invalid', field: 'reason' })
  valueOf(await decide(one.id, 'rejected', { reason: 'It is said in FSM-02.' }))
  expect(await words()).not.toContain('any phone')
  const two = valueOf(await propose())
  expect(codeOf(await decide(two.id, 'withdrawn', {}, it.editor))).toBe('own-only')
  valueOf(await decide(two.id, 'withdrawn', {}, it.reviewer))
  expect(codeOf(await decide(two.id, 'accepted'))).toBe('already-done')
})

test('PR-6 when the room refuses nothing is decided', async () => {
  const { id } = valueOf(await propose())
  roomSays = 'no'
  expect(codeOf(await decide(id, 'accepted'))).toBe('unavailable')
  expect((await opened()).some((one) => one.id === id)).toBe(true)
  expect(await sql`select from proposal_decisions where proposal_id = ${id}`).toHaveLength(0)
})

test('PR-6 what would still fit is not put into words that the decider did not see', async () => {
  const { id } = valueOf(await propose({ kind: 'level', level: 'MAY' }))
  const before = await seenOf(idOf(a))
  await writeDraft(db, standardId, documentOf(text.content[0]!, reworded(a, 'It works on a phone, by night too.'), b))
  expect(codeOf(await decide(id, 'accepted', { seen: before }))).toBe('stale')
  expect(await words()).not.toContain('"MAY"')
  valueOf(await decide(id, 'accepted'))
  expect(await words()).toContain('"MAY"')
})

test('PR-7 after the words have changed it is flagged, and accepted with edits alone; what the decider did not see is refused', async () => {
  const { id } = valueOf(await propose())
  const before = await seenOf(idOf(a))
  await writeDraft(db, standardId, documentOf(text.content[0]!, reworded(a, 'It works on a phone, by night too.'), b))
  const [view] = (await opened()).filter((one) => one.id === id)
  expect(fitOf(view!, (await draftContent(db, standardId)).content)).toBe('changed')
  expect(codeOf(await decide(id, 'accepted', { seen: before }))).toBe('stale')
  expect(refusalOf(await decide(id, 'accepted'))).toMatchObject({ code: 'stale', message: expect.stringContaining('with edits') as string })
  valueOf(await decide(id, 'accepted with edits', { block: reworded(a, 'It works on any phone, by night too.') }))
  expect(await words()).toContain('any phone, by night too')
})

test('PR-8 when its block is gone it can be rejected or withdrawn, and nothing else', async () => {
  const { id } = valueOf(await propose())
  await writeDraft(db, standardId, documentOf(text.content[0]!, b))
  expect(codeOf(await decide(id, 'accepted'))).toBe('stale')
  expect(codeOf(await decide(id, 'accepted with edits', { block: a }))).toBe('stale')
  valueOf(await decide(id, 'rejected', { reason: 'The requirement went.' }))
})

test('PR-9 it answers only what belongs to this standard', async () => {
  const thread = valueOf(await startThread(db, it.reviewer, { standardId, anchor: { on: 'whole' }, body: 'Any phone?' }))
  const { id } = valueOf(await propose({ answers: { on: 'comment', id: thread.commentId } }))
  const [kept] = await sql`select thread_id from comments where id = ${thread.commentId}`
  expect((await opened()).find((one) => one.id === id)!.answers).toEqual({ label: 'a comment', href: `/workspace/standards/${it.standard.slug}#thread-${kept!.thread_id}` })
  const elsewhere = await makeWorkingGroup(db)
  const other = valueOf(await startThread(db, elsewhere.reviewer, { standardId: elsewhere.standard.id, anchor: { on: 'whole' }, body: 'Elsewhere' }))
  expect(codeOf(await propose({ answers: { on: 'comment', id: other.commentId } }))).toBe('invalid')
  expect(codeOf(await propose({ answers: { on: 'objection', id: 'x' } }))).toBe('invalid')
})

test('PR-9 who may propose has a way from what is to be answered to the part of the draft that holds it, while it does; what came of it is found again', async () => {
  const version = valueOf(await tagVersion(db, it.lead, { standardId, note: 'One' }))
  const objection = valueOf(await lodgeObjection(db, it.reviewer, { standardId, versionId: version.id, blockId: idOf(a), reason: 'Dear', wouldSatisfy: 'SHOULD' }))
  const answers = { on: 'objection', id: objection.id } as const
  const way = async (actor: PersonActor, blockId: string | null) => {
    const { standard, standing } = valueOf(await standardFor(db, actor, it.standard.slug))
    return (await waysToSuggest(db, standard, standing))(blockId, answers)
  }
  const there = `/workspace/standards/${it.standard.slug}?suggest=${idOf(a)}&answers=objection%3A${objection.id}`
  // A paragraph inside the requirement leads to the requirement.
  const inside = (a.content![0]!.content![0]!).attrs!.id as string
  expect(await Promise.all([way(it.reviewer, idOf(a)), way(it.lead, inside)])).toEqual([there, there])
  expect(await Promise.all([way(it.observer, idOf(a)), way(it.advisor, idOf(a)), way(it.reviewer, 'zzzzzzzzzzzz'), way(it.reviewer, null)])).toEqual([null, null, null, null])
  const { id } = valueOf(await propose({ answers }))
  valueOf(await decide(id, 'accepted'))
  expect((await proposalsAnswering(db, it.advisor, it.standard.slug)).get(objection.id)).toMatchObject([{ id, blockId: idOf(a), state: { is: 'accepted' } }])
  const { name } = objection
  const listed = async () => valueOf(await allProposals(db, it.observer, it.standard.slug)).decided.find((one) => one.id === id)!
  expect((await listed()).answers).toEqual({ label: name, href: `/workspace/standards/${it.standard.slug}/objections/${name}` })
  expect((await listed()).author.interests).toBeUndefined()
  valueOf(await declareInterest(db, it.reviewer, { groupId: it.group.id, text: '', nothing: true }))
  expect((await listed()).author.interests).toBeUndefined()
  valueOf(await declareInterest(db, it.reviewer, { groupId: it.group.id, text: 'I sell forms', nothing: false }))
  expect((await listed()).author.interests).toMatchObject([{ text: 'I sell forms' }])
  await writeDraft(db, standardId, documentOf(b))
  expect(await way(it.reviewer, idOf(a))).toBeNull()
})

test('two who accept at once: one does', async () => {
  const { id } = valueOf(await propose())
  const both = await Promise.all([decide(id, 'accepted'), decide(id, 'accepted', {}, it.lead)])
  expect(both.map(codeOf).sort()).toEqual(['already-done', null].sort())
})
