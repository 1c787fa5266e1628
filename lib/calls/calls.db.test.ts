import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditEvents, declarations, expressions, groupMembers, interactions, services } from '@/drizzle/schema'
import { system } from '@/lib/kernel/actor'
import { momentInWords } from '@/lib/kernel/clock'
import { itsEvents } from '@/tests/attack'
import { callInput, makeApplicant, makeCall, makeLists } from '@/tests/call'
import { testDatabase } from '@/tests/database'
import { makeGroup, makePerson } from '@/tests/group'
import { codeOf, makeWorkingGroup, refusalOf, refusedBy, standAt, valueOf } from '@/tests/working-group'
import { charterFromCall } from './charter-commands'
import { closeCall, declareInterest, expressInterest, publishCall } from './commands'
import { declarationsOf } from './declaration-queries'
import { callBySlug, callForPerson, callsToCharter, expressionsFor, participantsOf } from './queries'
import { importList, importLists } from './service-commands'

const { db, sql } = await testDatabase()
await makeLists(db)
const world = await makeGroup(db)

const five = new Date('2026-10-16T16:00:00Z')
type Applicant = Awaited<ReturnType<typeof makeApplicant>>
const express = (callId: string, who: Applicant, more: Partial<Parameters<typeof expressInterest>[2]> = {}) =>
  expressInterest(db, who.person, { callId, organisationId: who.organisationId, constituency: who.constituency, offers: 'I know the form.', nothing: true, text: '', ...more })

/** A call of 5 October 2026 that closes on the 16th at 5pm BST; the clock stands at its morning. */
async function autumnCall() {
  await standAt(sql, '2026-10-05T09:00:00+01:00')
  return makeCall(db, world.advisor, { closesAt: five })
}

test('PostgreSQL says a moment as the product does', async () => {
  for (const at of ['2026-10-16T16:00:00Z', '2026-12-04T17:00:00Z', '2026-10-15T15:40:00Z', '2026-10-25T00:59:00Z', '2026-10-25T01:00:00Z', '2027-01-01T00:00:00Z', '2027-06-01T11:00:00Z', '2027-03-28T01:00:00Z']) {
    const [row] = await sql<{ said: string }[]>`select moment_in_words(${at}::timestamptz) as said`
    expect(row!.said).toBe(momentInWords(new Date(at)))
  }
})

test('CA-1 any advisor publishes a call about what is in the lists; nobody else, and nothing of it changes', async () => {
  await standAt(sql)
  for (const actor of [world.lead, world.outsider, world.admin]) expect(codeOf(await publishCall(db, actor, callInput()))).toBe('advisor-only')
  expect(refusalOf(await publishCall(db, world.advisor, { ...callInput(), lgsl: 99_998 }))).toMatchObject({ field: 'lgsl', message: expect.stringContaining('administrator import') })
  const [first, second] = [await makeCall(db, world.advisor), await makeCall(db, world.advisor)]
  expect(second.slug).not.toBe(first.slug)
  expect(await callBySlug(db, first.slug)).toMatchObject({ service: { lgsl: 4, name: 'Free school meals' }, interaction: { lgil: 0 }, state: { kind: 'open' }, group: null })
  for (const table of ['calls', 'call_closings', 'expressions_of_interest', 'expression_answers', 'declarations_of_interest', 'call_groups']) {
    expect(await refusedBy(sql.unsafe(`truncate ${table} cascade`))).toMatch(/never changes/)
  }
  expect(await refusedBy(sql`update calls set closes_at = closes_at + interval '1 day' where id = ${first.id}`)).toMatch(/never changes/)
  const past = sql`insert into calls (slug, title, lgsl, lgil, evidence, asks, published_by, closes_at) values ('x', 'x', 4, 0, 'x', 'x', ${world.advisor.id}, now() - interval '1 minute')`
  expect(await refusedBy(past)).toMatch(/still to come/)
  expect(await refusedBy(sql`insert into calls (slug, title, lgsl, lgil, evidence, asks, published_by, closes_at) values ('y', 'x', 4, 0, 'x', 'x', ${world.lead.id}, now() + interval '1 day')`)).toMatch(/Only an advisor/)
})

test('CA-2 16:59 is in time and 17:01 BST is refused with the moment, by PostgreSQL itself too', async () => {
  const call = await autumnCall()
  const [early, late] = [await makeApplicant(db, 'Early Bird', 'council', 'service team'), await makeApplicant(db, 'Late Comer', 'supplier', 'supplier')]
  await standAt(sql, '2026-10-16T16:59:00+01:00')
  expect(valueOf(await express(call.id, early))).toEqual({ number: 1 })
  await standAt(sql, '2026-10-16T17:01:00+01:00')
  const said = 'This call closed on 16 October 2026, 5pm BST. It takes no more expressions of interest.'
  expect(refusalOf(await express(call.id, late))).toMatchObject({ code: 'closed', message: said })
  const byHand = sql`insert into expressions_of_interest (call_id, number, person_id, organisation_id, constituency, offers, expressed_at)
    values (${call.id}, 2, ${late.person.id}, ${late.organisationId}, 'supplier', 'x', '2026-10-16T15:00:00Z')`
  expect(await refusedBy(byHand)).toBe(said)
  const [stored] = await db.select().from(expressions).where(eq(expressions.callId, call.id))
  expect(stored!.expressedAt.toISOString()).toBe('2026-10-16T15:59:00.000Z')
})

test('CA-3 an advisor closes a call before its time, with a reason that is told to whoever comes later', async () => {
  const call = await autumnCall()
  expect(codeOf(await closeCall(db, world.lead, { callId: call.id, reason: 'x' }))).toBe('advisor-only')
  expect(refusalOf(await closeCall(db, world.advisor, { callId: call.id, reason: ' ' }))).toMatchObject({ field: 'reason' })
  valueOf(await closeCall(db, world.advisor, { callId: call.id, reason: 'All constituencies have answered.' }))
  const late = await makeApplicant(db, 'Late Comer', 'council', 'digital team')
  expect(refusalOf(await express(call.id, late))?.message).toBe('This call was closed on 5 October 2026, 9am BST, before its time: All constituencies have answered.')
  expect(codeOf(await closeCall(db, world.advisor, { callId: call.id, reason: 'Again' }))).toBe('closed')
})

test('CA-4 once a call, for an own organisation, in a fitting constituency; advisors and administrators not at all', async () => {
  const call = await autumnCall()
  const [council, supplier] = [await makeApplicant(db, 'Priya Nair', 'council', 'service team'), await makeApplicant(db, 'Marcus Webb', 'supplier', 'supplier')]
  expect(codeOf(await express(call.id, { ...council, person: world.advisor }))).toBe('conflict-of-role')
  expect(codeOf(await express(call.id, { ...council, person: world.admin }))).toBe('not-allowed')
  expect(refusalOf(await express(call.id, { ...council, organisationId: supplier.organisationId }))).toMatchObject({ field: 'organisation' })
  expect(refusalOf(await express(call.id, supplier, { constituency: 'digital team' }))).toMatchObject({ field: 'constituency' })
  expect(refusalOf(await express(call.id, council, { offers: ' ' }))).toMatchObject({ field: 'offers' })
  expect(valueOf(await express(call.id, council))).toEqual({ number: 1 })
  expect(codeOf(await express(call.id, council))).toBe('already-done')
  expect(valueOf(await express(call.id, supplier))).toEqual({ number: 2 })
  const row = (who: Applicant, organisationId: string, constituency: string) => sql.begin((tx) => tx`insert into expressions_of_interest (call_id, number, person_id, organisation_id, constituency, offers)
    values (${call.id}, 7, ${who.person.id}, ${organisationId}, ${constituency}, 'x')`)
  const other = await makeApplicant(db, 'Sian Pritchard', 'council', 'service team')
  expect(await refusedBy(row(other, supplier.organisationId, 'supplier'))).toMatch(/belong to/)
  expect(await refusedBy(row(other, other.organisationId, 'supplier'))).toMatch(/take part as supplier/)
  expect(await refusedBy(row({ ...other, person: world.advisor }, other.organisationId, 'service team'))).toMatch(/Advisors convene/)
})

test('CA-5 those who come at once are numbered one after another', async () => {
  const call = await autumnCall()
  const all = await Promise.all(Array.from({ length: 8 }, (_, at) => makeApplicant(db, `Applicant ${at}`, 'council', 'digital team')))
  const numbers = await Promise.all(all.map(async (one) => valueOf(await express(call.id, one)).number))
  expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('CA-6 an expression without a declaration does not stand, and a declaration is one’s own', async () => {
  const call = await autumnCall()
  const [one, two] = [await makeApplicant(db, 'One', 'council', 'service team'), await makeApplicant(db, 'Two', 'council', 'service team')]
  expect(refusalOf(await express(call.id, one, { nothing: false, text: '' }))).toMatchObject({ field: 'interests' })
  const bare = sql`insert into expressions_of_interest (call_id, number, person_id, organisation_id, constituency, offers) values (${call.id}, 1, ${one.person.id}, ${one.organisationId}, 'service team', 'x')`
  expect(await refusedBy(bare)).toMatch(/needs a declaration/)
  valueOf(await express(call.id, one, { nothing: false, text: 'We buy our forms from Keystone.' }))
  const [made] = await db.select().from(expressions).where(eq(expressions.personId, one.person.id))
  expect(await refusedBy(sql`insert into declarations_of_interest (person_id, expression_id, text) values (${two.person.id}, ${made!.id}, 'x')`)).toMatch(/own interests/)
  expect(await refusedBy(sql`insert into declarations_of_interest (person_id, group_id, text) values (${two.person.id}, ${world.group.id}, 'x')`)).toMatch(/own interests/)
  expect(await refusedBy(sql`insert into declarations_of_interest (person_id, text) values (${two.person.id}, 'x')`)).toMatch(/is made with/)
  expect(await refusedBy(sql`insert into declarations_of_interest (person_id, expression_id, text, nothing) values (${one.person.id}, ${made!.id}, 'x', true)`)).toMatch(/nothing to declare/)
})

const terms = {
  scope: 'Applying on line', reviewPeriodMonths: 12, writtenWindowDays: 5,
  quorum: { present: { comparison: 'over', share: 0.6 }, eachConstituency: { 'service team': 1, 'digital team': 1, supplier: 1 }, carried: { comparison: 'over', share: 0.5 } },
} as const

/** A closed call with four expressions of interest, the last of another supplier. */
async function closedCall() {
  const call = await autumnCall()
  const all = [
    await makeApplicant(db, 'Priya Nair', 'council', 'service team'), await makeApplicant(db, 'Gethin Rowlands', 'council', 'digital team'),
    await makeApplicant(db, 'Marcus Webb', 'supplier', 'supplier'), await makeApplicant(db, 'Owen Farrell', 'supplier', 'supplier'),
  ]
  for (const one of all) valueOf(await express(call.id, one, { nothing: false, text: `${one.person.name} sells forms.` }))
  await standAt(sql, '2026-10-19T10:00:00+01:00')
  const ids = (await db.select().from(expressions).where(eq(expressions.callId, call.id)).orderBy(expressions.number)).map((row) => row.id)
  const answer = (at: number, given: 'seat' | 'member' | 'declined' | null, reason = '') => ({ expressionId: ids[at]!, answer: given, reason, role: '', seatName: '', substituteId: null })
  const input = { ...terms, callId: call.id, name: `Free school meals ${call.slug}`, remit: 'Agrees what good enough is.', answers: [answer(0, 'seat'), answer(1, 'seat'), answer(2, 'seat'), answer(3, 'declined', 'Suppliers hold enough seats.')] }
  return { call, all, ids, answer, input }
}

test('CA-7 one’s own expression, all of them for advisors, and no name in public before the charter', async () => {
  const { call, all } = await closedCall()
  const seenBy = async (actor: Parameters<typeof callForPerson>[1]) => valueOf(await callForPerson(db, actor, call.slug))
  expect((await seenBy(all[2]!.person)).own).toMatchObject({ number: 3, declared: [{ text: 'Marcus Webb sells forms.' }] })
  expect((await seenBy(world.outsider)).own).toBeNull()
  expect(codeOf(await expressionsFor(db, await seenBy(all[2]!.person)))).toBe('advisor-only')
  const forAdvisor = await seenBy(world.advisor)
  expect(valueOf(await expressionsFor(db, forAdvisor)).map((one) => one.name)).toEqual(['Priya Nair', 'Gethin Rowlands', 'Marcus Webb', 'Owen Farrell'])
  expect(await participantsOf(db, forAdvisor.call)).toEqual([])
})

test('CA-8 answers, members and charter come in one step, for everybody or not at all', async () => {
  const { call, all, input, answer } = await closedCall()
  expect((await callsToCharter(db, valueOf(await callForPerson(db, world.advisor, call.slug)).standing)).find((one) => one.slug === call.slug)).toMatchObject({ expressions: 4 })
  expect(codeOf(await charterFromCall(db, world.lead, input))).toBe('advisor-only')
  const without = { ...input, answers: input.answers.slice(0, 3) }
  expect(refusalOf(await charterFromCall(db, world.advisor, without))).toMatchObject({ field: 'answer-4' })
  expect(refusalOf(await charterFromCall(db, world.advisor, { ...input, answers: [...input.answers.slice(0, 3), answer(3, 'declined')] }))).toMatchObject({ field: 'reason-4' })
  const uneven = { ...input, answers: [answer(0, 'declined', 'x'), answer(1, 'member'), answer(2, 'seat'), answer(3, 'seat')] }
  expect(refusalOf(await charterFromCall(db, world.advisor, uneven))).toMatchObject({ field: 'seats' })
  expect((await callBySlug(db, call.slug))!.group).toBeNull()
  const group = valueOf(await charterFromCall(db, world.advisor, input))
  const members = await db.select().from(groupMembers).where(eq(groupMembers.groupId, group.id))
  expect(members.map((member) => member.personId).sort()).toEqual(all.slice(0, 3).map((one) => one.person.id).sort())
  const chartered = (await callBySlug(db, call.slug))!
  expect(chartered.group).toMatchObject({ slug: group.slug })
  expect((await participantsOf(db, chartered)).map((one) => [one.name, one.seat])).toEqual([
    ['Priya Nair', 'Priya Nair’s place service team'], ['Gethin Rowlands', 'Gethin Rowlands’s place digital team'], ['Marcus Webb', 'Marcus Webb’s place supplier'],
  ])
  expect(codeOf(await charterFromCall(db, world.advisor, { ...input, name: 'Another' }))).toBe('already-done')
  const kinds = (await db.select().from(auditEvents).where(eq(auditEvents.groupId, group.id))).map((event) => event.kind)
  expect(kinds.filter((kind) => kind === 'interest answered')).toHaveLength(4)
  expect(kinds.filter((kind) => kind === 'member joined')).toHaveLength(3)
})

test('CA-8 while a call is open no group is chartered from it', async () => {
  const { input } = await closedCall()
  await standAt(sql, '2026-10-16T16:00:00+01:00')
  expect(refusalOf(await charterFromCall(db, world.advisor, input))).toMatchObject({ code: 'invalid', message: expect.stringContaining('open until 16 October 2026, 5pm BST') })
})

test('CA-8 by hand, answers without a group, a group without answers and a group that is not what they say are refused', async () => {
  const { call, ids, all } = await closedCall()
  const { advisor, group } = world
  const answerAs = (id: string, given: string, reason = 'x') => sql`insert into expression_answers (expression_id, answer, reason, answered_by) values (${id}, ${given}, ${reason}, ${advisor.id})`
  expect(await refusedBy(answerAs(ids[0]!, 'seat'))).toMatch(/answered together/)
  expect(await refusedBy(answerAs(ids[0]!, 'declined', ' '))).toMatch(/reason why not/)
  expect(await refusedBy(sql`insert into call_groups (call_id, group_id) values (${call.id}, ${group.id})`)).toMatch(/needs an answer/)
  const all4 = (first: string) => sql.begin(async (tx) => {
    for (const [at, id] of ids.entries()) await tx`insert into expression_answers (expression_id, answer, reason, answered_by) values (${id}, ${at === 0 ? first : 'declined'}, 'x', ${advisor.id})`
    await tx`insert into call_groups (call_id, group_id) values (${call.id}, ${group.id})`
    await tx.unsafe(itsEvents)
  })
  expect(await refusedBy(all4('member'))).toMatch(/chartered in the same step/)
  await standAt(sql)
  const other = await makeWorkingGroup(db)
  await standAt(sql, '2026-10-19T10:00:00+01:00')
  const into = (first: string) => sql.begin(async (tx) => {
    for (const [at, id] of ids.entries()) await tx`insert into expression_answers (expression_id, answer, reason, answered_by) values (${id}, ${at === 0 ? first : 'declined'}, 'x', ${advisor.id})`
    await tx`insert into call_groups (call_id, group_id) values (${call.id}, ${other.group.id})`
    await tx.unsafe(itsEvents)
  })
  expect(await refusedBy(into('seat'))).toMatch(/expression of interest 1 is not what the charter/)
  expect(await refusedBy(into('member'))).toMatch(/expression of interest 1 is not what the charter/)
  await into('declined')
  expect(await refusedBy(answerAs(ids[0]!, 'member'))).toMatch(/chartered from this call already|duplicate/)
  expect(all).toHaveLength(4)
})

test('CA-10 who was declined reads the reason', async () => {
  const { call, all, input } = await closedCall()
  valueOf(await charterFromCall(db, world.advisor, input))
  expect(valueOf(await callForPerson(db, all[3]!.person, call.slug)).own).toMatchObject({ answer: 'declined', reason: 'Suppliers hold enough seats.' })
})

test('CA-11 a member declares later interests, kept and newest first; an outsider does not', async () => {
  await standAt(sql)
  const w = await makeGroup(db)
  expect(codeOf(await declareInterest(db, w.outsider, { groupId: w.group.id, nothing: false, text: 'x' }))).toBe('members-only')
  expect(codeOf(await declareInterest(db, w.advisor, { groupId: w.group.id, nothing: false, text: 'x' }))).toBe('members-only')
  valueOf(await declareInterest(db, w.editor, { groupId: w.group.id, nothing: true, text: '' }))
  valueOf(await declareInterest(db, w.editor, { groupId: w.group.id, nothing: false, text: 'My brother works for Formwise.' }))
  expect((await declarationsOf(db, [w.editor.id, w.lead.id])).get(w.editor.id)!.map((one) => one.text)).toEqual(['My brother works for Formwise.', ''])
  expect(await refusedBy(sql`delete from declarations_of_interest where person_id = ${w.editor.id}`)).toMatch(/never changes/)
  expect(await db.select().from(declarations).where(eq(declarations.personId, w.editor.id))).toHaveLength(2)
})

test('CA-12 a list comes in whole or not at all, and a second time is as it was', async () => {
  const csv = 'Identifier,Label,Description\n4,Free school meals,For pupils.\n501,Allotments,\n'
  expect(codeOf(await importList(db, world.advisor, { list: 'services', csv }))).toBe('admin-only')
  expect(codeOf(await importList(db, await makePerson(db, 'Somebody'), { list: 'services', csv }))).toBe('admin-only')
  const wrong = await importLists(db, system, [{ list: 'services', csv }, { list: 'interactions', csv: 'LGIL,Name\n8,Finding out\nx,Paying\n' }])
  expect(refusalOf(wrong)?.message).toMatch(/interactions: 1 line is wrong. Nothing was imported.\nLine 3/)
  expect(await db.select().from(services).where(eq(services.lgsl, 501))).toHaveLength(0)
  expect(valueOf(await importList(db, world.admin, { list: 'services', csv }))).toEqual({ added: 1, changed: 1, unchanged: 0 })
  expect(valueOf(await importList(db, world.admin, { list: 'services', csv }))).toEqual({ added: 0, changed: 0, unchanged: 2 })
  expect(valueOf(await importList(db, world.admin, { list: 'interactions', csv: 'LGIL,Name\n8,Finding out\n' }))).toEqual({ added: 1, changed: 0, unchanged: 0 })
  expect((await db.select().from(interactions)).map((row) => row.lgil).sort()).toEqual([0, 8])
})
