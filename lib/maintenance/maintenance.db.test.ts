import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { confirmationId, correctable, noteId } from '../../tests/maintenance'
import { publishText } from '../../tests/published'
import { codeOf, makeWorkingGroup, refusalOf, rowsOf, valueOf, type WorkingGroup } from '../../tests/working-group'
import { digestOf, parseCanonical } from '../document/canonical'
import { anonymous, type PersonActor } from '../kernel/actor'
import { withdrawPublication } from '../publication/commands'
import { publicationHistory, publishedVersion } from '../publication/queries'
import { backlogOf } from './backlog-queries'
import { proposeErratum, publishErratum, refuseErratum } from './commands'
import { maintenanceOf, publishedErrata } from './queries'

const { db, sql } = await testDatabase()

async function published() {
  const it = await makeWorkingGroup(db)
  await publishText(db, it, correctable)
  return { it, publication: (await publicationHistory(db, it.standard.slug))[0]! }
}

type Given = Partial<Parameters<typeof proposeErratum>[2]>
const propose = (it: WorkingGroup, publicationId: string, more: Given = {}, actor: PersonActor = it.holders[4]!) => proposeErratum(db, actor, {
  standardId: it.standard.id, publicationId, blockId: noteId, words: new Map([[0, 'Note 1: in England the limit of £7,400 ended in September 2026.']]),
  explanation: 'The limit ended in England.', ...more,
})
const thirty: Given = { blockId: confirmationId, words: new Map([[0, 'A confirmation MUST be sent within 30 minutes.']]), explanation: 'Five is too few.' }

test('ER-4 what may affect conformance is refused with its class and reason, and waits on the backlog for the next version', async () => {
  const { it, publication } = await published()
  const answer = valueOf(await propose(it, publication.id, thirty))
  expect(answer).toMatchObject({ kind: 'refused', class: 3, forVersion: 'v1.1', why: 'FSM-01 reworded. Class 3: may affect conformance.' })
  const { errata } = valueOf(await maintenanceOf(db, it.observer, it.standard.slug))
  expect(errata).toMatchObject([{ on: 'FSM-01', class: 3, state: { kind: 'refused', byName: null, reason: answer.why } }])
  const { items } = valueOf(await backlogOf(db, it.observer, it.standard.slug))
  expect(items).toMatchObject([{ title: 'FSM-01: proposed as an erratum to v1.0', body: 'Five is too few.', forVersion: 'v1.1', source: 'erratum', sourceId: answer.id, madeByName: 'Marcus Webb' }])
  const events = await sql`select kind, actor_name, facts from audit_events where standard_id = ${it.standard.id} and (kind like 'erratum%' or kind like 'backlog%') order by id`
  expect(events.map((event) => [event.kind, event.actor_name])).toEqual([['erratum proposed', 'Marcus Webb'], ['erratum refused', 'Accord'], ['backlog item made', 'Marcus Webb']])
  expect(codeOf(await publishErratum(db, it.advisor, { standardId: it.standard.id, erratumId: answer.id }))).toBe('already-done')
})

test('ER-5, ER-6 of class 2 it waits for the advisor, stands then as E1 beside a text whose bytes did not change, and E2 after it', async () => {
  const { it, publication } = await published()
  const before = (await publishedVersion(db, it.standard.slug, 'v1.0'))!
  const answer = valueOf(await propose(it, publication.id))
  expect(answer).toMatchObject({ kind: 'waiting', class: 2 })
  expect(await publishedErrata(db, [publication.id])).toEqual([])
  const decide = { standardId: it.standard.id, erratumId: answer.id }
  for (const actor of [it.lead, it.editor, it.holders[4]!]) expect(codeOf(await publishErratum(db, actor, decide))).toBe('advisor-only')
  expect(codeOf(await publishErratum(db, it.admin, decide))).toBe('not-found')
  expect(valueOf(await publishErratum(db, it.advisor, decide))).toEqual({ slug: it.standard.slug, number: 'v1.0', erratum: 'E1' })
  expect(codeOf(await publishErratum(db, it.advisor, decide))).toBe('already-done')
  expect(codeOf(await refuseErratum(db, it.advisor, { ...decide, reason: 'No.' }))).toBe('already-done')
  const second = valueOf(await propose(it, publication.id, { blockId: confirmationId, words: new Map([[1, 'People wait for it, and ring us.']]) }))
  expect(valueOf(await publishErratum(db, it.advisor, { ...decide, erratumId: second.id })).erratum).toBe('E2')
  const stands = await publishedErrata(db, [publication.id])
  expect(stands.map((one) => [one.state.number, one.on, one.class])).toEqual([[1, 'A note under FSM-01', 2], [2, 'FSM-01', 2]])
  expect(stands[0]!.changes).toEqual([{ part: '', before: 'Note 1: the limit is £7,400 a year.', after: 'Note 1: in England the limit of £7,400 ended in September 2026.' }])
  expect(await publishedVersion(db, it.standard.slug, 'v1.0')).toEqual(before)
  const [row] = await sql`select corrected, corrected_digest from errata where id = ${answer.id}`
  expect(row!.corrected_digest).toBe(await digestOf(row!.corrected))
  expect(parseCanonical(row!.corrected).content.filter((block) => block.attrs?.id !== noteId)).toEqual(before.text!.content.content.filter((block) => block.attrs?.id !== noteId))
})

test('ER-5 of two advisors’ presses one publishes, and a refused one is refused for good, with its reason', async () => {
  const { it, publication } = await published()
  const decide = { standardId: it.standard.id, erratumId: valueOf(await propose(it, publication.id)).id }
  const both = await Promise.all([publishErratum(db, it.advisor, decide), publishErratum(db, it.advisor, decide)])
  expect(both.map(codeOf).sort()).toEqual(['already-done', null].sort())
  const other = { ...decide, erratumId: valueOf(await propose(it, publication.id)).id }
  expect(refusalOf(await refuseErratum(db, it.advisor, { ...other, reason: ' ' }))).toMatchObject({ code: 'invalid', field: 'reason' })
  valueOf(await refuseErratum(db, it.advisor, { ...other, reason: 'E1 says so already.' }))
  expect(codeOf(await publishErratum(db, it.advisor, other))).toBe('already-done')
})

test('ER-3 observers, outsiders and nobody propose none; nor anyone without an explanation, without a change, or of a withdrawn version', async () => {
  const { it, publication } = await published()
  const before = [await rowsOf(db, 'errata'), await rowsOf(db, 'audit_events'), await rowsOf(db, 'backlog_items')]
  expect(codeOf(await propose(it, publication.id, {}, it.observer))).toBe('not-allowed')
  for (const actor of [it.outsider, it.admin]) expect(codeOf(await propose(it, publication.id, {}, actor))).toBe('not-found')
  expect(codeOf(await propose(it, publication.id, {}, anonymous as never))).not.toBeNull()
  expect(refusalOf(await propose(it, publication.id, { explanation: ' ' }))).toMatchObject({ field: 'explanation' })
  expect(codeOf(await propose(it, publication.id, { words: new Map([[0, 'Note 1: the limit is £7,400 a year.']]) }))).toBe('nothing-changed')
  expect(codeOf(await propose(it, publication.id, { blockId: 'zzzzzzzzzzzz' }))).toBe('not-found')
  expect(codeOf(await propose(it, crypto.randomUUID()))).toBe('not-found')
  expect(codeOf(await propose(it, publication.id, { blockId: confirmationId, words: new Map(), level: 'OUGHT' }))).toBe('invalid')
  expect([await rowsOf(db, 'errata'), await rowsOf(db, 'audit_events'), await rowsOf(db, 'backlog_items')]).toEqual(before)
  const waiting = valueOf(await propose(it, publication.id, {}, it.advisor))
  valueOf(await withdrawPublication(db, it.advisor, { standardId: it.standard.id, publicationId: publication.id, reason: 'The law changed.', hidesText: true }))
  expect(codeOf(await propose(it, publication.id))).toBe('closed')
  expect(codeOf(await publishErratum(db, it.advisor, { standardId: it.standard.id, erratumId: waiting.id }))).toBe('closed')
})
