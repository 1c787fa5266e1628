import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { requirementsOf } from '../document/requirements'
import type { DocumentJson } from '../document/types'
import { draftContent } from '../drafts/queries'
import { provideRooms } from '../drafts/rooms'
import { anonymous, system } from '../kernel/actor'
import { ok } from '../kernel/result'
import { refsOf } from '../versions/queries'
import { bringIntoDraft, keepUpload, startFromFile, startFromUpload } from './commands'
import { keptUpload } from './queries'
import { readFile } from './read'

const { db, sql } = await testDatabase()
const it = await makeGroup(db)
const written: unknown[] = []
provideRooms({ replaceContent: async (...edit) => { written.push(edit); return ok(undefined) }, amend: async () => ok(undefined) })

const file = { name: 'meals.md', bytes: new TextEncoder().encode('# Free school meals: apply online\n\n| Ref | Requirement | Level |\n|---|---|---|\n| FSM-07 | Link to it. | Must |\n| FSM-03 | Keep it. | May |') }
const forGroup = { groupId: it.group.id, title: '', refPrefix: '' }
const keep = async (actor = it.lead, place: Parameters<typeof keepUpload>[2]['for'] = forGroup) => {
  const kept = await keepUpload(db, actor, { file, for: place }, readFile)
  if (!kept.ok) throw new Error(kept.refusal.message)
  return kept.value.id
}
const counts = async () => (await sql`select (select count(*)::int from standards) as standards, (select count(*)::int from draft_log) as rows, (select count(*)::int from imports) as uploads`)[0]

test('IM-70 a file that was read waits for its owner, and nothing else is written', async () => {
  const before = await counts()
  const id = await keep()
  expect(await counts()).toEqual({ ...before, uploads: before!.uploads + 1 })
  expect(await keptUpload(db, it.lead, id)).toMatchObject({ ok: true, value: { title: 'Free school meals: apply online', refPrefix: 'FSM', found: { requirements: 2 } } })
  for (const actor of [it.editor, it.admin, it.outsider, anonymous]) expect((await keptUpload(db, actor, id)).ok).toBe(false)
  expect(await keptUpload(db, it.lead, 'not an id')).toMatchObject({ refusal: { code: 'not-found' } })
})

test('IM-71 whoever may not import is refused before the file is read', async () => {
  for (const actor of [it.observer, it.reviewer, it.advisor, it.outsider, it.admin, anonymous, system]) {
    let reads = 0
    const kept = await keepUpload(db, actor, { file, for: forGroup }, async (given) => { reads += 1; return readFile(given) })
    expect([kept.ok, reads]).toEqual([false, 0])
  }
})

test('IM-72 confirming starts one standard, however often it is sent, with the refs of the file', async () => {
  const uploadId = await keep()
  const confirm = () => startFromUpload(db, it.lead, { uploadId, title: 'Free school meals: apply online', refPrefix: 'FSM' })
  const both = await Promise.all([confirm(), confirm()])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  const started = both.find((one) => one.ok)!
  if (!started.ok) return
  const views = requirementsOf(await draftContent(db, started.value.id))
  expect(views.map((view) => view.level)).toEqual(['MUST', 'MAY'])
  const refs = await refsOf(db, started.value.id)
  expect(views.map((view) => refs[view.id])).toEqual(['FSM-07', 'FSM-03'])
  const [event] = await sql`select facts from audit_events where standard_id = ${started.value.id} and kind = 'file imported'`
  expect(event!.facts).toEqual({ file: 'meals.md', requirements: 2, how: 'start' })
})

test('IM-72 a refused title leaves the upload waiting and nothing written', async () => {
  const uploadId = await keep()
  const before = await counts()
  expect(await startFromUpload(db, it.lead, { uploadId, title: ' ', refPrefix: 'FSM' })).toMatchObject({ refusal: { field: 'title' } })
  expect(await startFromUpload(db, it.lead, { uploadId, title: 'T', refPrefix: 'fsm' })).toMatchObject({ refusal: { field: 'refPrefix' } })
  expect(await startFromUpload(db, it.editor, { uploadId, title: 'T', refPrefix: 'FSM' })).toMatchObject({ refusal: { code: 'not-found' } })
  expect(await counts()).toEqual(before)
})

test('IM-73 an upload goes after what stands in a draft, or in its place, through the room', async () => {
  const started = await startFromFile(db, it.lead, { groupId: it.group.id, file, title: 'Blue badges', refPrefix: 'BB' }, readFile)
  if (!started.ok) throw new Error(started.refusal.message)
  const { slug } = started.value
  const refused = await bringIntoDraft(db, it.reviewer, { uploadId: await keep(it.editor, { slug }), slug, how: 'append' })
  expect(refused.ok).toBe(false)
  const uploadId = await keep(it.editor, { slug })
  expect(await bringIntoDraft(db, it.editor, { uploadId, slug, how: 'append' })).toMatchObject({ ok: true })
  expect(await bringIntoDraft(db, it.editor, { uploadId, slug, how: 'append' })).toMatchObject({ ok: false })
  expect(await bringIntoDraft(db, it.editor, { uploadId: await keep(it.editor, { slug }), slug, how: 'replace' })).toMatchObject({ ok: true })
  expect(written.map((edit) => requirementsOf((edit as [string, string, DocumentJson])[2]).length)).toEqual([2, 2])
  expect(written.map((edit) => (edit as unknown[])[3])).toEqual(['end', 'whole'])
  expect((written[0] as string[])[1]).toBe(it.editor.id)
})

test('IM-74 an upload meant for one place cannot be confirmed into another', async () => {
  const started = await startFromFile(db, it.lead, { groupId: it.group.id, file, title: 'Parking', refPrefix: 'PK' }, readFile)
  if (!started.ok) throw new Error(started.refusal.message)
  expect(await bringIntoDraft(db, it.lead, { uploadId: await keep(), slug: started.value.slug, how: 'replace' })).toMatchObject({ ok: false })
  const uploadId = await keep(it.lead, { slug: started.value.slug })
  expect(await startFromUpload(db, it.lead, { uploadId, title: 'T', refPrefix: 'TT' })).toMatchObject({ ok: false })
})

test('IM-70 after a day it is gone, and no person keeps more than five', async () => {
  const id = await keep(it.editor)
  await sql`update imports set at = at - interval '25 hours' where id = ${id}`
  expect((await keptUpload(db, it.editor, id)).ok).toBe(false)
  for (let n = 0; n < 7; n++) await keep(it.editor)
  expect((await sql`select count(*)::int from imports where person_id = ${it.editor.id}`)[0]!.count).toBe(5)
})

test('IM-75 a refused file changes nothing', async () => {
  const before = await counts()
  const kept = await keepUpload(db, it.lead, { file: { name: 'a.pdf', bytes: new Uint8Array(3) }, for: forGroup }, readFile)
  expect(kept).toMatchObject({ ok: false, refusal: { code: 'unsupported-file', field: 'file' } })
  expect(await counts()).toEqual(before)
})
