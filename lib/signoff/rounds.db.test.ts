import { expect, test } from 'vitest'
import { mailbox, notifications } from '@/drizzle/schema'
import { testDatabase } from '../../tests/database'
import { documentOf, requirement } from '../../tests/texts'
import { codeOf, inAWeek, makeWorkingGroup, refusalOf, standAt, valueOf, type WorkingGroup, writeDraft } from '../../tests/working-group'
import type { SeatPosition } from '../groups/quorum'
import type { PersonActor } from '../kernel/actor'
import { remindOfPositions } from '../notify/reminder-commands'
import { publish } from '../publication/commands'
import { tagVersion } from '../versions/commands'
import { versionsOfStandard } from '../versions/queries'
import { carriedInWords } from './carry'
import { carriedForward } from './carry-queries'
import { certify, closeDueRounds, closeRound, openRound, takePosition, withdrawRound } from './commands'
import { endMeeting } from './meeting-commands'
import { processStatement } from './process'
import { processFacts } from './process-queries'
import { positionsOf, roundById, roundsOf } from './queries'
import { readinessOf } from './readiness-queries'

const { db, sql } = await testDatabase()

const tag = async (it: WorkingGroup) => valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'A note' }))
const hours = (count: number) => new Date(Date.now() + count * 3_600_000)

/** A round with hands to take positions in it. */
async function handsOn(it: WorkingGroup, roundId: string) {
  const round = (await roundById(db, roundId))!
  const seatOf = (holder: PersonActor) => round.electors.find((elector) => [elector.holderId, elector.substituteId].includes(holder.id))!
  const take = (holder: PersonActor, position: SeatPosition = 'approve', more: { reason?: string; delegation?: string; carriedFrom?: string } = {}) =>
    takePosition(db, holder, { roundId, electorId: seatOf(holder).id, digest: round.digest, position, reason: 'So', ...more })
  return { ...it, roundId, round, seatOf, take }
}

async function open(it: WorkingGroup, when: { closesAt: Date } | { meetsAt: Date } = { closesAt: inAWeek() }) {
  const [version] = await versionsOfStandard(db, it.standard.id)
  return handsOn(it, valueOf(await openRound(db, it.advisor, { standardId: it.standard.id, versionId: version!.id, ...when })).roundId)
}

/** Lets the rest happen this many hours later. */
async function later(count: number, work: () => Promise<void>): Promise<void> {
  await standAt(sql, hours(count).toISOString())
  try { await work() } finally { await standAt(sql) }
}

test('SO-19 a meeting that is not quorate is adjourned: nothing is recorded, publishing says why, and the next round may open', async () => {
  const it = await makeWorkingGroup(db)
  await tag(it)
  const one = await open(it, { meetsAt: hours(1) })
  for (const holder of [it.holders[0]!, it.holders[1]!, it.holders[4]!]) valueOf(await one.take(holder))
  const end = (actor = it.advisor, adjournTo: Date | null = hours(500)) => endMeeting(db, actor, { roundId: one.roundId, adjournTo })
  expect(refusalOf(await end())?.message).toMatch(/begins on/)
  await later(2, async () => {
    expect(codeOf(await end(it.lead))).toBe('advisor-only')
    expect(refusalOf(await end(it.advisor, null))).toMatchObject({ code: 'invalid', field: 'adjournTo' })
    expect(codeOf(await closeRound(db, it.advisor, { roundId: one.roundId }))).toBe('not-allowed')
    expect(valueOf(await end())).toMatchObject({ quorate: false, writtenUntil: null })
    expect(codeOf(await end())).toBe('closed')
    expect(codeOf(await one.take(it.holders[2]!))).toBe('closed')
    const round = (await roundById(db, one.roundId))!
    expect(round.state).toMatchObject({ kind: 'adjourned', meeting: { present: 3, seats: 6, quorate: false } })
    expect(codeOf(await certify(db, it.advisor, { roundId: one.roundId, statement: 'x' }))).toBe('not-quorate')
    expect(refusalOf(await publish(db, it.advisor, { roundId: one.roundId, ownerPost: 'Head', reviewDate: '2028-01-11' })))
      .toMatchObject({ code: 'not-quorate', message: expect.stringMatching(/^3 of 6 seats \(50%\): not quorate\./) })
    expect(await closeDueRounds(db)).not.toContain(one.roundId)
    // Whoever could not see the others' positions before does not see them now.
    const { rounds } = valueOf(await roundsOf(db, it.holders[0]!, it.standard.slug))
    expect(rounds[0]!.positions.map((position) => position.takenBy)).toEqual([it.holders[0]!.id])
    const two = await open(it)
    expect(two.round).toMatchObject({ number: 2, state: { kind: 'open' } })
    expect(await carriedForward(db, two.round, it.holders[0]!.id)).toEqual([])
  })
  const [event] = await sql`select facts from audit_events where kind = 'meeting ended' and standard_id = ${it.standard.id}`
  expect(event!.facts).toMatchObject({ round: 1, present: 3, seats: 6, quorate: false, writtenUntil: null })
})

test('SO-20 after a quorate meeting the seats sign in writing until the window ends; all recorded, the round may be closed at once', async () => {
  const it = await makeWorkingGroup(db)
  await tag(it)
  const one = await open(it, { meetsAt: hours(1) })
  for (const holder of [0, 1, 2, 4].map((index) => it.holders[index]!)) valueOf(await one.take(holder))
  await later(2, async () => {
    const { quorate, writtenUntil } = valueOf(await endMeeting(db, it.advisor, { roundId: one.roundId, adjournTo: null }))
    expect(quorate).toBe(true)
    expect((await roundById(db, one.roundId))!.closesAt).toEqual(writtenUntil)
    expect(refusalOf(await closeRound(db, it.advisor, { roundId: one.roundId }))?.message).toMatch(/may sign in writing until/)
    valueOf(await one.take(it.holders[3]!))
    valueOf(await one.take(it.holders[5]!, 'dissent'))
    valueOf(await one.take(it.holders[1]!, 'abstain'))
    expect(valueOf(await closeRound(db, it.advisor, { roundId: one.roundId })).outcome).toBe('carried')
    const round = (await roundById(db, one.roundId))!
    expect(processStatement(await processFacts(db, round))).toMatch(/The meeting of .* was quorate, 4 of 6 seats; .*6 of 6 seats \(100%\): quorate\. 4 approve, 1 dissent, 1 abstain: carried\.$/)
  })
})

test('SO-20 at the end of the window the round closes by itself with those who came', async () => {
  const it = await makeWorkingGroup(db)
  await tag(it)
  const one = await open(it, { meetsAt: hours(1) })
  for (const holder of [0, 1, 2, 4].map((index) => it.holders[index]!)) valueOf(await one.take(holder))
  await later(2, async () => { valueOf(await endMeeting(db, it.advisor, { roundId: one.roundId, adjournTo: null })) })
  await later(24 * 20, async () => { expect(await closeDueRounds(db)).toContain(one.roundId) })
  expect((await roundById(db, one.roundId))!.state).toMatchObject({ kind: 'carried', outcome: { present: 4, approve: 4 } })
})

test('SO-3 a substitute without a delegation is refused; with one it stands beside the authority', async () => {
  const it = await makeWorkingGroup(db)
  await tag(it)
  const one = await open(it)
  expect(refusalOf(await one.take(it.substitute))).toMatchObject({ code: 'invalid', field: 'delegation' })
  valueOf(await one.take(it.substitute, 'approve', { delegation: ' delegation 4.2, until 12 May ' }))
  valueOf(await one.take(it.holders[1]!, 'approve', { delegation: 'made up' }))
  const taken = await positionsOf(db, one.roundId)
  expect(taken.map(({ authority, delegation }) => [authority, delegation]).sort())
    .toEqual([['', ''], ['substitute for Priya Nair', 'delegation 4.2, until 12 May']])
  expect(valueOf(await one.take(it.holders[0]!)).revision).toBe(2)
})

test('SO-21 on a newer candidate a seat is shown what changed in meaning; it confirms, and nothing had moved by itself', async () => {
  const it = await makeWorkingGroup(db)
  await tag(it)
  const one = await open(it)
  valueOf(await one.take(it.holders[0]!, 'dissent'))
  valueOf(await one.take(it.holders[1]!))
  valueOf(await withdrawRound(db, it.advisor, { roundId: one.roundId, reason: 'A newer candidate' }))
  await writeDraft(db, it.standard.id, documentOf(requirement('a', 'SHOULD', 'It works on a phone.'), requirement('b', 'SHOULD', 'It is quick.'), requirement('c', 'MAY', 'It is nice.')))
  await tag(it)
  const two = await open(it)
  expect(await positionsOf(db, two.roundId)).toEqual([])
  const [carried, ...rest] = await carriedForward(db, two.round, it.holders[0]!.id)
  expect(rest).toEqual([])
  expect(carriedInWords(carried!)).toBe('2 of 3 requirements changed in meaning since you took your position')
  expect(carried!.changes.map((change) => change.sentence)).toEqual(['FSM-01 weakened, MUST to SHOULD', 'FSM-03 added, MAY'])
  expect(carried).toMatchObject({ versionLabel: 'v0.1', earlier: { position: 'dissent', reason: 'So' } })
  expect(await carriedForward(db, two.round, it.holders[2]!.id)).toEqual([])
  const [others] = await carriedForward(db, two.round, it.holders[1]!.id)
  expect(refusalOf(await two.take(it.holders[0]!, 'approve', { carriedFrom: others!.earlier.id }))?.message).toMatch(/same seat/)
  valueOf(await two.take(it.holders[0]!, 'dissent', { carriedFrom: carried!.earlier.id }))
  expect((await positionsOf(db, two.roundId)).map((position) => position.carriedFrom)).toEqual([carried!.earlier.id])
})

test('SO-22 and SO-23 a round opens when the text lacks nothing and an owner and a review date are given; they stand for the publication', async () => {
  const it = await makeWorkingGroup(db)
  const wanting = { ...requirement('b', 'not specified', 'Within TBC days.'), attrs: { ...requirement('b', 'MAY', '').attrs, level: 'not specified', metBy: '' } }
  await writeDraft(db, it.standard.id, documentOf(requirement('a', 'MUST', 'It works on a phone.'), wanting))
  const version = await tag(it)
  const attempt = (versionId: string, more: { ownerPost?: string; reviewDate?: string } = {}) =>
    openRound(db, it.lead, { standardId: it.standard.id, versionId, closesAt: inAWeek(), ...more })
  expect(refusalOf(await attempt(version.id))).toMatchObject({ code: 'not-ready', message: expect.stringMatching(/Levels: No level yet: FSM-02.*2 more things/) })
  const [listed] = await versionsOfStandard(db, it.standard.id)
  expect((await readinessOf(db, listed!)).filter((line) => !line.done).map((line) => line.name)).toEqual(['Levels', 'Met by', 'Placeholders'])
  await writeDraft(db, it.standard.id, documentOf(requirement('a', 'MUST', 'It works on a phone.'), requirement('b', 'MAY', 'Within 5 days.')))
  const better = await tag(it)
  expect(refusalOf(await attempt(better.id, { ownerPost: ' ' }))?.field).toBe('ownerPost')
  expect(refusalOf(await attempt(better.id, { reviewDate: '2020-01-01' }))?.field).toBe('reviewDate')
  valueOf(await attempt(better.id, { ownerPost: 'Head of education', reviewDate: '2098-01-11' }))
  expect(valueOf(await roundsOf(db, it.lead, it.standard.slug)).opening).toMatchObject({ ownerPost: 'Head of education', reviewDate: '2098-01-11' })
})

test('SO-24 seats without a position are reminded 2 days and 2 hours before closing, each once; those that decided are left alone', async () => {
  const it = await makeWorkingGroup(db)
  await tag(it)
  const one = await open(it, { closesAt: hours(24 * 7) })
  for (const holder of it.holders.slice(1)) valueOf(await one.take(holder))
  const post = { publicUrl: 'https://accord.test', demo: true, secret: 'of the tests alone' }
  const told = async () => (await db.select().from(notifications)).filter((row) => row.personId === it.holders[0]!.id || row.personId === it.substitute.id).length
  const remind = async () => { await Promise.all([remindOfPositions(db, post), remindOfPositions(db, post)]); return told() }
  expect(await remind()).toBe(0)
  await later(24 * 5 + 1, async () => { expect(await remind()).toBe(2); expect(await remind()).toBe(2) })
  await later(24 * 7 - 1, async () => { expect(await remind()).toBe(4); expect(await remind()).toBe(4) })
  expect((await db.select().from(notifications)).filter((row) => row.personId === it.holders[1]!.id)).toEqual([])
  const letters = (await db.select().from(mailbox)).filter((letter) => letter.to === it.holders[0]!.email)
  expect(letters.map((letter) => letter.subject)).toEqual(Array(2).fill(expect.stringMatching(/^The seat “Wexshire service team” has taken no position on “.*closes on/)))
})

test('SO-24 a round that is opened within the 2 days is reminded of only before its last 2 hours', async () => {
  const it = await makeWorkingGroup(db)
  await tag(it)
  await open(it, { closesAt: hours(24) })
  const post = { publicUrl: 'https://accord.test', demo: true, secret: 'of the tests alone' }
  const mine = async () => (await db.select().from(notifications)).filter((row) => row.personId === it.holders[0]!.id).length
  await remindOfPositions(db, post)
  expect(await mine()).toBe(0)
  await later(23, async () => { await remindOfPositions(db, post) })
  expect(await mine()).toBe(1)
})
