import { expect, test } from 'vitest'
import { makeGroup } from '../../tests/group'
import { testDatabase } from '../../tests/database'
import type { DocumentJson } from '../document/types'
import { anonymous, system } from '../kernel/actor'
import { archiveStandard, renameStandard } from '../standards/commands'
import { standardsOfGroup } from '../standards/queries'
import { startDraft } from './commands'
import { draftContent, draftForPerson, draftsFor } from './queries'

const { db, sql } = await testDatabase()
const it = await makeGroup(db)
const content: DocumentJson = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { id: 'aaaaaaaaaaaa', level: 2 }, content: [{ type: 'text', text: 'Eligibility' }] },
    {
      type: 'requirement', attrs: { id: 'bbbbbbbbbbbb', level: 'MUST', metBy: 'council service', appliesTo: '' },
      content: [{ type: 'requirementStatement', content: [{ type: 'paragraph', attrs: { id: 'cccccccccccc' }, content: [
        { type: 'text', text: 'The answer ' }, { type: 'text', text: 'at once', marks: [{ type: 'bold' }] }] }] }],
    },
  ],
}
const input = { groupId: it.group.id, title: ' Free school  meals: apply online ', refPrefix: 'FSM', content }

test('DR-1 a draft starts with the text that it was given, in the name of who started it', async () => {
  const started = await startDraft(db, it.editor, input)
  if (!started.ok) throw new Error(started.refusal.message)
  expect(started.value.slug).toBe('free-school-meals-apply-online')
  const text = await draftContent(db, started.value.id)
  expect(text.content[0]).toEqual({ type: 'heading', attrs: { id: 'aaaaaaaaaaaa', level: 2 }, content: [{ type: 'text', text: 'Eligibility' }] })
  expect(text.content[1]).toMatchObject({ type: 'requirement', attrs: { id: 'bbbbbbbbbbbb', level: 'MUST' } })
  expect(JSON.stringify(text)).toContain('{"type":"text","text":"at once","marks":[{"type":"bold","attrs":{}}]}')
  const [client] = await sql`select person_id from draft_clients where standard_id = ${started.value.id}`
  expect(client!.person_id).toBe(it.editor.id)
  const [event] = await sql`select kind, actor_id from audit_events where standard_id = ${started.value.id}`
  expect(event).toEqual({ kind: 'standard created', actor_id: it.editor.id })
})

test('ST-2 a second standard of the same title gets a slug of its own, also when they start at once', async () => {
  const both = await Promise.all([1, 2].map(() => startDraft(db, it.lead, { ...input, title: 'Blue badges' })))
  expect(both.map((one) => (one.ok ? one.value.slug : one.refusal)).sort()).toEqual(['blue-badges', 'blue-badges-2'])
})

test('ST-1 nobody but editors and the lead editor starts a standard, and nothing is written', async () => {
  const before = await sql`select count(*) from standards`
  for (const actor of [it.observer, it.reviewer, it.advisor, it.outsider, it.admin, anonymous, system]) {
    expect((await startDraft(db, actor, { ...input, title: 'Not theirs' })).ok).toBe(false)
  }
  expect(await sql`select count(*) from standards`).toEqual(before)
})

test('ST-3 title, prefix and text are checked, and the field is named; nothing is half done', async () => {
  const before = await sql`select (select count(*) from standards) s, (select count(*) from audit_events) a`
  const wrong = { type: 'doc', content: [{ type: 'tableRow' }] } as DocumentJson
  const tries = [{ ...input, title: ' ' }, { ...input, refPrefix: 'fsm' }, { ...input, content: wrong }]
  const fields = []
  for (const each of tries) { const result = await startDraft(db, it.lead, each); fields.push(result.ok || result.refusal.field) }
  expect(fields).toEqual(['title', 'refPrefix', 'content'])
  expect(await sql`select (select count(*) from standards) s, (select count(*) from audit_events) a`).toEqual(before)
})

test('DR-2 the lane follows the role, and who may not open a draft learns nothing of it', async () => {
  const started = await startDraft(db, it.editor, { ...input, title: 'Lanes' })
  if (!started.ok) throw new Error(started.refusal.message)
  const lanes: Record<string, string> = {}
  for (const role of ['observer', 'reviewer', 'editor', 'lead', 'advisor', 'outsider', 'admin'] as const) {
    const found = await draftForPerson(db, it[role], started.value.slug)
    lanes[role] = found.ok ? found.value.lane : found.refusal.code
  }
  expect(lanes).toEqual({ observer: 'read', reviewer: 'comment', editor: 'write', lead: 'write', advisor: 'comment', outsider: 'not-found', admin: 'not-found' })
  expect(await draftForPerson(db, it.lead, 'no-such-standard')).toMatchObject({ ok: false, refusal: { code: 'not-found' } })
  expect(await draftForPerson(db, anonymous, started.value.slug)).toMatchObject({ ok: false, refusal: { code: 'sign-in-needed' } })
})

test('DR-3 the list of drafts holds exactly what the person may open', async () => {
  const other = await makeGroup(db)
  const mine = await startDraft(db, other.lead, { ...input, groupId: other.group.id, title: 'Elsewhere' })
  if (!mine.ok) throw new Error(mine.refusal.message)
  expect(await draftsFor(db, other.reviewer)).toEqual([{ ...mine.value, title: 'Elsewhere', group: other.group.slug, lane: 'comment' }])
  expect(await draftsFor(db, other.advisor)).toHaveLength(1)
  expect(await draftsFor(db, other.outsider)).toEqual([])
  expect(await draftsFor(db, other.admin)).toEqual([])
  expect((await draftsFor(db, it.lead)).every((draft) => draft.group === it.group.slug)).toBe(true)
})

test('ST-4 renaming and archiving are the lead editor\'s; an archived draft can only be read', async () => {
  const started = await startDraft(db, it.editor, { ...input, title: 'To be shelved' })
  if (!started.ok) throw new Error(started.refusal.message)
  const { id: standardId, slug } = started.value
  expect(await renameStandard(db, it.editor, { standardId, title: 'X' })).toMatchObject({ ok: false, refusal: { code: 'lead-only' } })
  expect(await renameStandard(db, it.outsider, { standardId, title: 'X' })).toMatchObject({ ok: false, refusal: { code: 'not-found' } })
  expect(await renameStandard(db, it.lead, { standardId, title: 'Shelved' })).toMatchObject({ ok: true, value: { title: 'Shelved', slug } })
  expect(await archiveStandard(db, it.lead, { standardId })).toMatchObject({ ok: true })
  expect(await renameStandard(db, it.lead, { standardId, title: 'Y' })).toMatchObject({ ok: false, refusal: { code: 'archived' } })
  expect(await draftForPerson(db, it.lead, slug)).toMatchObject({ ok: true, value: { lane: 'read' } })
  const listed = await standardsOfGroup(db, it.lead, it.group.id)
  expect(listed.ok && listed.value.some((one) => one.id === standardId)).toBe(false)
  expect(await standardsOfGroup(db, it.outsider, it.group.id)).toMatchObject({ ok: false, refusal: { code: 'not-found' } })
})
