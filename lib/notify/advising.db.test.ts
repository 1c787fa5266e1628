import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { groupAdvisors, organisationMemberships, standards } from '@/drizzle/schema'
import type { Database } from '@/lib/db'
import type { PersonActor } from '@/lib/kernel/actor'
import { certify, closeRound } from '@/lib/signoff/commands'
import { makeConsulted } from '@/tests/consulted'
import { testDatabase } from '@/tests/database'
import { desks, hours } from '@/tests/desk'
import { makeGroup, makePerson } from '@/tests/group'
import { correctable } from '@/tests/maintenance'
import { publishText } from '@/tests/published'
import { codeOf, makeWorkingGroup, valueOf, type WorkingGroup } from '@/tests/working-group'
import { advisorsDesk } from './advising-queries'

const { db, sql } = await testDatabase()
const { at, close, dispose, newText, voting } = desks(db, sql)

const desk = async (actor: PersonActor, on: Database = db) => valueOf(await advisorsDesk(on, actor))
const line = async (it: WorkingGroup) => (await desk(it.advisor)).lines[0]!
const inDays = (days: number) => hours(days * 24)

async function assign(advisor: PersonActor, groupId: string): Promise<void> {
  await db.insert(groupAdvisors).values({ groupId, personId: advisor.id })
}

test('DE-3 every group of the advisor’s, a line a standard, and no other; nobody but advisors has one', async () => {
  const [it, other, empty] = [await makeWorkingGroup(db), await makeWorkingGroup(db), await makeGroup(db)]
  await assign(it.advisor, empty.group.id)
  const { groups, lines } = await desk(it.advisor)
  expect([groups, lines.map(({ group, standard, step }) => [group.slug, standard?.slug, step])]).toEqual([2, expect.arrayContaining([
    [it.group.slug, it.standard.slug, 'Working draft, no version yet'], [empty.group.slug, undefined, 'No charter yet'],
  ])])
  expect(lines).toHaveLength(2)
  for (const actor of [it.lead, it.holders[0]!, it.outsider, it.admin]) expect(codeOf(await advisorsDesk(db, actor))).toBe('advisor-only')
  const free = await makePerson(db, 'An advisor without a group')
  await db.insert(organisationMemberships).values({ organisationId: it.body.id, personId: free.id })
  expect(await desk(free)).toMatchObject({ groups: 0, lines: [] })
  await db.update(standards).set({ archivedAt: new Date() }).where(eq(standards.id, it.standard.id))
  expect((await desk(it.advisor)).lines.find(({ group }) => group.slug === it.group.slug)).toMatchObject({ standard: null, step: 'Every standard is archived', stalled: null })
  await db.update(groupAdvisors).set({ endedAt: new Date() }).where(eq(groupAdvisors.personId, it.advisor.id))
  expect(await desk(it.advisor)).toMatchObject({ groups: 0, lines: [] })
  expect((await desk(other.advisor)).lines).toHaveLength(1)
})

test('DE-3 from consultation to publication each step has its owner, and its next date where it has one', async () => {
  const it = await makeConsulted(db, ({ outsider }) => [{ by: outsider }])
  expect(await line(it)).toMatchObject({ step: 'Consultation 1 on v0.1', next: { what: 'It closes and the counts freeze', dayOnly: false }, owner: 'Whoever comments' })
  await close(it)
  expect(await line(it)).toMatchObject({ step: 'Dispositions', next: null, owner: 'Lead editor The lead: 1 comment to dispose of.' })
  await dispose(it, it.lead, [it.comments[0]!.id], 'accepted')
  expect(await line(it)).toMatchObject({ step: 'Working draft after v0.1', owner: 'Lead editor The lead tags the version with the changes that were accepted' })
  await newText(it)
  const { roundId, take } = await voting(it)
  const [first, ...others] = it.holders
  for (const holder of others) await take(holder)
  expect(await line(it)).toMatchObject({ step: 'Sign-off round 1', owner: '1 seat takes a position, of 6', next: { what: 'The round closes and its outcome is computed' } })
  await take(first!)
  valueOf(await closeRound(db, it.advisor, { roundId }))
  expect(await line(it)).toMatchObject({ step: 'Sign-off round 1 carried', owner: 'An advisor certifies due process', next: null })
  valueOf(await certify(db, it.advisor, { roundId, statement: 'Due process was followed.' }))
  expect(await line(it)).toMatchObject({ step: 'Sign-off round 1 certified', owner: 'An advisor publishes the version' })
})

test('DE-4 what waits for somebody is stalled when for 14 days nothing was recorded and nobody wrote; what rests until a date is not', async () => {
  const [it, resting] = [await makeWorkingGroup(db), await makeConsulted(db, () => [])]
  await at(inDays(13.9), async () => expect((await line(it)).stalled).toBeNull())
  await at(inDays(14.1), async () => expect((await line(it)).stalled).toMatchObject({ why: 'silent', days: 14 }))
  await sql`update draft_log set at = ${inDays(5).toISOString()} where standard_id = ${it.standard.id}`
  await at(inDays(14.1), async () => expect((await line(it)).stalled).toBeNull())
  await at(inDays(20.1), async () => expect((await line(it)).stalled).toMatchObject({ why: 'silent', days: 15 }))
  await at(inDays(6), async () => expect((await line(resting)).stalled).toBeNull())
  // A week after it should have closed.
  await at(inDays(14.1), async () => expect((await line(resting)).stalled).toMatchObject({ why: 'overdue', days: 7 }))
})

test('DE-4 a version in force rests until its review, which is overdue when its day is over in London', async () => {
  const it = await makeWorkingGroup(db)
  const year = new Date().getUTCFullYear() + 1
  await publishText(db, it, correctable, { reviewDate: `${year}-07-11` })
  await at(new Date(`${year}-05-01T12:00:00Z`), async () =>
    expect(await line(it)).toMatchObject({ step: 'Published v1.0', owner: 'Nobody until the review', next: { dayOnly: true, what: 'The review of v1.0 is due' }, stalled: null }))
  await at(new Date(`${year}-07-11T22:30:00Z`), async () => expect(await line(it)).toMatchObject({ owner: 'An advisor records the review', stalled: null }))
  await at(new Date(`${year}-07-14T12:30:00Z`), async () => expect((await line(it)).stalled).toMatchObject({ why: 'overdue', days: 3 }))
})

test('DE-4 overdue comes first, then silent, then the soonest date; and no standard costs a statement more', async () => {
  const it = await makeWorkingGroup(db)
  const counted = async () => {
    let statements = 0
    const counting = new Proxy(db, { get: (of, name, self) => { if (name === 'select' || name === 'execute') statements += 1; return Reflect.get(of, name, self) as unknown } })
    await desk(it.advisor, counting)
    return statements
  }
  const before = await counted()
  const [consulting, reviewed, voted] = [await makeConsulted(db, () => []), await makeWorkingGroup(db), await makeWorkingGroup(db)]
  const year = new Date().getUTCFullYear() + 1
  await publishText(db, reviewed, correctable, { reviewDate: `${year}-07-11` })
  await voting(voted, { closesAt: inDays(40) })
  for (const { group } of [consulting, reviewed, voted]) await assign(it.advisor, group.id)
  await at(inDays(15), async () => expect((await desk(it.advisor)).lines.map(({ standard, stalled }) => [standard?.slug, stalled?.why])).toEqual([
    [consulting.standard.slug, 'overdue'], [it.standard.slug, 'silent'], [voted.standard.slug, undefined], [reviewed.standard.slug, undefined],
  ]))
  expect(await counted()).toBe(before)
})
