import { expect, test } from 'vitest'
import { makeConsultation } from '../../tests/consultation'
import { testDatabase } from '../../tests/database'
import { codeOf, refusalOf, rowsOf, valueOf } from '../../tests/working-group'
import type { PersonActor } from '../kernel/actor'
import { nameSubmitter, writeToColleagues } from './colleague-commands'
import { colleaguesOf } from './colleague-queries'
import { closeConsultation } from './commands'
import { commentById } from './queries'

const { db, sql } = await testDatabase()

/** Two people of one council, lead and editor, and everybody else. */
async function among() {
  const it = await makeConsultation(db)
  const { slug } = it.standard
  const [{ slug: place }] = await sql<[{ slug: string }]>`select slug from organisations where id = ${it.council.id}`
  const about = { consultationId: it.consultationId, organisationId: it.council.id }
  return {
    ...it, slug, place, see: (by: PersonActor, which?: string) => colleaguesOf(db, by, slug, 1, which),
    write: (by: PersonActor, body = 'Should we ask for more?') => writeToColleagues(db, by, { ...about, blockId: 'a'.repeat(12), body }),
    name: (by: PersonActor, who: PersonActor) => nameSubmitter(db, by, { ...about, personId: who.id }),
  }
}

test('CN-12 colleagues write to each other; nobody of another organisation reads or writes there, advisors and administrators included', async () => {
  const it = await among()
  valueOf(await it.write(it.lead))
  expect(valueOf(await it.see(it.editor, it.place)).comments).toMatchObject([{ body: 'Should we ask for more?', authorName: 'The lead', ref: 'FSM-01', takenInto: null }])
  const before = await rowsOf(db, 'colleague_comments')
  for (const actor of [it.advisor, it.admin, it.outsider, it.holders[4]!]) {
    expect(codeOf(await it.see(actor, it.place))).toBe('not-found')
    expect(codeOf(await it.write(actor))).toBe('not-found')
    expect(codeOf(await it.name(actor, it.lead))).toBe('not-found')
  }
  expect(valueOf(await it.see(it.holders[4]!)).comments).toEqual([])
  expect(await rowsOf(db, 'colleague_comments')).toBe(before)
  expect(JSON.stringify(await sql`select facts, kind from audit_events`)).not.toContain('Should we ask')
  expect(refusalOf(await it.write(it.lead, ' '))).toMatchObject({ field: 'body' })
})

test('CN-12 who has left the organisation reads no more', async () => {
  const it = await among()
  valueOf(await it.write(it.lead))
  await sql`update organisation_memberships set ended_at = now() where person_id = ${it.editor.id}`
  expect(codeOf(await it.see(it.editor, it.place))).toBe('not-found')
})

test('CN-13 the first to volunteer submits, or whom a colleague names; each change is kept', async () => {
  const it = await among()
  valueOf(await it.name(it.lead, it.lead))
  expect(codeOf(await it.name(it.editor, it.lead))).toBe('nothing-changed')
  expect(refusalOf(await it.name(it.editor, it.outsider))).toMatchObject({ field: 'personId' })
  valueOf(await it.name(it.editor, it.reviewer))
  expect(valueOf(await it.see(it.lead, it.place)).submitters.map((one) => [one.name, one.namedByName])).toEqual([['The reviewer', 'The editor'], ['The lead', 'The lead']])
})

test('CN-13 only who submits writes for the organisation, and takes colleagues\' comments along, once', async () => {
  const it = await among()
  const [first, second] = [valueOf(await it.write(it.lead)), valueOf(await it.write(it.editor, 'And tablets?'))]
  const submit = (by: PersonActor, takes: string[] = []) => it.comment(by, { organisationId: it.council.id, forOrganisation: true, takes })
  expect(codeOf(await submit(it.lead))).toBe('own-only')
  valueOf(await it.name(it.lead, it.lead))
  expect(codeOf(await submit(it.editor))).toBe('own-only')
  const { commentId } = valueOf(await submit(it.lead, [first.id, second.id]))
  expect(await commentById(db, commentId)).toMatchObject({ forOrganisation: true, organisationId: it.council.id })
  expect(valueOf(await it.see(it.editor, it.place)).comments.map((one) => one.takenInto)).toEqual(['C-1', 'C-1'])
  expect(codeOf(await submit(it.lead, [first.id]))).toBe('frozen')
  valueOf(await it.name(it.lead, it.editor))
  expect(codeOf(await submit(it.lead))).toBe('own-only')
  const other = await among()
  const theirs = valueOf(await other.write(other.lead, 'Ours alone.'))
  expect(codeOf(await submit(it.editor, [theirs.id]))).toBe('frozen')
})

test('CN-13 after the closing nothing more is written among colleagues; it stays to be read', async () => {
  const it = await among()
  valueOf(await it.write(it.lead))
  valueOf(await closeConsultation(db, it.advisor, { consultationId: it.consultationId, reason: 'Enough' }))
  expect(codeOf(await it.write(it.lead))).toBe('closed')
  expect(codeOf(await it.name(it.lead, it.lead))).toBe('closed')
  expect(valueOf(await it.see(it.editor, it.place)).comments).toHaveLength(1)
})
