import { beforeAll, expect, test } from 'vitest'
import { allowed, attack } from '../../tests/attack'
import { testDatabase } from '../../tests/database'
import { makeWorkingGroup, refusedBy, valueOf, type WorkingGroup } from '../../tests/working-group'
import { tagVersion } from '../versions/commands'
import { openRound } from './commands'
import { roundById } from './queries'
import type { Round } from './round'
import { bankHolidays, isWorkingDay, writtenUntil } from './working-days'

const { db, sql } = await testDatabase()

interface Stage { it: WorkingGroup; round: Round }

const inTwoHours = () => new Date(Date.now() + 2 * 3600 * 1000)
const later = (interval: string) => `create or replace function accord_now() returns timestamptz language sql volatile as $$ select clock_timestamp() + interval '${interval}' $$`
const begun = later('3 hours')

/** A round on v0.1 that meets in two hours. */
async function stage(): Promise<Stage> {
  const it = await makeWorkingGroup(db)
  const { id } = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'One' }))
  const { roundId } = valueOf(await openRound(db, it.lead, { standardId: it.standard.id, versionId: id, meetsAt: inTwoHours() }))
  return { it, round: (await roundById(db, roundId))! }
}

let open: Stage
beforeAll(async () => { open = await stage() })

const seat = ({ it, round }: Stage, index: number) => round.electors.find((elector) => elector.holderId === it.holders[index]!.id)!

const positionRow = (on: Stage, index: number, more: Partial<Record<'by' | 'delegation' | 'carried', string>> = {}) => `
  insert into positions (round_id, elector_id, digest, revision, position, delegation, carried_from, taken_by, taken_by_name)
  values ('${on.round.id}', '${seat(on, index).id}', '${on.round.digest}', 1, 'approve', '${more.delegation ?? ''}', ${more.carried ?? 'null'},
    '${more.by ?? on.it.holders[index]!.id}', 'x')`
const positionsOf = (on: Stage, ...indexes: number[]) => indexes.map((index) => positionRow(on, index)).join(';')

const meetingRow = ({ it, round }: Stage, more: Partial<Record<'to' | 'by', string>> = {}) => `
  insert into round_meetings (round_id, seats, present, quorate, adjourned_to, written_until, ended_by)
  values ('${round.id}', 6, 6, true, ${more.to ?? `accord_now() + interval '9 days'`}, '2099-01-01', '${more.by ?? it.advisor.id}')`
const outcomeRow = ({ it, round }: Stage) => `
  insert into round_outcomes (round_id, outcome, seats, present, approve, dissent, abstain, closed_by)
  values ('${round.id}', 'carried', 6, 6, 6, 0, 0, '${it.advisor.id}')`
const roundRow = ({ it, round }: Stage, more: { meets?: string } = {}) => `
  insert into sign_off_rounds (standard_id, number, version_id, digest, charter_id, quorum, opened_by, closes_at, meets_at)
  values ('${it.standard.id}', 9, '${round.versionId}', '${round.digest}', '${it.charter.id}', '{}', '${it.lead.id}', accord_now() + interval '9 years', ${more.meets ?? 'null'})`
const withdrawn = ({ it, round }: Stage) => `insert into round_withdrawals (round_id, reason, withdrawn_by) values ('${round.id}', 'Why', '${it.lead.id}')`
const quorum = (on: Stage) => positionsOf(on, 0, 1, 4, 5)

/** What statements leave behind, looked at before they are rolled back. */
async function after(statements: string[], question: string): Promise<Record<string, unknown> | undefined> {
  let seen: Record<string, unknown> | undefined
  await sql.begin(async (tx) => {
    for (const statement of statements) await tx.unsafe(statement)
    ;[seen] = await tx.unsafe(question)
    throw new Error('roll back')
  }).catch((error: Error) => { if (error.message !== 'roll back') throw error })
  return seen
}

test('SD-19 counts, quorum and written window of a meeting are the database\'s word; not quorate, the round ends with nothing recorded', async () => {
  const question = `select m.present, m.seats, m.quorate, m.adjourned_to is not null as adjourned, m.written_until is not null as written, r.ended_at is not null as ended,
    r.closes_at = coalesce(m.written_until, r.closes_at) as closes, (select count(*)::int from round_outcomes o where o.round_id = r.id) as outcomes
    from round_meetings m join sign_off_rounds r on r.id = m.round_id where r.id = '${open.round.id}'`
  expect(await after([begun, positionsOf(open, 0, 1, 4), meetingRow(open)], question))
    .toEqual({ present: 3, seats: 6, quorate: false, adjourned: true, written: false, ended: true, closes: true, outcomes: 0 })
  expect(await after([begun, quorum(open), meetingRow(open)], question))
    .toEqual({ present: 4, seats: 6, quorate: true, adjourned: false, written: true, ended: false, closes: true, outcomes: 0 })
  // Ended days after it began: the window is reckoned from its end, and the round closes with the window.
  expect(await after([begun, quorum(open), later('4 days 3 hours'), meetingRow(open)], question)).toMatchObject({ quorate: true, written: true, closes: true })
  // Two constituencies only: four of six seats, and not quorate.
  expect(await after([begun, positionsOf(open, 0, 1, 2, 3), meetingRow(open)], question)).toMatchObject({ present: 4, quorate: false })
})

test('SD-20 a meeting is ended by an advisor of the group, from its beginning on, once, and adjourned to a time that is to come', async () => {
  const now = `${begun}; ${quorum(open)}`
  await allowed(sql, meetingRow(open), now)
  expect(await attack(sql, meetingRow(open), quorum(open))).toMatch(/has not begun/)
  for (const by of [open.it.lead, open.it.holders[0]!, open.it.admin]) expect(await attack(sql, meetingRow(open, { by: by.id }), now)).toMatch(/advisor assigned/)
  expect(await refusedBy(sql.begin(async (tx) => { await tx.unsafe(now); await tx.unsafe(meetingRow(open)); await tx.unsafe(meetingRow(open)) }))).toMatch(/ended already/)
  expect(await attack(sql, meetingRow(open, { to: 'null' }), begun)).toMatch(/adjourned to a time/)
  expect(await attack(sql, meetingRow(open, { to: 'accord_now()' }), begun)).toMatch(/adjourned to a time/)
  const newer = `insert into versions (standard_id, major, minor, title, canonical, digest, schema_version, note, tagged_by)
    values ('${open.it.standard.id}', 0, 9, 'T', '{}', sha256_hex('{}'), 1, 'n', '${open.it.lead.id}')`
  expect(await attack(sql, meetingRow(open), `${now}; ${newer}`)).toMatch(/newer version/)
  const plain = `${withdrawn(open)}; ${roundRow(open)}`
  const without = meetingRow(open).replace(`'${open.round.id}'`, `(select id from sign_off_rounds where standard_id = '${open.it.standard.id}' and number = 2)`)
  expect(await attack(sql, without, plain)).toMatch(/no meeting/)
})

test('SD-21 a meeting never changes and never vanishes; nothing else moves a closing time', async () => {
  for (const statement of [`update round_meetings set quorate = true`, 'delete from round_meetings', 'truncate round_meetings cascade']) {
    expect(await attack(sql, statement, `${begun}; ${quorum(open)}; ${meetingRow(open)}`)).toMatch(/never changes/)
  }
  for (const change of [`closes_at = closes_at + interval '1 day'`, `meets_at = null`, `meets_at = accord_now()`]) {
    expect(await attack(sql, `update sign_off_rounds set ${change} where id = '${open.round.id}'`)).toMatch(/never changes/)
  }
  expect(await attack(sql, `update round_reminders set ahead = '2 days'`,
    `insert into round_reminders (elector_id, ahead, closes_at) values ('${seat(open, 0).id}', '2 hours', accord_now())`)).toMatch(/never changes/)
})

test('SD-22 the closing time of a round with a meeting is the end of the written window, whatever is sent; and it meets in time to come', async () => {
  const setup = withdrawn(open)
  const meets = new Date('2027-01-07T14:00:00Z')
  const row = await after([setup, `create or replace function accord_now() returns timestamptz language sql volatile as $$ select timestamptz '2027-01-06T09:00:00Z' $$`,
    roundRow(open, { meets: `'${meets.toISOString()}'` })], `select closes_at from sign_off_rounds where standard_id = '${open.it.standard.id}' and number = 2`)
  expect(new Date(row!.closes_at as string)).toEqual(new Date('2027-01-14T17:00:00Z'))
  expect(await attack(sql, roundRow(open, { meets: `accord_now() - interval '1 minute'` }), setup)).toMatch(/still to come/)
})

test('SD-23 before its closing time a round with a meeting is closed after its meeting, and when every seat has a position', async () => {
  expect(await attack(sql, outcomeRow(open), quorum(open))).toMatch(/after its meeting/)
  expect(await attack(sql, outcomeRow(open), `${begun}; ${quorum(open)}; ${meetingRow(open)}`)).toMatch(/sign in writing/)
  await allowed(sql, outcomeRow(open), `${begun}; ${quorum(open)}; ${meetingRow(open)}; ${positionsOf(open, 2, 3)}`)
  const over = begun.replace('3 hours', '40 days')
  await allowed(sql, outcomeRow(open), `${begun}; ${quorum(open)}; ${meetingRow(open)}; ${over}`)
})

test('SD-24 what a meeting adjourned counts nowhere: no position, no outcome, no certificate, no publication after it', async () => {
  const adjourned = `${begun}; ${positionsOf(open, 0, 1, 4)}; ${meetingRow(open)}`
  expect(await attack(sql, positionRow(open, 2), adjourned)).toMatch(/has closed/)
  expect(await attack(sql, outcomeRow(open), adjourned)).toMatch(/already ended/)
  expect(await attack(sql, `insert into certifications (round_id, statement, certified_by) values ('${open.round.id}', 'x', '${open.it.advisor.id}')`, adjourned)).toMatch(/that carried/)
  expect(await attack(sql, `insert into publications (standard_id, version_id, round_id, major, minor, owner_post, review_date, record, record_digest, published_by)
    values ('${open.it.standard.id}', '${open.round.versionId}', '${open.round.id}', 1, 0, 'x', '2099-01-01', '{}', sha256_hex('{}'), '${open.it.advisor.id}')`, adjourned)).toMatch(/that a sign-off round carried/)
  await allowed(sql, roundRow(open), adjourned)
})

test('SD-25 a substitute names the delegation; of a holder none is kept', async () => {
  const { substitute } = open.it
  expect(await attack(sql, positionRow(open, 0, { by: substitute.id }))).toMatch(/under which delegation/)
  expect(await attack(sql, positionRow(open, 0, { by: substitute.id, delegation: ' ' }))).toMatch(/under which delegation/)
  await allowed(sql, positionRow(open, 0, { by: substitute.id, delegation: 'delegation 4.2' }))
  const kept = `select delegation, authority from positions where round_id = '${open.round.id}'`
  expect(await after([positionRow(open, 0, { by: substitute.id, delegation: 'delegation 4.2' })], kept)).toEqual({ delegation: 'delegation 4.2', authority: 'substitute for Priya Nair' })
  expect(await after([positionRow(open, 0, { delegation: 'made up' })], kept)).toEqual({ delegation: '', authority: '' })
})

test('SD-26 a position is carried only from the same seat\'s counted position in an earlier round that was not adjourned', async () => {
  const from = (index: number, revision = 1) => `(select p.id from positions p join electors e on e.id = p.elector_id join sign_off_rounds r on r.id = e.round_id
    where r.id = '${open.round.id}' and e.holder_id = '${open.it.holders[index]!.id}' and p.revision = ${revision})`
  const next = (index: number, carried: string) => positionRow(open, index, { carried })
    .replace(`'${open.round.id}'`, `(select id from sign_off_rounds where standard_id = '${open.it.standard.id}' and number = 2)`)
    .replace(`'${seat(open, index).id}'`, `(select e.id from electors e join sign_off_rounds r on r.id = e.round_id where r.standard_id = '${open.it.standard.id}' and r.number = 2
      and e.holder_id = '${open.it.holders[index]!.id}')`)
  const earlier = `${positionsOf(open, 0, 1)}; ${positionRow(open, 1).replace(`'approve'`, `'abstain'`)}; ${withdrawn(open)}; ${roundRow(open)}`
  await allowed(sql, next(0, from(0)), earlier)
  await allowed(sql, next(1, from(1, 2)), earlier)
  expect(await attack(sql, next(0, from(1, 2)), earlier)).toMatch(/same seat/)
  expect(await attack(sql, next(1, from(1, 1)), earlier)).toMatch(/same seat/)
  expect(await attack(sql, next(0, `'${open.round.id}'`), earlier)).toMatch(/same seat/)
  expect(await attack(sql, next(0, from(0)), `${begun}; ${positionsOf(open, 0, 1, 4)}; ${meetingRow(open)}; ${roundRow(open)}`)).toMatch(/same seat/)
})

test('SD-27 no round opens while a consultation is open, a comment has no disposition, or an objection is open to a requirement that the text still holds', async () => {
  const { it, round } = open
  const free = `${withdrawn(open)}; set local session_replication_role = replica`
  const back = 'set local session_replication_role = origin'
  const consultation = (ended: string) => `insert into consultations (id, standard_id, number, version_id, digest, introduction, opened_by, closes_at, ended_at)
    values ('00000000-0000-4000-8000-000000000001', '${it.standard.id}', 1, '${round.versionId}', '${round.digest}', 'x', '${it.advisor.id}', now(), ${ended})`
  const comment = (late = false) => `insert into consultation_comments (id, consultation_id, number, late, kind, body, author_id)
    values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 1, ${late}, 'general', 'x', '${it.outsider.id}')`
  const disposition = `insert into dispositions (comment_id, revision, outcome, reason, disposed_by) values ('00000000-0000-4000-8000-000000000002', 1, 'accepted', 'x', '${it.lead.id}')`
  const decided = (how: string) => `insert into late_decisions (comment_id, decision, reason, decided_by) values ('00000000-0000-4000-8000-000000000002', '${how}', 'x', '${it.advisor.id}')`
  const objection = (digest: string) => `insert into objections (id, standard_id, number, version_id, block_id, ref, requirement_digest, reason, would_satisfy, objector_id, organisation_id, constituency)
    select '00000000-0000-4000-8000-000000000003', '${it.standard.id}', 1, '${round.versionId}', r.block_id, r.ref, ${digest}, 'x', 'y', '${it.holders[4]!.id}', '${it.council.id}', 'supplier'
    from version_requirements r where r.version_id = '${round.versionId}' order by r.position limit 1`
  const step = (kind: string) => `insert into objection_steps (objection_id, number, kind) values ('00000000-0000-4000-8000-000000000003', 1, '${kind}')`
  const opens = (...rows: string[]) => allowed(sql, roundRow(open), [free, ...rows, back].join(';'))
  const refused = async (...rows: string[]) => refusedBy(opens(...rows))
  await opens()
  expect(await refused(consultation('null'))).toMatch(/A consultation is open/)
  await opens(consultation('now()'))
  expect(await refused(consultation('now()'), comment())).toMatch(/1 comment has no disposition yet/)
  await opens(consultation('now()'), comment(), disposition)
  expect(await refused(consultation('now()'), comment(true), decided('admit'))).toMatch(/no disposition/)
  await opens(consultation('now()'), comment(true), decided('decline'))
  expect(await refused(objection('r.digest'))).toMatch(/FO-1 to FSM-01, which stands there unchanged/)
  for (const kind of ['answered', 'asked', 'not resolved']) expect(await refused(objection('r.digest'), step(kind))).toMatch(/FO-1/)
  for (const kind of ['not upheld', 'withdrawn']) await opens(objection('r.digest'), step(kind))
  expect(await refused(objection(`'other words'`))).toMatch(/which has changed/)
  await opens(objection(`'other words'`), step('resolved by change'))
})

test('SO-20 PostgreSQL reckons working days as the page tells them beforehand, from 2026 to 2030', async () => {
  const rows = await sql<{ day: string; working: boolean }[]>`select to_char(d, 'YYYY-MM-DD') as day, is_working_day(d::date) as working
    from generate_series('2026-01-01'::date, '2030-12-31'::date, interval '1 day') d`
  expect(rows.filter((row) => row.working !== isWorkingDay(row.day)).map((row) => row.day)).toEqual([])
  expect(rows.filter((row) => !row.working && ![0, 6].includes(new Date(`${row.day}T12:00Z`).getUTCDay())).map((row) => row.day))
    .toEqual([2026, 2027, 2028, 2029, 2030].flatMap(bankHolidays))
  for (const [at, days] of [['2027-01-07T15:10:00Z', 5], ['2027-03-25T15:00:00Z', 3], ['2027-07-01T23:30:00Z', 1], ['2026-12-23T12:00:00Z', 10], ['2027-01-07T15:10:00Z', 0]] as const) {
    const [row] = await sql<{ ends: string }[]>`select written_window_ends(${at}::timestamptz, ${days}) as ends`
    expect(new Date(row!.ends)).toEqual(writtenUntil(new Date(at), days))
  }
})
