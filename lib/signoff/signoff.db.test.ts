import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { charters, seats } from '@/drizzle/schema'
import { testDatabase } from '../../tests/database'
import { documentOf, requirement } from '../../tests/texts'
import {
  codeOf, inAWeek, makeWorkingGroup, overSixty, refusalOf, rowsOf, standAt, valueOf, type WorkingGroup, writeDraft,
} from '../../tests/working-group'
import { record } from '../audit/record'
import type { Tx } from '../db'
import type { QuorumRule, SeatPosition } from '../groups/quorum'
import { anonymous, type PersonActor, system } from '../kernel/actor'
import { tagVersion } from '../versions/commands'
import { certify, closeDueRounds, closeRound, openRound, takePosition, withdrawRound, writeMinorityStatement } from './commands'
import { positionsDue, positionsOf, roundById, roundsOf } from './queries'
import { countedPositions } from './round'

const { db, sql } = await testDatabase()

const tag = async (it: WorkingGroup) => valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'A note' }))

const nextText = (it: WorkingGroup, words: string) => writeDraft(db, it.standard.id, documentOf(requirement('a', 'MUST', words)))

async function opened(rule: QuorumRule = overSixty, seats = 6) {
  const it = await makeWorkingGroup(db, rule, seats)
  const version = await tag(it)
  const { roundId } = valueOf(await openRound(db, it.advisor, { standardId: it.standard.id, versionId: version.id, closesAt: inAWeek() }))
  const round = (await roundById(db, roundId))!
  const seatOf = (holder: PersonActor) => round.electors.find((elector) => [elector.holderId, elector.substituteId].includes(holder.id))!
  const take = (holder: PersonActor, position: SeatPosition = 'approve', more: { reason?: string; digest?: string; electorId?: string; delegation?: string; carriedFrom?: string } = {}) =>
    takePosition(db, holder, { roundId, electorId: seatOf(holder)?.id ?? round.electors[0]!.id, digest: round.digest, position, reason: '', delegation: 'delegation 4.2, until 12 May', ...more })
  return { ...it, version, roundId, round, seatOf, take }
}

const outcomeOf = async (roundId: string) => (await roundById(db, roundId))!.state

test('SO-1 a round opens on the newest version, by its advisor or lead editor, with the seats of the charter as they stand', async () => {
  const it = await makeWorkingGroup(db)
  const first = await tag(it)
  await nextText(it, 'Other words.')
  const second = await tag(it)
  const open = (actor: PersonActor, versionId = second.id, closesAt = inAWeek()) => openRound(db, actor, { standardId: it.standard.id, versionId, closesAt })
  for (const actor of [it.editor, it.reviewer, it.observer]) expect(codeOf(await open(actor))).toBe('not-allowed')
  for (const actor of [it.outsider, it.admin]) expect(codeOf(await open(actor))).toBe('not-found')
  expect(codeOf(await open(it.lead, first.id))).toBe('not-newest')
  expect(refusalOf(await open(it.lead, second.id, new Date(Date.now() - 1000)))).toMatchObject({ code: 'invalid', field: 'closesAt' })
  const { roundId, number } = valueOf(await open(it.lead))
  const round = (await roundById(db, roundId))!
  expect(number).toBe(1)
  expect(round).toMatchObject({ digest: second.digest, versionLabel: 'v0.2', quorum: overSixty, newest: true, state: { kind: 'open' } })
  expect(round.electors.map((elector) => elector.holderName).sort()).toEqual(it.holders.map((holder) => holder.name).sort())
  expect(codeOf(await open(it.advisor))).toBe('round-open')
})

test('SO-1 a round goes by the newest charter: its rule, and its seats', async () => {
  const it = await makeWorkingGroup(db)
  const atLeastHalf: QuorumRule = { ...overSixty, present: { comparison: 'at least', share: 0.5 } }
  await db.transaction(async (tx) => {
    const [newer] = await tx.insert(charters).values({ ...it.charter, id: undefined, number: 2, changes: 'Fewer seats', quorum: atLeastHalf }).returning()
    const former = await tx.select().from(seats).where(eq(seats.charterId, it.charter.id))
    await tx.insert(seats).values(former.slice(1).map((seat) => ({ ...seat, id: undefined, charterId: newer!.id })))
    await record(tx as Tx, it.advisor, { kind: 'group chartered', groupId: it.group.id, facts: { name: it.group.name, charter: 2, seats: 5 } })
  })
  const { roundId } = valueOf(await openRound(db, it.lead, { standardId: it.standard.id, versionId: (await tag(it)).id, closesAt: inAWeek() }))
  const round = (await roundById(db, roundId))!
  expect([round.quorum.present, round.electors.length]).toEqual([atLeastHalf.present, 5])
})

test('SO-1 without a version, or without a charter, no round opens', async () => {
  const it = await makeWorkingGroup(db, overSixty, 0)
  const open = (versionId: string) => openRound(db, it.lead, { standardId: it.standard.id, versionId, closesAt: inAWeek() })
  expect(codeOf(await open(it.standard.id))).toBe('not-newest')
  expect(refusalOf(await open((await tag(it)).id))?.message).toMatch(/no seat/)
})

test('SO-2 a position binds to the digest that was shown, and names who took it and when, by the server\'s word', async () => {
  const it = await opened()
  expect(codeOf(await it.take(it.holders[0]!, 'approve', { digest: '0'.repeat(64) }))).toBe('stale')
  valueOf(await it.take(it.holders[0]!))
  const [position] = await positionsOf(db, it.roundId)
  expect(position).toMatchObject({ digest: it.version.digest, takenBy: it.holders[0]!.id, takenByName: 'Priya Nair', revision: 1, authority: '' })
})

test('SO-3 only the holder of a seat or the named substitute takes its position, whatever role they have', async () => {
  const it = await opened()
  for (const actor of [it.lead, it.editor, it.reviewer, it.observer, it.advisor]) expect(codeOf(await it.take(actor))).toBe('electors-only')
  for (const actor of [it.outsider, it.admin]) expect(codeOf(await it.take(actor))).toBe('not-found')
  expect(codeOf(await it.take(it.holders[1]!, 'approve', { electorId: it.seatOf(it.holders[2]!).id }))).toBe('electors-only')
  valueOf(await it.take(it.substitute))
  expect((await positionsOf(db, it.roundId))[0]).toMatchObject({ takenByName: 'Tom Hale', authority: 'substitute for Priya Nair' })
})

test('SO-4 an elector who has left, was suspended, or only observes by now takes no position', async () => {
  const it = await opened()
  const [left, suspended, lowered] = it.holders as [PersonActor, PersonActor, PersonActor]
  await sql`update group_members set left_at = now() where person_id = ${left.id}`
  await sql`update people set suspended_at = now() where id = ${suspended.id}`
  await sql`update group_members set role = 'observer' where person_id = ${lowered.id}`
  expect(codeOf(await it.take(left))).toBe('not-found')
  expect(codeOf(await it.take(suspended))).toBe('electors-only')
  expect(codeOf(await it.take(lowered))).toBe('not-allowed')
  expect(await positionsOf(db, it.roundId)).toEqual([])
})

test('SO-5 a dissent says why', async () => {
  const it = await opened()
  expect(refusalOf(await it.take(it.holders[4]!, 'dissent', { reason: '  ' }))).toMatchObject({ code: 'invalid', field: 'reason' })
  valueOf(await it.take(it.holders[4]!, 'dissent', { reason: ' It costs too much. ' }))
  expect((await positionsOf(db, it.roundId))[0]).toMatchObject({ position: 'dissent', reason: 'It costs too much.' })
})

test('SO-6 a position may be changed while the round is open; the earlier ones are kept, the newest counts, and a seat counts once', async () => {
  const it = await opened()
  valueOf(await it.take(it.holders[0]!, 'dissent', { reason: 'Not yet' }))
  valueOf(await it.take(it.substitute, 'abstain'))
  expect(valueOf(await it.take(it.holders[0]!, 'approve')).revision).toBe(3)
  const positions = await positionsOf(db, it.roundId)
  expect(positions.map((one) => [one.revision, one.position])).toEqual([[1, 'dissent'], [2, 'abstain'], [3, 'approve']])
  expect([...countedPositions(positions).values()].map((one) => one.position)).toEqual(['approve'])
  valueOf(await closeRound(db, it.advisor, { roundId: it.roundId }))
  expect(await outcomeOf(it.roundId)).toMatchObject({ kind: 'not quorate', outcome: { seats: 6, present: 1, approve: 1, dissent: 0, abstain: 0 } })
})

test('SO-6 the very same position sent again, one after another or six at once, is answered as taken: one revision, one event', async () => {
  const it = await opened()
  const all = await Promise.all(Array.from({ length: 6 }, () => it.take(it.holders[0]!)))
  expect(all.map((one) => valueOf(one).revision)).toEqual([1, 1, 1, 1, 1, 1])
  expect(all.filter((one) => !valueOf(one).again)).toHaveLength(1)
  expect(valueOf(await it.take(it.holders[0]!, 'approve', { reason: '  ' }))).toEqual({ revision: 1, again: true })
  const [events] = await sql`select count(*)::int as n from audit_events where kind = 'position taken' and standard_id = ${it.standard.id}`
  expect(events!.n).toBe(1)
  expect(valueOf(await it.take(it.holders[0]!, 'approve', { reason: 'It is right' }))).toEqual({ revision: 2, again: false })
  expect(valueOf(await it.take(it.holders[0]!))).toEqual({ revision: 3, again: false })
  expect(countedPositions(await positionsOf(db, it.roundId)).size).toBe(1)
})

test('SO-7 positions are hidden from electors while the round is open, from its lead editor and advisor not', async () => {
  const it = await opened()
  valueOf(await it.take(it.holders[0]!))
  valueOf(await it.take(it.holders[1]!, 'dissent', { reason: 'No' }))
  const seen = async (actor: PersonActor) => {
    const { rounds } = valueOf(await roundsOf(db, actor, it.standard.slug))
    return { count: rounds[0]!.takenCount, positions: rounds[0]!.positions.map((one) => one.position), all: rounds[0]!.seesAll }
  }
  expect(await seen(it.holders[2]!)).toEqual({ count: 2, positions: [], all: false })
  expect(await seen(it.holders[0]!)).toEqual({ count: 2, positions: ['approve'], all: false })
  expect(await seen(it.observer)).toEqual({ count: 2, positions: [], all: false })
  for (const actor of [it.lead, it.advisor]) expect((await seen(actor)).positions.sort()).toEqual(['approve', 'dissent'])
  valueOf(await closeRound(db, it.advisor, { roundId: it.roundId }))
  expect((await seen(it.holders[2]!)).positions.sort()).toEqual(['approve', 'dissent'])
})

test('SO-8 while a newer version stands, positions on the older one are refused as stale', async () => {
  const it = await opened()
  await nextText(it, 'It works on a telephone.')
  await tag(it)
  expect(refusalOf(await it.take(it.holders[0]!))).toMatchObject({ code: 'stale' })
  expect(await positionsOf(db, it.roundId)).toEqual([])
})

const five: QuorumRule = { ...overSixty, eachConstituency: {} }

test('SO-9 exactly 60 % of the seats is not over 60 %', async () => {
  const it = await opened(five, 5)
  for (const holder of it.holders.slice(0, 3)) valueOf(await it.take(holder))
  expect(valueOf(await closeRound(db, it.advisor, { roundId: it.roundId })).outcome).toBe('not quorate')
  const atLeast = await opened({ ...five, present: { comparison: 'at least', share: 0.6 } }, 5)
  for (const holder of atLeast.holders.slice(0, 3)) valueOf(await atLeast.take(holder))
  expect(valueOf(await closeRound(db, atLeast.advisor, { roundId: atLeast.roundId })).outcome).toBe('carried')
})

test('SO-9 a round without a seat of each constituency that the rule names is not quorate', async () => {
  const it = await opened()
  for (const holder of it.holders.slice(0, 4)) valueOf(await it.take(holder))
  expect(valueOf(await closeRound(db, it.advisor, { roundId: it.roundId })).outcome).toBe('not quorate')
})

test('SO-10 abstentions make a round quorate and do not carry it; a tie is not over a half', async () => {
  const all = async (positions: SeatPosition[]) => {
    const it = await opened()
    for (const [index, position] of positions.entries()) valueOf(await it.take(it.holders[index]!, position, { reason: 'Because' }))
    return valueOf(await closeRound(db, it.advisor, { roundId: it.roundId })).outcome
  }
  expect(await all(['abstain', 'abstain', 'abstain', 'abstain', 'abstain', 'abstain'])).toBe('not carried')
  expect(await all(['approve', 'abstain', 'abstain', 'abstain', 'abstain', 'abstain'])).toBe('carried')
  expect(await all(['approve', 'approve', 'approve', 'dissent', 'dissent', 'dissent'])).toBe('not carried')
})

test('SO-11 at its closing time a round takes no more positions, closes by itself, and says so', async () => {
  const it = await opened()
  for (const holder of it.holders) valueOf(await it.take(holder))
  expect(await closeDueRounds(db)).not.toContain(it.roundId)
  await standAt(sql, it.round.closesAt.toISOString())
  try {
    expect(codeOf(await it.take(it.holders[0]!, 'dissent', { reason: 'Too late' }))).toBe('closed')
    expect(codeOf(await withdrawRound(db, it.advisor, { roundId: it.roundId, reason: 'We lost' }))).toBe('closed')
    expect(await closeDueRounds(db)).toContain(it.roundId)
    expect(await outcomeOf(it.roundId)).toMatchObject({ kind: 'carried', outcome: { approve: 6, closedByName: null, closedAt: it.round.closesAt } })
    const [event] = await sql`select actor_name, facts from audit_events where kind = 'round closed' and standard_id = ${it.standard.id}`
    expect(event).toMatchObject({ actor_name: 'Accord', facts: { outcome: 'carried', round: 1 } })
    expect(await closeDueRounds(db)).toEqual([])
  } finally { await standAt(sql) }
})

test('SO-11 two processes that close the same round close it once', async () => {
  const it = await opened()
  await standAt(sql, new Date(it.round.closesAt.getTime() + 1000).toISOString())
  try {
    const closed = await Promise.all([closeDueRounds(db), closeDueRounds(db)])
    expect(closed.flat()).toEqual([it.roundId])
  } finally { await standAt(sql) }
})

test('SO-12 before its time only the advisor closes a round, once', async () => {
  const it = await opened()
  for (const actor of [it.lead, it.editor, it.holders[0]!, it.observer]) expect(codeOf(await closeRound(db, actor, { roundId: it.roundId }))).toBe('advisor-only')
  for (const actor of [it.outsider, anonymous, system]) expect(['not-found', 'sign-in-needed']).toContain(codeOf(await closeRound(db, actor, { roundId: it.roundId })))
  valueOf(await closeRound(db, it.advisor, { roundId: it.roundId }))
  expect(codeOf(await closeRound(db, it.advisor, { roundId: it.roundId }))).toBe('closed')
  expect(codeOf(await it.take(it.holders[0]!))).toBe('closed')
})

test('SO-13 a round is withdrawn by who opened it or the advisor, with a reason, and the next one may open', async () => {
  const it = await makeWorkingGroup(db)
  const version = await tag(it)
  const open = async () => valueOf(await openRound(db, it.lead, { standardId: it.standard.id, versionId: version.id, closesAt: inAWeek() })).roundId
  const first = await open()
  expect(codeOf(await withdrawRound(db, it.editor, { roundId: first, reason: 'x' }))).not.toBeNull()
  expect(refusalOf(await withdrawRound(db, it.lead, { roundId: first, reason: '' }))).toMatchObject({ code: 'invalid', field: 'reason' })
  valueOf(await withdrawRound(db, it.lead, { roundId: first, reason: 'The wrong week' }))
  expect(await outcomeOf(first)).toMatchObject({ kind: 'withdrawn', reason: 'The wrong week' })
  expect(codeOf(await withdrawRound(db, it.advisor, { roundId: first, reason: 'Again' }))).toBe('closed')
  valueOf(await withdrawRound(db, it.advisor, { roundId: await open(), reason: 'Mine now' }))
  expect((await roundById(db, await open()))?.number).toBe(3)
})

async function carried(dissenter = 4) {
  const it = await opened()
  for (const [index, holder] of it.holders.entries()) {
    valueOf(await it.take(holder, index === dissenter ? 'dissent' : 'approve', { reason: index === dissenter ? 'It costs too much' : '' }))
  }
  valueOf(await closeRound(db, it.advisor, { roundId: it.roundId }))
  return it
}

test('SO-14 the assigned advisor certifies what was carried, once; an elector or the one who tagged never', async () => {
  const it = await opened()
  const sign = (actor: PersonActor, roundId = it.roundId, statement = 'Due process was followed.') => certify(db, actor, { roundId, statement })
  expect(codeOf(await sign(it.advisor))).toBe('not-carried')
  valueOf(await closeRound(db, it.advisor, { roundId: it.roundId }))
  expect(codeOf(await sign(it.advisor))).toBe('not-quorate')
  const done = await carried()
  for (const actor of [done.lead, done.editor, done.holders[0]!]) expect(codeOf(await sign(actor, done.roundId))).toBe('advisor-only')
  expect(refusalOf(await sign(done.advisor, done.roundId, ' '))).toMatchObject({ code: 'invalid', field: 'statement' })
  valueOf(await sign(done.advisor, done.roundId))
  expect(await outcomeOf(done.roundId)).toMatchObject({ kind: 'certified', certificate: { byName: 'The advisor', statement: 'Due process was followed.' } })
  expect(codeOf(await sign(done.advisor, done.roundId))).toBe('already-done')
})

test('SO-14 an advisor who also holds a seat cannot certify', async () => {
  const it = await carried()
  const both = it.holders[0]!
  await sql`insert into organisation_memberships (organisation_id, person_id) values (${it.body.id}, ${both.id})`
  await sql`insert into group_advisors (group_id, person_id) values (${it.group.id}, ${both.id})`
  expect(codeOf(await certify(db, both, { roundId: it.roundId, statement: 'Mine' }))).toBe('conflict-of-role')
})

test('SO-14 what a newer version has overtaken is not certified', async () => {
  const it = await carried()
  await nextText(it, 'Newer words.')
  await tag(it)
  expect(codeOf(await certify(db, it.advisor, { roundId: it.roundId, statement: 'Due process' }))).toBe('stale')
})

test('SO-15 a dissenting seat writes one minority statement of at most 200 words, after the round and before publication', async () => {
  const open = await opened()
  valueOf(await open.take(open.holders[4]!, 'dissent', { reason: 'No' }))
  const state = (it: Awaited<ReturnType<typeof opened>>, actor: PersonActor, text: string, electorId = it.seatOf(actor)?.id ?? '') =>
    writeMinorityStatement(db, actor, { roundId: it.roundId, electorId, text })
  expect(codeOf(await state(open, open.holders[4]!, 'Too early'))).toBe('not-carried')
  const it = await carried()
  const dissenter = it.holders[4]!
  expect(codeOf(await state(it, it.holders[0]!, 'I approved'))).toBe('not-allowed')
  expect(codeOf(await state(it, it.holders[0]!, 'For another', it.seatOf(dissenter).id))).toBe('electors-only')
  expect(refusalOf(await state(it, dissenter, 'word '.repeat(201)))).toMatchObject({ code: 'invalid', field: 'text', message: expect.stringContaining('201') })
  valueOf(await state(it, dissenter, 'word '.repeat(200)))
  expect(codeOf(await state(it, dissenter, 'More'))).toBe('already-done')
  expect((await roundById(db, it.roundId))!.minorityStatements).toHaveLength(1)
})

test('SO-16 what waits on a person: open rounds in which their seat has no position yet', async () => {
  const it = await opened()
  expect((await positionsDue(db, it.holders[0]!)).map((due) => [due.slug, due.seatName])).toEqual([[it.standard.slug, 'Wexshire service team']])
  expect(await positionsDue(db, it.substitute)).toHaveLength(1)
  for (const actor of [it.lead, it.advisor, it.outsider, anonymous]) expect(await positionsDue(db, actor)).toEqual([])
  valueOf(await it.take(it.substitute))
  expect(await positionsDue(db, it.holders[0]!)).toEqual([])
})

test('SO-17 a refused step leaves the round as it was', async () => {
  const it = await opened()
  const count = async () => [await rowsOf(db, 'positions'), await rowsOf(db, 'round_outcomes'), await rowsOf(db, 'round_withdrawals'), await rowsOf(db, 'audit_events')]
  const before = await count()
  await it.take(it.lead)
  await it.take(it.holders[0]!, 'dissent')
  await closeRound(db, it.lead, { roundId: it.roundId })
  await withdrawRound(db, it.holders[0]!, { roundId: it.roundId, reason: 'x' })
  await certify(db, it.advisor, { roundId: it.roundId, statement: 'x' })
  expect(await count()).toEqual(before)
})
