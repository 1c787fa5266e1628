import { expect, test } from 'vitest'
import { makeConsulted } from '../../tests/consulted'
import { testDatabase } from '../../tests/database'
import { publishText } from '../../tests/published'
import { documentOf, requirement } from '../../tests/texts'
import { codeOf, refusalOf, valueOf, writeDraft } from '../../tests/working-group'
import type { PersonActor } from '../kernel/actor'
import { anonymous } from '../kernel/actor'
import { digestOf } from '../document/canonical'
import { tagVersion } from '../versions/commands'
import { type Disposing, disposeOf, withdrawComment } from './disposition-commands'
import { disposedCommentsOf, undisposedOn, worklistOf } from './disposition-queries'
import { dispositionReport, reportFor, reportOn } from './disposition-report-queries'
import { lodgeObjection, ruleNotUpheld, withdrawDissent } from './objection-commands'

const { db, sql } = await testDatabase()

const consulted = () => makeConsulted(db, (it) => [{ by: it.outsider }, { by: it.editor, kind: 'editorial' }, { by: it.outsider, on: 'b', kind: 'editorial' }])

type World = Awaited<ReturnType<typeof consulted>>
const dispose = (it: World, actor: PersonActor, at: number | readonly number[], more: Partial<Disposing> = {}) => disposeOf(db, actor, {
  standardId: it.standard.id, commentIds: [at].flat().map((one) => it.comments[one]!.id), outcome: 'accepted', reason: 'It reads better', deferredTo: '', changedBlockId: null, ...more,
})
const outcomesOf = async (it: World) => (await disposedCommentsOf(db, it.consultationId)).map((one) => one.dispositions.at(-1)?.outcome ?? 'open')

test('DI-1 editors, the lead editor and the advisor dispose, with a reason, and nobody of their own', async () => {
  const it = await consulted()
  for (const actor of [it.reviewer, it.observer]) expect(codeOf(await dispose(it, actor, 0))).toBe('not-allowed')
  for (const actor of [it.outsider, it.admin]) expect(codeOf(await dispose(it, actor, 0))).toBe('not-found')
  expect(codeOf(await dispose(it, anonymous as PersonActor, 0))).toBe('sign-in-needed')
  expect(codeOf(await dispose(it, it.editor, 1))).toBe('conflict-of-role')
  expect(refusalOf(await dispose(it, it.lead, 0, { reason: '' }))).toMatchObject({ field: 'reason' })
  expect(await outcomesOf(it)).toEqual(['open', 'open', 'open'])
  for (const [actor, at] of [[it.editor, 0], [it.lead, 1], [it.advisor, 2]] as const) valueOf(await dispose(it, actor, at))
  expect(await outcomesOf(it)).toEqual(['accepted', 'accepted', 'accepted'])
  const [event] = await sql`select actor_name, facts from audit_events where kind = 'comment disposed' and standard_id = ${it.standard.id} order by id`
  expect(event).toEqual({ actor_name: 'The editor', facts: { comment: 'C-1', outcome: 'accepted', reason: 'It reads better', revision: 1 } })
})

test('DI-4 a change of mind is the next revision; what somebody else did meanwhile is told, not overwritten', async () => {
  const it = await consulted()
  const id = it.comments[0]!.id
  valueOf(await dispose(it, it.editor, 0, { shown: { [id]: 0 } }))
  expect(refusalOf(await dispose(it, it.lead, 0, { outcome: 'not accepted', shown: { [id]: 0 } }))).toMatchObject({ code: 'stale', message: expect.stringContaining('The editor disposed of C-1 as accepted') })
  valueOf(await dispose(it, it.lead, 0, { outcome: 'not accepted', shown: { [id]: 1 } }))
  const [comment] = await disposedCommentsOf(db, it.consultationId)
  expect(comment!.dispositions.map((one) => [one.revision, one.outcome, one.disposedByName])).toEqual([[1, 'accepted', 'The editor'], [2, 'not accepted', 'The lead']])
})

test('DI-2 the author withdraws their comment, member or not, and that is final', async () => {
  const it = await consulted()
  const id = it.comments[0]!.id
  for (const actor of [it.lead, it.advisor]) expect(codeOf(await withdrawComment(db, actor, { commentId: id, reason: '' }))).toBe('own-only')
  valueOf(await withdrawComment(db, it.outsider, { commentId: id, reason: '' }))
  expect(codeOf(await withdrawComment(db, it.outsider, { commentId: id, reason: '' }))).toBe('already-done')
  expect(codeOf(await dispose(it, it.lead, 0))).toBe('already-done')
})

test('DI-3 a deferred comment waits on the backlog, for the version that was named', async () => {
  const it = await consulted()
  expect(refusalOf(await dispose(it, it.lead, 0, { outcome: 'deferred', deferredTo: 'soon' }))).toMatchObject({ field: 'deferredTo' })
  valueOf(await dispose(it, it.lead, 0, { outcome: 'deferred', deferredTo: 'v1.1' }))
  valueOf(await dispose(it, it.lead, 0, { outcome: 'deferred', deferredTo: 'v2.0' }))
  const items = await sql`select for_version, title, source from backlog_items where standard_id = ${it.standard.id} order by made_at`
  expect([...items]).toEqual([{ for_version: 'v1.1', title: 'C-1 on FSM-01', source: 'comment' }, { for_version: 'v2.0', title: 'C-1 on FSM-01', source: 'comment' }])
})

test('DI-3 what was accepted names the change it caused, in the draft', async () => {
  const it = await consulted()
  expect(codeOf(await dispose(it, it.lead, 0, { changedBlockId: 'zzzzzzzzzzzz' }))).toBe('not-found')
  valueOf(await dispose(it, it.lead, 0, { changedBlockId: 'a'.repeat(12) }))
  expect((await disposedCommentsOf(db, it.consultationId))[0]!.dispositions[0]).toMatchObject({ changedBlockId: 'a'.repeat(12) })
})

test('DI-3 a requirement that was taken out is a change too', async () => {
  const it = await consulted()
  await writeDraft(db, it.standard.id, documentOf(requirement('b', 'SHOULD', 'It is quick.')))
  valueOf(await dispose(it, it.lead, 0, { changedBlockId: 'a'.repeat(12) }))
  const report = (await dispositionReport(db, it.standard.id, valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'Without' })).id))!
  expect(report.comments[0]).toMatchObject({ change: 'FSM-01 removed, was MUST', changed: { anchor: 'FSM-01', stands: false } })
})

test('DI-5 several alike are disposed of at once, all or none', async () => {
  const it = await consulted()
  expect(codeOf(await dispose(it, it.editor, [0, 1, 2]))).toBe('conflict-of-role')
  expect(await outcomesOf(it)).toEqual(['open', 'open', 'open'])
  expect(codeOf(await dispose(it, it.lead, []))).toBe('invalid')
  expect(valueOf(await dispose(it, it.lead, [1, 2], { reason: 'Spelling' })).disposed).toEqual(['C-2', 'C-3'])
  expect(await outcomesOf(it)).toEqual(['open', 'accepted', 'accepted'])
  const elsewhere = await consulted()
  expect(codeOf(await disposeOf(db, it.lead, {
    standardId: it.standard.id, commentIds: [elsewhere.comments[0]!.id], outcome: 'accepted', reason: 'x', deferredTo: '', changedBlockId: null,
  }))).toBe('not-found')
})

test('DI-6 who disposes has the worklist; how many are left is counted', async () => {
  const it = await consulted()
  expect(await undisposedOn(db, it.standard.id, it.version.id)).toBe(3)
  for (const actor of [it.editor, it.lead, it.advisor]) expect(valueOf(await worklistOf(db, actor, it.standard.slug)).comments).toHaveLength(3)
  for (const actor of [it.reviewer, it.observer]) expect(codeOf(await worklistOf(db, actor, it.standard.slug))).toBe('not-allowed')
  expect(codeOf(await worklistOf(db, it.outsider, it.standard.slug))).toBe('not-found')
  valueOf(await dispose(it, it.lead, [0, 1, 2]))
  expect(await undisposedOn(db, it.standard.id, it.version.id)).toBe(0)
})

test('DI-7 after publication nothing is disposed of any more', async () => {
  const it = await consulted()
  valueOf(await dispose(it, it.lead, [0, 1, 2]))
  await publishText(db, it, [requirement('a', 'MUST', 'It works on any phone.')])
  expect(codeOf(await dispose(it, it.lead, 0, { outcome: 'not accepted' }))).toBe('frozen')
  expect(codeOf(await withdrawComment(db, it.outsider, { commentId: it.comments[0]!.id, reason: '' }))).toBe('frozen')
})

test('DI-7 the report is the one that was published, byte for byte: another name of an organisation, or a dissent withdrawn later, is not in it', async () => {
  const it = await consulted()
  const objection = valueOf(await lodgeObjection(db, it.holders[4]!, { standardId: it.standard.id, versionId: it.version.id, blockId: 'a'.repeat(12), reason: 'Dear', wouldSatisfy: 'SHOULD' }))
  valueOf(await ruleNotUpheld(db, it.advisor, { objectionId: objection.id, text: 'It is not.' }))
  valueOf(await dispose(it, it.lead, 0, { changedBlockId: 'a'.repeat(12) }))
  valueOf(await dispose(it, it.lead, [1, 2]))
  await publishText(db, it, [requirement('a', 'SHOULD', 'It works on any phone.')])
  const [{ version_id: versionId, report_digest: digest } = {}] = await sql`select version_id, report_digest from publications where standard_id = ${it.standard.id}`
  const first = (await reportOn(db, it.standard.id, versionId as string))!
  expect(first.report).toMatchObject({ publishedAs: 'v1.0', counts: { comments: 3, accepted: 3, open: 0, objections: 1 } })
  expect(first.report.comments[0]).toMatchObject({ change: expect.stringMatching(/^FSM-01 weakened, MUST to SHOULD/) as string, changed: { anchor: 'FSM-01', stands: true } })
  expect([first.digest, await digestOf(first.text)]).toEqual([digest, digest])
  const [event] = await sql`select facts from audit_events where kind = 'version published' and standard_id = ${it.standard.id}`
  expect(event!.facts).toMatchObject({ reportDigest: digest })

  await sql`update organisations set name = 'Renamed ' || name where id in (select organisation_id from group_members where group_id = ${it.group.id})`
  await sql`update people set name = 'Renamed ' || name where id = ${it.outsider.id}`
  valueOf(await withdrawDissent(db, it.holders[4]!, { objectionId: objection.id, text: '' }))
  const later = (await reportOn(db, it.standard.id, versionId as string))!
  expect([later.text, later.digest]).toEqual([first.text, first.digest])
  expect(later.text).not.toContain('Renamed')
  expect(JSON.stringify((await dispositionReport(db, it.standard.id, versionId as string))!)).toContain('Renamed')
  expect([first, later].map(({ report }) => report.objections[0]!.dissentWithdrawnAt !== null)).toEqual([false, true])
  expect(valueOf(await reportFor(db, it.reviewer, it.standard.slug, first.report.version)).text).toBe(first.text)
})
