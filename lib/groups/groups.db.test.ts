import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditEvents, charters, groupMembers, invitations, mailbox, organisationMemberships, organisations, people, seats } from '@/drizzle/schema'
import type { PersonActor } from '@/lib/kernel/actor'
import { testDatabase } from '@/tests/database'
import { makeGroup, makePerson } from '@/tests/group'
import { record } from '../audit/record'
import type { Tx } from '../db'
import { assignAdvisor, charterGroup, createGroup, unassignAdvisor } from './commands'
import { acceptInvitation, inviteMember, withdrawInvitation } from './invitation-commands'
import { changeRole, leaveGroup, removeMember } from './member-commands'
import type { QuorumRule } from './quorum'
import { standingIn } from './standing-queries'

const { db, sql: raw } = await testDatabase()
const post = { publicUrl: 'https://accord.test', demo: true }
const rule: QuorumRule = { present: { comparison: 'over', share: 0.6 }, eachConstituency: {}, carried: { comparison: 'over', share: 0.5 } }
const terms = { scope: 'Applying on line', quorum: rule, reviewPeriodMonths: 12, writtenWindowDays: 5, changes: '' }
const code = (result: { ok: boolean; refusal?: { code: string } }) => (result.ok ? 'ok' : result.refusal!.code)

type World = Awaited<ReturnType<typeof makeGroup>>
const invite = (w: World, by: PersonActor, email: string, more: Partial<Parameters<typeof inviteMember>[2]> = {}) =>
  inviteMember(db, by, { groupId: w.group.id, email, organisationId: w.council.id, constituency: 'digital team', role: 'reviewer', post, ...more })

async function invited(w: World, email: string) {
  const result = await invite(w, w.lead, email)
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}

test('GR-1 an advisor who creates a group is assigned to it; an outsider creates none', async () => {
  const w = await makeGroup(db)
  const made = await createGroup(db, w.advisor, { name: 'Blue badges: apply', remit: 'Say what good is.' })
  expect(made).toMatchObject({ ok: true, value: { slug: 'blue-badges-apply' } })
  if (made.ok) expect((await standingIn(db, w.advisor, made.value.id)).advisor).toBe('assigned')
  expect(code(await createGroup(db, w.advisor, { name: 'Blue badges: apply', remit: 'Again.' }))).toBe('ok')
  expect(code(await createGroup(db, w.lead, { name: 'Mine', remit: 'x' }))).toBe('not-allowed')
  expect(code(await createGroup(db, w.advisor, { name: '…', remit: 'x' }))).toBe('invalid')
})

/** A charter takes seats of more than one constituency: two members more, of a supplier's and of the digital team. */
async function withOthers(w: World) {
  const [supplier] = await db.insert(organisations).values({ slug: `supplier-${w.group.slug}`, name: `Supplier ${w.group.slug}`, kind: 'supplier' }).returning()
  const join = async (name: string, organisationId: string, constituency: 'digital team' | 'supplier') => {
    const person = await makePerson(db, name)
    await db.insert(groupMembers).values({ groupId: w.group.id, personId: person.id, organisationId, constituency, role: 'editor' })
    return person
  }
  return { ...w, digital: await join('The designer', w.council.id, 'digital team'), supplier: await join('The supplier', supplier!.id, 'supplier') }
}

test('GR-2 an advisor chairs and never holds a seat; a seat takes constituency and organisation from its holder', async () => {
  const w = await withOthers(await makeGroup(db))
  const chartered = await charterGroup(db, w.advisor, { ...terms, groupId: w.group.id, seats: [{ holderId: w.lead.id, substituteId: w.editor.id }, { name: 'Second', holderId: w.digital.id }] })
  expect(chartered).toMatchObject({ ok: true, value: { number: 1 } })
  const made = await db.select().from(seats).where(eq(seats.charterId, chartered.ok ? chartered.value.id : ''))
  expect(made.map((seat) => seat.name).sort()).toEqual([`${w.council.name} service team`, 'Second'])
  expect(made.map((seat) => seat.constituency).sort()).toEqual(['digital team', 'service team'])
  expect(made.every((seat) => seat.organisationId === w.council.id)).toBe(true)
  expect(code(await charterGroup(db, w.advisor, { ...terms, groupId: w.group.id, changes: 'x', seats: [{ holderId: w.advisor.id }] }))).toBe('invalid')
  expect(code(await charterGroup(db, w.lead, { ...terms, groupId: w.group.id, changes: 'x', seats: [{ holderId: w.lead.id }] }))).toBe('advisor-only')
})

test('GR-3 nobody sits twice, as holder or substitute', async () => {
  const w = await withOthers(await makeGroup(db))
  const charter = (list: { name?: string; holderId: string; substituteId?: string }[]) => charterGroup(db, w.advisor, { ...terms, groupId: w.group.id, seats: list })
  expect(code(await charter([{ holderId: w.lead.id }, { name: 'b', holderId: w.lead.id }]))).toBe('invalid')
  expect(code(await charter([{ holderId: w.lead.id, substituteId: w.lead.id }]))).toBe('invalid')
  expect(code(await charter([{ holderId: w.lead.id }, { name: 'b', holderId: w.editor.id, substituteId: w.lead.id }]))).toBe('invalid')
  expect(code(await charter([]))).toBe('invalid')
  const first = { name: 'a', holderId: w.lead.id, substituteId: w.editor.id }
  await expect(byHand(w, [first, { name: 'b', holderId: w.editor.id }])).rejects.toThrow(/one vote a person/)
  await expect(byHand(w, [first, { name: 'c', holderId: w.reviewer.id, substituteId: w.reviewer.id }])).rejects.toThrow(/own substitute/)
})

interface SeatByHand { name: string; holderId: string; substituteId?: string; constituency?: 'service team' | 'digital team' | 'supplier'; organisationId?: string }

/** A charter by hand-typed statements, past every check of the code. */
const byHand = (w: World, list: SeatByHand[], more: Partial<typeof charters.$inferInsert> = {}) => reasonOf(db.transaction(async (tx) => {
  const [row] = await tx.insert(charters).values({ groupId: w.group.id, number: 99, scope: 'x', quorum: rule, reviewPeriodMonths: 12, charteredBy: w.advisor.id, ...more }).returning()
  for (const seat of list) await tx.insert(seats).values({ charterId: row!.id, constituency: 'service team', organisationId: w.council.id, ...seat })
  await record(tx as Tx, w.advisor, { kind: 'charter changed', groupId: w.group.id, facts: { charter: row!.number, changes: 'x' } })
  return row!
}))

/** What PostgreSQL itself said, not what the client put around it. */
const reasonOf = <T>(step: Promise<T>): Promise<T> => step.catch((error: Error) => { throw error.cause ?? error })

test('GR-4 PostgreSQL refuses to change or delete a charter or a seat; a change is the next charter and says what it changes', async () => {
  const w = await withOthers(await makeGroup(db))
  const first = await charterGroup(db, w.advisor, { ...terms, groupId: w.group.id, seats: [{ holderId: w.lead.id }, { holderId: w.digital.id }] })
  expect(code(first)).toBe('ok')
  for (const statement of ["update charters set scope = 'other'", 'delete from charters', 'truncate charters cascade', "update seats set name = 'x'", 'delete from seats', 'truncate seats cascade']) {
    await expect(raw.unsafe(statement), statement).rejects.toThrow(/never changes/)
  }
  const next = [{ holderId: w.editor.id }, { holderId: w.digital.id }]
  const late = { charterId: first.ok ? first.value.id : '', name: 'late', constituency: 'supplier', organisationId: w.council.id, holderId: w.supplier.id } as const
  await expect(reasonOf(db.insert(seats).values(late))).rejects.toThrow(/cannot join a charter that stands/)
  expect(code(await charterGroup(db, w.advisor, { ...terms, groupId: w.group.id, seats: next }))).toBe('invalid')
  const second = await charterGroup(db, w.advisor, { ...terms, groupId: w.group.id, changes: 'Another holder', seats: next })
  expect(second).toMatchObject({ ok: true, value: { number: 2 } })
  await expect(byHand(w, [])).rejects.toThrow(/says what it changes/)
  const told = await db.select().from(auditEvents).where(eq(auditEvents.groupId, w.group.id))
  expect(told.find((event) => event.kind === 'charter changed')?.facts).toEqual({ charter: 2, changes: 'Another holder' })
})

test('GR-16 no constituency holds more than half of the seats, whoever asks', async () => {
  const w = await withOthers(await makeGroup(db))
  const [service, digital, second] = [{ name: 'a', holderId: w.lead.id }, { name: 'b', holderId: w.digital.id, constituency: 'digital team' as const }, { name: 'c', holderId: w.editor.id }]
  const uneven = await charterGroup(db, w.advisor, { ...terms, groupId: w.group.id, seats: [service, digital, second] })
  expect(uneven).toMatchObject({ ok: false, refusal: { code: 'invalid', field: 'seats', message: expect.stringContaining('the service teams have 2 of 3') } })
  await expect(byHand(w, [service, digital, second])).rejects.toThrow(/more than half of the seats: the service teams have 2 of 3/)
  await expect(byHand(w, [])).rejects.toThrow(/needs seats/)
  expect((await byHand(w, [service, digital])).number).toBe(1)
})

test('GR-26 PostgreSQL refuses a rule that means nothing or that its seats could never meet, and who may not charter', async () => {
  const w = await withOthers(await makeGroup(db))
  const even = [{ name: 'a', holderId: w.lead.id }, { name: 'b', holderId: w.digital.id, constituency: 'digital team' as const }]
  const odd = [{ ...rule, eachConstituency: { supplier: 1 } }, { ...rule, present: { comparison: 'over', share: 1 } }, { ...rule, carried: { comparison: 'at least', share: 1.2 } }, { ...rule, eachConstituency: { parents: 1 } }, {}]
  for (const quorum of odd) await expect(byHand(w, even, { quorum: quorum as QuorumRule }), JSON.stringify(quorum)).rejects.toThrow(/quorum rule/)
  await expect(byHand(w, even, { charteredBy: w.lead.id })).rejects.toThrow(/advisor assigned/)
  await expect(byHand(w, even, { reviewPeriodMonths: 0 })).rejects.toThrow(/review period/)
  await expect(byHand(w, [even[0]!, { ...even[1]!, constituency: 'supplier' }])).rejects.toThrow(/holder of a seat is a member/)
  await expect(byHand(w, [{ ...even[0]!, substituteId: w.supplier.id }, even[1]!])).rejects.toThrow(/substitute of a seat is a member/)
})

test('GR-5 an invitation is accepted by the invited address only, and once', async () => {
  const w = await makeGroup(db)
  const [newcomer, stranger] = [await makePerson(db, 'New Comer'), await makePerson(db, 'Some Stranger')]
  const { token } = await invited(w, newcomer.email.toUpperCase())
  expect(code(await acceptInvitation(db, stranger, { token }))).toBe('wrong-address')
  expect((await standingIn(db, stranger, w.group.id)).member).toBeNull()
  expect(code(await acceptInvitation(db, newcomer, { token }))).toBe('ok')
  expect((await standingIn(db, newcomer, w.group.id)).member).toMatchObject({ role: 'reviewer', constituency: 'digital team', organisationId: w.council.id })
  expect(await db.select().from(organisationMemberships).where(eq(organisationMemberships.personId, newcomer.id))).toHaveLength(1)
  expect(code(await acceptInvitation(db, newcomer, { token }))).toBe('already-done')
  expect(code(await acceptInvitation(db, newcomer, { token: 'guessed' }))).toBe('not-found')
})

test('GR-6 the letter holds the link; the token is kept only as its digest', async () => {
  const w = await makeGroup(db)
  const { token, id } = await invited(w, 'someone.else@wexshire.example')
  const [letter] = await db.select().from(mailbox).where(eq(mailbox.to, 'someone.else@wexshire.example'))
  expect(letter!.text).toContain(`https://accord.test/workspace/invitations/${token}`)
  const [row] = await db.select().from(invitations).where(eq(invitations.id, id))
  expect(JSON.stringify(row)).not.toContain(token)
})

test('GR-7 an invitation that expired or was withdrawn lets nobody in', async () => {
  const w = await makeGroup(db)
  const newcomer = await makePerson(db, 'Late Comer')
  const withdrawn = await invited(w, newcomer.email)
  expect(code(await withdrawInvitation(db, w.reviewer, { invitationId: withdrawn.id }))).toBe('not-allowed')
  expect(code(await withdrawInvitation(db, w.lead, { invitationId: withdrawn.id }))).toBe('ok')
  expect(code(await acceptInvitation(db, newcomer, { token: withdrawn.token }))).toBe('closed')
  const old = await invited(w, newcomer.email)
  await db.update(invitations).set({ expiresAt: sql`accord_now() - interval '1 second'` }).where(eq(invitations.id, old.id))
  expect(code(await acceptInvitation(db, newcomer, { token: old.token }))).toBe('expired')
  expect((await standingIn(db, newcomer, w.group.id)).member).toBeNull()
})

test('GR-8 who invites whom: the lead up to editors, the advisor a lead too, a reviewer nobody', async () => {
  const w = await makeGroup(db)
  expect(code(await invite(w, w.reviewer, 'a@wexshire.example'))).toBe('not-allowed')
  expect(code(await invite(w, w.lead, 'b@wexshire.example', { role: 'lead' }))).toBe('advisor-only')
  expect(code(await invite(w, w.advisor, 'c@wexshire.example', { role: 'lead' }))).toBe('ok')
  expect(code(await invite(w, w.admin, 'd@wexshire.example'))).toBe('not-allowed')
  expect(code(await invite(w, w.lead, 'c@wexshire.example'))).toBe('taken')
  expect(code(await invite(w, w.lead, 'x@y.example,z@y.example'))).toBe('invalid')
})

test('GR-9 an invitation fits its organisation: its domains, its constituencies, and no advisory body', async () => {
  const w = await makeGroup(db)
  await db.update(organisations).set({ domains: ['wexshire.example'] }).where(eq(organisations.id, w.council.id))
  expect(code(await invite(w, w.lead, 'a@elsewhere.example'))).toBe('invalid')
  expect(code(await invite(w, w.lead, 'a@notwexshire.example'))).toBe('invalid')
  expect(code(await invite(w, w.lead, 'a@mail.wexshire.example'))).toBe('ok')
  expect(code(await invite(w, w.lead, 'b@wexshire.example', { constituency: 'supplier' }))).toBe('invalid')
  expect(code(await invite(w, w.lead, 'c@lgds.example', { organisationId: w.body.id }))).toBe('invalid')
})

test('GR-10 an advisor is no member: not invited, not accepting, and no member is assigned as advisor', async () => {
  const w = await makeGroup(db)
  const other = await makePerson(db, 'Another Advisor')
  const { token } = await invited(w, other.email)
  await db.insert(organisationMemberships).values({ organisationId: w.body.id, personId: other.id })
  expect(code(await acceptInvitation(db, other, { token }))).toBe('conflict-of-role')
  expect(code(await invite(w, w.lead, w.advisor.email))).toBe('conflict-of-role')
  expect(code(await assignAdvisor(db, w.admin, { groupId: w.group.id, personId: w.lead.id }))).toBe('invalid')
  await db.insert(organisationMemberships).values({ organisationId: w.body.id, personId: w.lead.id })
  expect(code(await assignAdvisor(db, w.admin, { groupId: w.group.id, personId: w.lead.id }))).toBe('conflict-of-role')
  expect(code(await assignAdvisor(db, w.advisor, { groupId: w.group.id, personId: other.id }))).toBe('admin-only')
  expect(code(await assignAdvisor(db, w.admin, { groupId: w.group.id, personId: other.id }))).toBe('ok')
  expect((await standingIn(db, other, w.group.id)).advisor).toBe('assigned')
  expect(code(await unassignAdvisor(db, w.admin, { groupId: w.group.id, personId: other.id }))).toBe('ok')
  expect((await standingIn(db, other, w.group.id)).advisor).toBe('unassigned')
})

test('GR-11 nobody raises their own role; a lead lowers others but names no lead', async () => {
  const w = await makeGroup(db)
  const change = (by: PersonActor, of: PersonActor, role: 'observer' | 'reviewer' | 'editor' | 'lead') => changeRole(db, by, { groupId: w.group.id, personId: of.id, role })
  expect(code(await change(w.editor, w.editor, 'lead'))).toBe('not-allowed')
  expect(code(await change(w.lead, w.reviewer, 'lead'))).toBe('advisor-only')
  expect(code(await change(w.lead, w.editor, 'reviewer'))).toBe('ok')
  expect(code(await change(w.lead, w.observer, 'editor'))).toBe('ok')
  expect(code(await change(w.reviewer, w.observer, 'observer'))).toBe('not-allowed')
  expect(code(await change(w.admin, w.reviewer, 'observer'))).toBe('break-glass-needed')
  expect((await standingIn(db, w.observer, w.group.id)).member?.role).toBe('editor')
})

test('GR-12 a group keeps a lead editor: the last one is neither lowered, removed nor able to leave', async () => {
  const w = await makeGroup(db)
  const groupId = w.group.id
  expect(code(await changeRole(db, w.advisor, { groupId, personId: w.lead.id, role: 'editor' }))).toBe('last-lead')
  expect(code(await removeMember(db, w.advisor, { groupId, personId: w.lead.id, reason: 'x' }))).toBe('last-lead')
  expect(code(await leaveGroup(db, w.lead, { groupId }))).toBe('last-lead')
  expect(code(await changeRole(db, w.advisor, { groupId, personId: w.editor.id, role: 'lead' }))).toBe('ok')
  const both = await Promise.all([leaveGroup(db, w.lead, { groupId }), leaveGroup(db, w.editor, { groupId })])
  expect(both.map(code).sort()).toEqual(['last-lead', 'ok'])
})

test('GR-13 who is removed is out at once, with a reason on the record; oneself one leaves', async () => {
  const w = await makeGroup(db)
  const groupId = w.group.id
  expect(code(await removeMember(db, w.lead, { groupId, personId: w.lead.id, reason: 'x' }))).toBe('not-allowed')
  expect(code(await removeMember(db, w.editor, { groupId, personId: w.observer.id, reason: 'x' }))).toBe('not-allowed')
  expect(code(await removeMember(db, w.lead, { groupId, personId: w.observer.id, reason: ' ' }))).toBe('invalid')
  expect(code(await removeMember(db, w.lead, { groupId, personId: w.observer.id, reason: 'Moved on' }))).toBe('ok')
  expect((await standingIn(db, w.observer, groupId)).member).toBeNull()
  expect(code(await leaveGroup(db, w.outsider, { groupId }))).not.toBe('ok')
  expect(code(await leaveGroup(db, w.advisor, { groupId }))).toBe('ok')
})

test('GR-14 a membership only ends: PostgreSQL neither deletes, revives nor moves it, and stamps the hour itself', async () => {
  const w = await makeGroup(db)
  const of = eq(groupMembers.personId, w.editor.id)
  await expect(db.update(groupMembers).set({ personId: w.outsider.id }).where(of)).rejects.toThrow()
  await expect(db.delete(groupMembers).where(of)).rejects.toThrow()
  await db.update(groupMembers).set({ leftAt: new Date('2001-01-01') }).where(of)
  const [row] = await db.select().from(groupMembers).where(of)
  expect(row!.leftAt!.getFullYear()).toBeGreaterThan(2020)
  await expect(db.update(groupMembers).set({ leftAt: null }).where(of)).rejects.toThrow()
})

test('GR-15 every step is on the record by name, and no e-mail address ever is', async () => {
  const w = await makeGroup(db)
  const newcomer = await makePerson(db, 'Per Son')
  const { token } = await invited(w, newcomer.email)
  await acceptInvitation(db, newcomer, { token })
  await changeRole(db, w.lead, { groupId: w.group.id, personId: newcomer.id, role: 'editor' })
  await removeMember(db, w.lead, { groupId: w.group.id, personId: newcomer.id, reason: 'Moved on' })
  const trail = await db.select().from(auditEvents).where(eq(auditEvents.groupId, w.group.id))
  expect(trail.map((event) => event.kind)).toEqual(['invitation sent', 'member joined', 'role changed', 'member removed'])
  expect(JSON.stringify(trail)).not.toContain('@')
  expect((await db.select().from(people).where(eq(people.id, newcomer.id)))).toHaveLength(1)
})
