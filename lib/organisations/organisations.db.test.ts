import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditEvents, organisations, people, sessions } from '@/drizzle/schema'
import { startSession } from '@/lib/auth/commands'
import { actorOfToken } from '@/lib/auth/sessions'
import { system } from '@/lib/kernel/actor'
import { testDatabase } from '@/tests/database'
import { makePerson } from '@/tests/group'
import { addOrganisation, addPerson, joinOrganisation, leaveOrganisation, restorePerson, seeEmail, suspendPerson } from './commands'
import { importCouncils, previewCouncils } from './import-commands'
import { organisationsOf } from './queries'

const { db } = await testDatabase()
const code = (result: { ok: boolean; refusal?: { code: string } }) => (result.ok ? 'ok' : result.refusal!.code)
const head = 'gss,name,type_name,nation,slug\n'
const two = `${head}E10000901,Northshire County Council,County,England,northshire\nW06000901,Southvale Council,Welsh unitary authority,Wales,southvale\n`
const rows = () => db.select().from(organisations).where(sql`gss_code like '%9__'`).orderBy(organisations.gssCode)

test('OR-5 an import adds; again it changes nothing; a changed file brings what is here up to date', async () => {
  expect(await importCouncils(db, system, { csv: two })).toEqual({ ok: true, value: { added: 2, changed: 0, unchanged: 0 } })
  expect(await importCouncils(db, system, { csv: two })).toEqual({ ok: true, value: { added: 0, changed: 0, unchanged: 2 } })
  const later = two.replace('Southvale Council', 'Southvale and Eastvale Council')
  expect(await previewCouncils(db, system, { csv: later })).toEqual({ ok: true, value: { added: 0, changed: 1, unchanged: 1 } })
  expect(await importCouncils(db, system, { csv: later })).toEqual({ ok: true, value: { added: 0, changed: 1, unchanged: 1 } })
  expect((await rows()).map((row) => [row.name, row.slug])).toEqual([['Northshire County Council', 'northshire'], ['Southvale and Eastvale Council', 'southvale']])
})

test('OR-6 one wrong line and nothing is done', async () => {
  const before = (await db.select().from(organisations)).length
  const result = await importCouncils(db, system, { csv: `${head}E10000911,Fine Council,County,England,fine\nX,Wrong Council,County,England,wrong\n` })
  expect(result).toMatchObject({ ok: false, refusal: { code: 'unreadable-file', message: expect.stringContaining('Line 3') } })
  expect(await db.select().from(organisations)).toHaveLength(before)
})

test('OR-7 two councils that want one address get two', async () => {
  await importCouncils(db, system, { csv: `${head}E10000921,Twin Council,County,England,twin\nE10000922,Twin Borough,District,England,twin\n` })
  const slugs = await db.select({ slug: organisations.slug }).from(organisations).where(sql`slug like 'twin%'`).orderBy(organisations.slug)
  expect(slugs.map((row) => row.slug)).toEqual(['twin', 'twin-2'])
})

test('OR-8 organisations and people are the administrators’ to add, and none is there twice', async () => {
  const [admin, other] = [await makePerson(db, 'Ad Min', true), await makePerson(db, 'Any Body')]
  const supplier = { name: 'Keystone', kind: 'supplier' } as const
  expect(code(await addOrganisation(db, other, supplier))).toBe('admin-only')
  expect(code(await importCouncils(db, other, { csv: two }))).toBe('admin-only')
  expect(code(await addOrganisation(db, admin, supplier))).toBe('ok')
  expect(code(await addOrganisation(db, admin, supplier))).toBe('taken')
  expect(code(await addOrganisation(db, admin, { name: 'Somewhere', kind: 'council', gssCode: 'E1', nation: 'England' }))).toBe('invalid')
  expect(code(await addPerson(db, other, { name: 'New', email: 'new@x.example' }))).toBe('admin-only')
  expect(code(await addPerson(db, admin, { name: 'New', email: 'New@X.example' }))).toBe('ok')
  expect(code(await addPerson(db, admin, { name: 'New', email: 'new@x.example' }))).toBe('taken')
  expect(code(await addPerson(db, admin, { name: 'Two', email: 'two@x.example,three@x.example' }))).toBe('invalid')
  expect(code(await addPerson(db, admin, { name: 'Root', email: 'root@x.example', isAdmin: true }))).toBe('break-glass-needed')
})

test('OR-9 a person joins an organisation, changes constituency, and leaves it', async () => {
  const [admin, person] = [await makePerson(db, 'Ad Min', true), await makePerson(db, 'Pri Ya')]
  const made = await addOrganisation(db, admin, { name: 'Wexshire', kind: 'council', nation: 'England' })
  const ids = { personId: person.id, organisationId: made.ok ? made.value.id : '' }
  expect(code(await joinOrganisation(db, person, ids))).toBe('admin-only')
  await joinOrganisation(db, admin, ids)
  await joinOrganisation(db, admin, { ...ids, constituency: 'service team' })
  expect(await organisationsOf(db, person.id)).toMatchObject([{ name: 'Wexshire', constituency: 'service team' }])
  expect(code(await leaveOrganisation(db, admin, ids))).toBe('ok')
  expect(code(await leaveOrganisation(db, admin, ids))).toBe('already-done')
  expect(await organisationsOf(db, person.id)).toEqual([])
})

test('OR-10 suspending ends every session and keeps the person out until restored', async () => {
  const [admin, person] = [await makePerson(db, 'Ad Min', true), await makePerson(db, 'Sus Pended')]
  const token = await startSession(db, person.id, null)
  expect((await actorOfToken(db, token)).kind).toBe('person')
  expect(code(await suspendPerson(db, person, { personId: admin.id, reason: 'x' }))).toBe('admin-only')
  expect(code(await suspendPerson(db, admin, { personId: person.id, reason: '' }))).toBe('invalid')
  expect(code(await suspendPerson(db, admin, { personId: person.id, reason: 'Left the council' }))).toBe('ok')
  expect(await db.select().from(sessions).where(eq(sessions.personId, person.id))).toEqual([])
  expect((await actorOfToken(db, await startSession(db, person.id, null))).kind).toBe('anonymous')
  expect(code(await restorePerson(db, admin, { personId: person.id }))).toBe('ok')
})

test('OR-11 nobody suspends themselves, and the last administrator stays, also when two suspend each other at once', async () => {
  await db.update(people).set({ isAdmin: false })
  const [one, two_] = [await makePerson(db, 'One Admin', true), await makePerson(db, 'Two Admin', true)]
  expect(code(await suspendPerson(db, one, { personId: one.id, reason: 'x' }))).toBe('not-allowed')
  const both = await Promise.all([suspendPerson(db, one, { personId: two_.id, reason: 'x' }), suspendPerson(db, two_, { personId: one.id, reason: 'x' })])
  expect(both.filter((result) => result.ok)).toHaveLength(1)
})

test('OR-12 another person’s address is seen by administrators only, and each look is remembered without it', async () => {
  const [admin, person] = [await makePerson(db, 'Look Er', true), await makePerson(db, 'Seen Person')]
  expect(code(await seeEmail(db, person, { personId: admin.id }))).toBe('admin-only')
  expect(await seeEmail(db, admin, { personId: person.id })).toEqual({ ok: true, value: { email: person.email } })
  const looks = await db.select().from(auditEvents).where(eq(auditEvents.kind, 'e-mail address seen'))
  expect(looks).toHaveLength(1)
  expect(looks[0]).toMatchObject({ actorId: admin.id, facts: { name: 'Seen Person' } })
})
