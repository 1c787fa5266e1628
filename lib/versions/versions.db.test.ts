import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { documentOf, requirement } from '../../tests/texts'
import { codeOf, inAWeek, makeWorkingGroup, refusalOf, rowsOf, valueOf, writeDraft } from '../../tests/working-group'
import { digestOf } from '../document/canonical'
import { provideRooms } from '../drafts/rooms'
import { anonymous, system } from '../kernel/actor'
import { ok, refused } from '../kernel/result'
import { refuse } from '../kernel/refusal'
import { closeRound, openRound, takePosition } from '../signoff/commands'
import { roundById } from '../signoff/queries'
import { chooseRef, discardVersion, restoreVersion, tagVersion } from './commands'
import { newestVersion, refsOf, versionByNumber, versionsOf } from './queries'

const { db, sql } = await testDatabase()

test('VE-1 a version is the draft\'s exact text with its digest, and the draft may go on changing', async () => {
  const it = await makeWorkingGroup(db)
  const tagged = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: ' First text ' }))
  expect(tagged.label).toBe('v0.1')
  const { version } = valueOf(await versionByNumber(db, it.reviewer, it.standard.slug, 'v0.1'))
  expect(await digestOf(version.canonical)).toBe(tagged.digest)
  expect(version).toMatchObject({ digest: tagged.digest, note: 'First text', taggedByName: 'The lead', requirements: 2 })
  expect(version.content.content.map((block) => block.attrs?.ref)).toEqual([undefined, 'FSM-01', 'FSM-02'])
  await writeDraft(db, it.standard.id, documentOf(requirement('a', 'MAY', 'Something else.')))
  expect(valueOf(await versionByNumber(db, it.reviewer, it.standard.slug, 'v0.1')).version.canonical).toBe(version.canonical)
  const [event] = await sql`select kind, actor_id, facts from audit_events where standard_id = ${it.standard.id} and kind = 'version tagged'`
  expect(event).toMatchObject({ actor_id: it.lead.id, facts: { version: 'v0.1', digest: tagged.digest, requirements: 2, note: 'First text' } })
})

test('VE-2 only the lead editor tags, and a refused tag leaves nothing behind', async () => {
  const it = await makeWorkingGroup(db)
  const before = [await rowsOf(db, 'versions'), await rowsOf(db, 'requirement_refs'), await rowsOf(db, 'audit_events')]
  const input = { standardId: it.standard.id, note: 'Mine' }
  for (const actor of [it.editor, it.reviewer, it.observer, it.advisor]) expect(codeOf(await tagVersion(db, actor, input))).toBe('lead-only')
  for (const actor of [it.outsider, anonymous, system]) expect(codeOf(await tagVersion(db, actor, input))).toBe('not-found')
  expect(codeOf(await tagVersion(db, it.lead, { ...input, standardId: 'no such id' }))).toBe('not-found')
  expect(refusalOf(await tagVersion(db, it.lead, { ...input, note: '  ' }))).toMatchObject({ code: 'invalid', field: 'note' })
  expect([await rowsOf(db, 'versions'), await rowsOf(db, 'requirement_refs'), await rowsOf(db, 'audit_events')]).toEqual(before)
})

test('VE-3 a draft in which nothing changed since the newest version is not tagged again', async () => {
  const it = await makeWorkingGroup(db)
  valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'One' }))
  const again = refusalOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'Two' }))
  expect(again).toMatchObject({ code: 'nothing-changed', message: 'Nothing has changed since v0.1.' })
  await writeDraft(db, it.standard.id, documentOf(...it.content.content, requirement('c', 'MAY', 'It can wait.')))
  expect(valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'Two' })).label).toBe('v0.2')
})

test('VE-4 numbers go up: a chosen one must be higher than every one before it, and below v1.0', async () => {
  const it = await makeWorkingGroup(db)
  const tag = (minor: number, major = 0) => tagVersion(db, it.lead, { standardId: it.standard.id, note: 'A note', number: { major, minor } })
  expect(valueOf(await tag(9)).label).toBe('v0.9')
  await writeDraft(db, it.standard.id, documentOf(requirement('c', 'MAY', 'It can wait.')))
  for (const minor of [9, 3, 0]) expect(refusalOf(await tag(minor))).toMatchObject({ code: 'taken', field: 'number' })
  expect(refusalOf(await tag(0, 1))).toMatchObject({ code: 'invalid', field: 'number' })
  expect(valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'A note' })).label).toBe('v0.10')
  expect(valueOf(await versionsOf(db, it.lead, it.standard.slug)).versions.map((version) => version.label)).toEqual(['v0.10', 'v0.9'])
})

test('VE-4 of two who tag at once one is first, and the other is told that nothing has changed', async () => {
  const it = await makeWorkingGroup(db)
  const both = await Promise.all([1, 2].map((n) => tagVersion(db, it.lead, { standardId: it.standard.id, note: `Try ${n}` })))
  expect(both.map(codeOf).sort()).toEqual(['nothing-changed', null].sort())
})

test('RF-1 at tagging each requirement without a ref gets the next number in the order of the text, and keeps it when it moves', async () => {
  const it = await makeWorkingGroup(db)
  valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'One' }))
  const [, a, b] = it.content.content
  await writeDraft(db, it.standard.id, documentOf(requirement('c', 'MAY', 'New, and first.'), b!, a!))
  valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'Two' }))
  expect(await refsOf(db, it.standard.id)).toEqual({ [it.content.content[1]!.attrs!.id as string]: 'FSM-01', bbbbbbbbbbbb: 'FSM-02', cccccccccccc: 'FSM-03' })
  const { version } = valueOf(await versionByNumber(db, it.lead, it.standard.slug, 'v0.2'))
  expect(version.content.content.map((block) => block.attrs?.ref)).toEqual(['FSM-03', 'FSM-02', 'FSM-01'])
})

test('RF-2 a ref that has stood in a version is never given to another requirement, even when its own has gone', async () => {
  const it = await makeWorkingGroup(db)
  valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'One' }))
  await writeDraft(db, it.standard.id, documentOf(it.content.content[1]!, requirement('c', 'MAY', 'New.')))
  const choose = (blockId: string, number: number) => chooseRef(db, it.lead, { standardId: it.standard.id, blockId, number })
  expect(codeOf(await choose('c'.repeat(12), 2))).toBe('taken')
  expect(codeOf(await choose('a'.repeat(12), 7))).toBe('frozen')
  expect(codeOf(await choose('b'.repeat(12), 7))).toBe('not-found')
  expect(valueOf(await choose('c'.repeat(12), 7)).ref).toBe('FSM-07')
  expect(valueOf(await choose('c'.repeat(12), 12)).ref).toBe('FSM-12')
  valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'Two' }))
  expect(await refsOf(db, it.standard.id)).toEqual({ aaaaaaaaaaaa: 'FSM-01', bbbbbbbbbbbb: 'FSM-02', cccccccccccc: 'FSM-12' })
  expect(codeOf(await choose('c'.repeat(12), 13))).toBe('frozen')
})

test('RF-3 a number chosen for a requirement that left before it stood anywhere is free again; only the lead editor chooses', async () => {
  const it = await makeWorkingGroup(db)
  const choose = (blockId: string, number: number, actor = it.lead) => chooseRef(db, actor, { standardId: it.standard.id, blockId, number })
  valueOf(await choose('a'.repeat(12), 20))
  expect(refusalOf(await choose('b'.repeat(12), 20))).toMatchObject({ code: 'taken', message: 'FSM-20 is another requirement\'s.' })
  for (const wrong of [0, -1, 1.5, 10_000]) expect(codeOf(await choose('b'.repeat(12), wrong))).toBe('invalid')
  expect(codeOf(await choose('b'.repeat(12), 5, it.editor))).toBe('lead-only')
  await writeDraft(db, it.standard.id, documentOf(it.content.content[2]!))
  expect(valueOf(await choose('b'.repeat(12), 20)).ref).toBe('FSM-20')
})

test('VE-5 the advisor discards the newest version with a reason; it stays readable, its number is spent, and the one before counts again', async () => {
  const it = await makeWorkingGroup(db)
  const first = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'One' }))
  await writeDraft(db, it.standard.id, documentOf(requirement('c', 'MAY', 'It can wait.')))
  const second = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'Two' }))
  const discard = (versionId: string, actor = it.advisor, reason = 'A typo only') => discardVersion(db, actor, { standardId: it.standard.id, versionId, reason })
  expect(codeOf(await discard(second.id, it.lead))).toBe('advisor-only')
  expect(codeOf(await discard(first.id))).toBe('not-newest')
  expect(refusalOf(await discard(second.id, it.advisor, ' '))).toMatchObject({ code: 'invalid', field: 'reason' })
  valueOf(await discard(second.id))
  expect(codeOf(await discard(second.id))).toBe('already-done')
  expect((await newestVersion(db, it.standard.id))?.label).toBe('v0.1')
  expect(valueOf(await versionByNumber(db, it.reviewer, it.standard.slug, 'v0.2')).version.discarded).toMatchObject({ reason: 'A typo only', byName: 'The advisor' })
  expect(valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'Two, as it was' })).label).toBe('v0.3')
})

test('VE-6 what a round is open on, or has carried, is not discarded', async () => {
  const it = await makeWorkingGroup(db)
  const version = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'One' }))
  const { roundId } = valueOf(await openRound(db, it.advisor, { standardId: it.standard.id, versionId: version.id, closesAt: inAWeek() }))
  const discard = () => discardVersion(db, it.advisor, { standardId: it.standard.id, versionId: version.id, reason: 'Why not' })
  expect(codeOf(await discard())).toBe('round-open')
  const round = await roundById(db, roundId)
  for (const elector of round!.electors) {
    const holder = it.holders.find((person) => person.id === elector.holderId)!
    valueOf(await takePosition(db, holder, { roundId, electorId: elector.id, digest: round!.digest, position: 'approve', reason: '' }))
  }
  expect(valueOf(await closeRound(db, it.advisor, { roundId })).outcome).toBe('carried')
  expect(codeOf(await discard())).toBe('frozen')
})

test('VE-7 restoring is an ordinary edit by the lead editor through the room: without refs, and recorded only when it was done', async () => {
  const it = await makeWorkingGroup(db)
  const version = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'One' }))
  const input = { standardId: it.standard.id, versionId: version.id }
  const edits: unknown[][] = []
  const replaceContent = async (...edit: unknown[]) => { edits.push(edit); return edits.length > 1 ? refused(refuse('unavailable')) : ok(undefined) }
  provideRooms({ replaceContent, amend: async () => ok(undefined) })
  expect(codeOf(await restoreVersion(db, it.editor, input))).toBe('lead-only')
  expect(edits).toEqual([])
  valueOf(await restoreVersion(db, it.lead, input))
  const [standardId, personId, content] = edits[0] as [string, string, typeof it.content]
  expect([standardId, personId]).toEqual([it.standard.id, it.lead.id])
  expect(content.content[1]!.attrs).toMatchObject({ id: 'a'.repeat(12), ref: null, level: 'MUST' })
  expect(codeOf(await restoreVersion(db, it.lead, input))).toBe('unavailable')
  const told = await sql`select facts from audit_events where kind = 'version restored' and standard_id = ${it.standard.id}`
  expect(told.map((event) => event.facts)).toEqual([{ version: 'v0.1' }])
})

test('VE-8 members and the assigned advisor read versions; nobody else learns that there is one', async () => {
  const it = await makeWorkingGroup(db)
  const other = await makeWorkingGroup(db)
  valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'One' }))
  for (const actor of [it.observer, it.reviewer, it.editor, it.lead, it.advisor]) {
    expect(codeOf(await versionByNumber(db, actor, it.standard.slug, 'v0.1'))).toBeNull()
  }
  for (const actor of [it.outsider, it.admin, other.lead, other.advisor, anonymous, system]) {
    expect(codeOf(await versionByNumber(db, actor, it.standard.slug, 'v0.1'))).toBe('not-found')
    expect(codeOf(await versionsOf(db, actor, it.standard.slug))).toBe('not-found')
  }
  for (const label of ['v0.2', '0.1', 'v0.01', 'v0.1; --']) expect(codeOf(await versionByNumber(db, it.lead, it.standard.slug, label))).toBe('not-found')
})
