import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { groupAdvisors, organisationMemberships } from '@/drizzle/schema'
import { testDatabase } from '../../tests/database'
import { makePerson } from '../../tests/group'
import { documentOf, requirement } from '../../tests/texts'
import { codeOf, inAWeek, makeWorkingGroup, refusalOf, rowsOf, standAt, valueOf, type WorkingGroup, writeDraft } from '../../tests/working-group'
import { firstWrong } from '../../verify/verify.mjs'
import { digestOf } from '../document/canonical'
import type { SeatPosition } from '../groups/quorum'
import { anonymous, type PersonActor } from '../kernel/actor'
import type { Result } from '../kernel/result'
import { certify, closeRound, openRound, takePosition, writeMinorityStatement } from '../signoff/commands'
import { roundById } from '../signoff/queries'
import { discardVersion, tagVersion } from '../versions/commands'
import { versionByNumber } from '../versions/queries'
import { publish, withdrawPublication } from './commands'
import { publicationHistory, publishedStandards, publishedVersion } from './queries'
import { readRecord } from './record'

const { db, sql } = await testDatabase()

const tag = async (it: WorkingGroup, words?: string) => {
  if (words) await writeDraft(db, it.standard.id, documentOf(requirement('a', 'MUST', words)))
  return valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'A note' }))
}

async function openOn(it: WorkingGroup, versionId: string, closesAt = inAWeek()) {
  const { roundId } = valueOf(await openRound(db, it.advisor, { standardId: it.standard.id, versionId, closesAt }))
  const round = (await roundById(db, roundId))!
  const take = (holder: PersonActor, position: SeatPosition = 'approve', reason = '') =>
    takePosition(db, holder, { roundId, digest: round.digest, position, reason, electorId: round.electors.find((seat) => seat.holderId === holder.id)!.id })
  return { roundId, round, take }
}

async function certified(it: WorkingGroup, versionId: string) {
  const { roundId, take } = await openOn(it, versionId)
  for (const holder of it.holders) valueOf(await take(holder))
  valueOf(await closeRound(db, it.advisor, { roundId }))
  valueOf(await certify(db, it.advisor, { roundId, statement: 'Due process was followed.' }))
  return roundId
}

const inTwoYears = () => `${new Date().getUTCFullYear() + 2}-01-11`
const publishing = (it: WorkingGroup, roundId: string, more: Partial<Parameters<typeof publish>[2]> = {}, actor = it.advisor) =>
  publish(db, actor, { roundId, ownerPost: 'Head of Digital Standards', reviewDate: inTwoYears(), ...more })

/** Steps that come while the standard is held: all of them have begun, and wait for it, before the first may go on. */
async function meeting<T>(it: WorkingGroup, ...steps: (() => Promise<T>)[]): Promise<T[]> {
  let done: Promise<T[]> | undefined
  await sql.begin(async (hold) => {
    await hold`select 1 from standards where id = ${it.standard.id} for update`
    done = Promise.all(steps.map((step) => step()))
    // Of another connection: within a transaction PostgreSQL says the same again.
    await expect.poll(() => sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).toHaveLength(steps.length)
  })
  return done!
}

test('PB-1 what is public is byte for byte what was signed, under v1.0, and its record verifies', async () => {
  const it = await makeWorkingGroup(db)
  const version = await tag(it)
  const { label, slug } = valueOf(await publishing(it, await certified(it, version.id)))
  expect(label).toBe('v1.0')
  const signed = valueOf(await versionByNumber(db, it.lead, slug, 'v0.1')).version
  const open = (await publishedVersion(db, slug, 'v1.0'))!
  expect(open.text!.canonical).toBe(signed.canonical)
  expect(open.digest).toBe(await digestOf(open.text!.canonical))
  expect(open.recordDigest).toBe(await digestOf(open.record!))
  expect(open).toMatchObject({ ownerPost: 'Head of Digital Standards', state: { kind: 'current' }, publishedByName: 'The advisor' })
  const record = readRecord(open.record!)
  expect(record.publication.publishedAt).toBe(open.publishedAt.toISOString())
  expect(record.text).toBe(signed.canonical)
  expect(firstWrong(record, open.recordDigest)).toBeNull()
  const [event] = await sql`select facts from audit_events where kind = 'version published' and standard_id = ${it.standard.id}`
  expect(event!.facts).toEqual({ number: 'v1.0', version: 'v0.1', digest: signed.digest, recordDigest: open.recordDigest, reportDigest: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
})

test('PB-2 only the assigned advisor publishes, only what was carried and certified, and only once', async () => {
  const it = await makeWorkingGroup(db)
  const version = await tag(it)
  const { roundId, take } = await openOn(it, version.id)
  expect(codeOf(await publishing(it, roundId))).toBe('not-carried')
  for (const holder of it.holders) valueOf(await take(holder))
  valueOf(await closeRound(db, it.advisor, { roundId }))
  expect(codeOf(await publishing(it, roundId))).toBe('not-certified')
  valueOf(await certify(db, it.advisor, { roundId, statement: 'Due process.' }))
  for (const actor of [it.lead, it.editor, it.holders[0]!, it.observer]) expect(codeOf(await publishing(it, roundId, {}, actor))).toBe('advisor-only')
  for (const actor of [it.outsider, it.admin]) expect(codeOf(await publishing(it, roundId, {}, actor))).toBe('not-found')
  expect(codeOf(await publish(db, anonymous, { roundId, ownerPost: 'x', reviewDate: inTwoYears() }))).toBe('sign-in-needed')
  expect(await publishedVersion(db, it.standard.slug)).toBeNull()
  valueOf(await publishing(it, roundId))
  expect(codeOf(await publishing(it, roundId))).toBe('already-done')
})

test('PB-2 of two advisors who publish at once one does, and the other is told so', async () => {
  const it = await makeWorkingGroup(db)
  const roundId = await certified(it, (await tag(it)).id)
  const second = await makePerson(db, 'The second advisor')
  await db.insert(organisationMemberships).values({ organisationId: it.body.id, personId: second.id })
  await db.insert(groupAdvisors).values({ groupId: it.group.id, personId: second.id })
  const both = await meeting(it, () => publishing(it, roundId), () => publishing(it, roundId, {}, second))
  expect(both.map(codeOf).sort()).toEqual(['already-done', null].sort())
  expect(await publicationHistory(db, it.standard.slug)).toHaveLength(1)
  expect(await sql`select 1 from audit_events where kind = 'version published' and standard_id = ${it.standard.id}`).toHaveLength(1)
})

test('PB-3 an owner post and a review date that is to come, within three years, are required', async () => {
  const it = await makeWorkingGroup(db)
  const roundId = await certified(it, (await tag(it)).id)
  const before = [await rowsOf(db, 'publications'), await rowsOf(db, 'audit_events')]
  expect(refusalOf(await publishing(it, roundId, { ownerPost: '  ' }))).toMatchObject({ code: 'invalid', field: 'ownerPost' })
  for (const reviewDate of ['', '2027-02-30', 'soon', '2020-01-01', '2099-01-01']) {
    expect(refusalOf(await publishing(it, roundId, { reviewDate }))).toMatchObject({ code: 'invalid', field: 'reviewDate' })
  }
  await standAt(sql, '2027-01-10T23:59:59Z')
  try {
    expect(refusalOf(await publishing(it, roundId, { reviewDate: '2027-01-10' }))).toMatchObject({ field: 'reviewDate' })
  } finally { await standAt(sql) }
  expect([await rowsOf(db, 'publications'), await rowsOf(db, 'audit_events')]).toEqual(before)
})

test('PB-4 public numbers go up, and a newer publication supersedes the older, which stays', async () => {
  const it = await makeWorkingGroup(db)
  const first = await certified(it, (await tag(it)).id)
  expect(refusalOf(await publishing(it, first, { number: { major: 0, minor: 9 } }))).toMatchObject({ code: 'invalid', field: 'number' })
  valueOf(await publishing(it, first))
  const second = await certified(it, (await tag(it, 'It works on every phone.')).id)
  expect(refusalOf(await publishing(it, second, { number: { major: 1, minor: 0 } }))).toMatchObject({ code: 'taken', field: 'number' })
  expect(valueOf(await publishing(it, second)).label).toBe('v1.1')
  const third = await certified(it, (await tag(it, 'It works on any phone at all.')).id)
  expect(valueOf(await publishing(it, third, { number: { major: 2, minor: 0 } })).label).toBe('v2.0')
  const history = await publicationHistory(db, it.standard.slug)
  expect(history.map(({ label, state }) => [label, state.kind === 'superseded' ? state.by : state.kind]))
    .toEqual([['v2.0', 'current'], ['v1.1', 'v2.0'], ['v1.0', 'v2.0']])
  expect((await publishedVersion(db, it.standard.slug))?.label).toBe('v2.0')
  expect((await publishedVersion(db, it.standard.slug, 'v1.0'))?.text).not.toBeNull()
})

test('PB-5 an older candidate is not published after a newer one', async () => {
  const it = await makeWorkingGroup(db)
  const older = await certified(it, (await tag(it)).id)
  const newer = await certified(it, (await tag(it, 'Newer words.')).id)
  valueOf(await publishing(it, newer))
  expect(refusalOf(await publishing(it, older))).toMatchObject({ code: 'stale' })
})

test('PB-6 a version withdrawn while a newer one is published: both are done, in either order, and the newer is in force', async () => {
  for (let time = 0; time < 2; time += 1) {
    const it = await makeWorkingGroup(db)
    valueOf(await publishing(it, await certified(it, (await tag(it)).id)))
    const [older] = await publicationHistory(db, it.standard.slug)
    const newer = await certified(it, (await tag(it, 'Newer words.')).id)
    const withdraw = () => withdrawPublication(db, it.advisor, { standardId: it.standard.id, publicationId: older!.id, reason: 'A fault', hidesText: false })
    const both = [() => publishing(it, newer), withdraw]
    expect((await meeting<Result<unknown>>(it, ...time === 0 ? both : both.reverse())).map(codeOf)).toEqual([null, null])
    expect((await publicationHistory(db, it.standard.slug)).map(({ label, state }) => [label, state.kind])).toEqual([['v1.1', 'current'], ['v1.0', 'withdrawn']])
    expect((await publishedVersion(db, it.standard.slug))?.label).toBe('v1.1')
  }
})

test('PB-6 the advisor withdraws a publication with a reason; what came before is in force again, and text withdrawn for legal reasons is hidden', async () => {
  const it = await makeWorkingGroup(db)
  const first = await certified(it, (await tag(it)).id)
  valueOf(await publishing(it, first))
  valueOf(await publishing(it, await certified(it, (await tag(it, 'Newer words.')).id)))
  const slug = it.standard.slug
  const [newer] = await publicationHistory(db, slug)
  const withdraw = (publicationId: string, actor = it.advisor, reason = 'A court said so', hidesText = true) =>
    withdrawPublication(db, actor, { standardId: it.standard.id, publicationId, reason, hidesText })
  expect(codeOf(await withdraw(newer!.id, it.lead))).toBe('advisor-only')
  expect(refusalOf(await withdraw(newer!.id, it.advisor, ' '))).toMatchObject({ code: 'invalid', field: 'reason' })
  valueOf(await withdraw(newer!.id))
  expect(codeOf(await withdraw(newer!.id))).toBe('already-done')
  expect(await publishedVersion(db, slug, 'v1.1')).toMatchObject({ text: null, record: null, state: { kind: 'withdrawn', reason: 'A court said so' } })
  expect((await publishedVersion(db, slug))?.label).toBe('v1.0')
  expect((await publishedStandards(db)).find((one) => one.slug === slug)).toMatchObject({ label: 'v1.0', state: { kind: 'current' } })
  const [older] = (await publicationHistory(db, slug)).slice(1)
  valueOf(await withdraw(older!.id, it.advisor, 'Superseded by law', false))
  expect((await publishedVersion(db, slug, 'v1.0'))?.text).not.toBeNull()
  expect((await publishedStandards(db)).find((one) => one.slug === slug)?.state.kind).toBe('withdrawn')
})

test('PB-7 nothing of a draft, or of a version that was not published, is public', async () => {
  const it = await makeWorkingGroup(db)
  await certified(it, (await tag(it)).id)
  expect(await publicationHistory(db, it.standard.slug)).toEqual([])
  expect(await publishedVersion(db, it.standard.slug, 'v0.1')).toBeNull()
  expect((await publishedStandards(db)).some((one) => one.slug === it.standard.slug)).toBe(false)
})

const verifyFile = (name: string, text: string, ...more: string[]) => {
  const file = join(mkdtempSync(join(tmpdir(), 'record-')), name)
  writeFileSync(file, text)
  try {
    return { code: 0, said: execFileSync('node', ['verify/verify.mjs', file, ...more], { encoding: 'utf8', stdio: 'pipe' }) }
  } catch (error) {
    const failed = error as { status: number; stderr: string }
    return { code: failed.status, said: failed.stderr }
  }
}

test('S20 to S24: not quorate; five of six with a dissent; stale after v0.5 until it is discarded; six of six; certified, published, verified', async () => {
  const it = await makeWorkingGroup(db)
  const [priya, ravi, sian, gethin, marcus, leah] = it.holders as [PersonActor, PersonActor, PersonActor, PersonActor, PersonActor, PersonActor]
  await standAt(sql, '2026-12-14T17:00:00Z')
  try {
    const v04 = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'Release candidate', number: { major: 0, minor: 4 } }))

    // S20: 3 of 6 is not quorate; nothing can be published from it.
    await standAt(sql, '2026-12-17T14:00:00Z')
    const one = await openOn(it, v04.id, new Date('2026-12-17T17:00:00Z'))
    for (const holder of [priya, ravi, leah]) valueOf(await one.take(holder))
    expect(valueOf(await closeRound(db, it.advisor, { roundId: one.roundId })).outcome).toBe('not quorate')
    expect(refusalOf(await publishing(it, one.roundId))).toMatchObject({ code: 'not-quorate', message: expect.stringMatching(/not quorate/) })

    // S21: five of six, all three constituencies; Keystone dissents.
    await standAt(sql, '2027-01-07T14:00:00Z')
    const two = await openOn(it, v04.id, new Date('2027-01-14T17:00:00Z'))
    for (const holder of [priya, ravi, sian, leah]) valueOf(await two.take(holder))
    valueOf(await two.take(marcus, 'dissent', 'Free full export is a chargeable service.'))

    // S22: a typo makes v0.5, and positions on v0.4 are stale until the advisor discards it.
    await standAt(sql, '2027-01-07T14:25:00Z')
    const v05 = await tag(it, 'It works on a phone.')
    expect(codeOf(await two.take(priya))).toBe('stale')
    expect((await roundById(db, two.roundId))!.newest).toBe(false)
    valueOf(await discardVersion(db, it.advisor, { standardId: it.standard.id, versionId: v05.id, reason: 'A typo; v0.4 stands' }))
    expect((await roundById(db, two.roundId))!.newest).toBe(true)

    // S23: Aberwen's digital team signs in writing.
    await standAt(sql, '2027-01-08T10:00:00Z')
    valueOf(await two.take(gethin))
    expect(valueOf(await closeRound(db, it.advisor, { roundId: two.roundId })).outcome).toBe('carried')
    expect((await roundById(db, two.roundId))!.state).toMatchObject({ outcome: { seats: 6, present: 6, approve: 5, dissent: 1, abstain: 0 } })
    const keystone = two.round.electors.find((seat) => seat.holderId === marcus.id)!
    valueOf(await writeMinorityStatement(db, marcus, { roundId: two.roundId, electorId: keystone.id, text: 'We could not agree to give exports away.' }))

    // S24: certified and public.
    await standAt(sql, '2027-01-11T10:00:00Z')
    valueOf(await certify(db, it.advisor, { roundId: two.roundId, statement: 'Due process was followed.' }))
    valueOf(await publishing(it, two.roundId, { reviewDate: '2028-01-11' }))
  } finally { await standAt(sql) }

  const open = (await publishedVersion(db, it.standard.slug, 'v1.0'))!
  const signed = valueOf(await versionByNumber(db, it.lead, it.standard.slug, 'v0.4')).version
  expect(open).toMatchObject({ digest: signed.digest, reviewDate: '2028-01-11', publishedAt: new Date('2027-01-11T10:00:00Z') })
  expect(open.text!.canonical).toBe(signed.canonical)
  for (const person of [...it.holders, it.lead, it.advisor]) expect(open.record, 'PB-9').not.toContain(person.name)
  const held = verifyFile('sign-off.json', open.record!, open.recordDigest)
  expect(held.code).toBe(0)
  expect(held.said).toContain('carried: 6 of 6 seats took a position, 5 approve, 1 dissent, 0 abstain')
  const tampered = verifyFile('tampered.json', open.record!.replace('"position":"dissent"', '"position":"approve"'))
  expect(tampered.code).toBe(1)
  expect(tampered.said).toContain('The position of the seat “Keystone supplier” is not the one that was recorded')
})
