import { beforeAll, expect, test } from 'vitest'
import { allowed, attack, meanwhile } from '../../tests/attack'
import { testDatabase } from '../../tests/database'
import { documentOf, requirement } from '../../tests/texts'
import { inAWeek, makeWorkingGroup, refusedBy, valueOf, type WorkingGroup, writeDraft } from '../../tests/working-group'
import { tagVersion } from '../versions/commands'
import { closeRound, openRound, takePosition } from './commands'
import { roundById } from './queries'
import type { Round } from './round'

const { db, sql } = await testDatabase()

interface Stage { it: WorkingGroup; older: string; round: Round }

/** Two versions, and a round open on the newer one. */
async function stage(): Promise<Stage> {
  const it = await makeWorkingGroup(db)
  const older = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'One' })).id
  await writeDraft(db, it.standard.id, documentOf(requirement('a', 'MUST', 'It works on any phone.')))
  const { id } = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'Two' }))
  const { roundId } = valueOf(await openRound(db, it.lead, { standardId: it.standard.id, versionId: id, closesAt: inAWeek() }))
  return { it, older, round: (await roundById(db, roundId))! }
}

async function carriedStage(): Promise<Stage> {
  const { it, older, round } = await stage()
  for (const [index, holder] of it.holders.entries()) {
    const electorId = round.electors.find((seat) => seat.holderId === holder.id)!.id
    valueOf(await takePosition(db, holder, { roundId: round.id, electorId, digest: round.digest, position: index === 4 ? 'dissent' : 'approve', reason: 'So' }))
  }
  valueOf(await closeRound(db, it.advisor, { roundId: round.id }))
  return { it, older, round: (await roundById(db, round.id))! }
}

let open: Stage
let carried: Stage
beforeAll(async () => { [open, carried] = [await stage(), await carriedStage()] })

const roundRow = ({ it, round }: Stage, more: Partial<Record<'version' | 'digest' | 'charter' | 'closes' | 'ended' | 'number', string>> = {}) => `
  insert into sign_off_rounds (standard_id, number, version_id, digest, charter_id, quorum, opened_by, closes_at, ended_at)
  values ('${it.standard.id}', ${more.number ?? 9}, '${more.version ?? round.versionId}', '${more.digest ?? round.digest}', '${more.charter ?? it.charter.id}',
    '{"present":{"comparison":"at least","share":0},"eachConstituency":{},"carried":{"comparison":"at least","share":0}}', '${it.lead.id}',
    ${more.closes ?? `accord_now() + interval '1 day'`}, ${more.ended ?? 'null'})`

const seat = ({ it, round }: Stage, index: number) => round.electors.find((elector) => elector.holderId === it.holders[index]!.id)!

const positionRow = (on: Stage, more: Partial<Record<'elector' | 'round' | 'digest' | 'position' | 'reason' | 'by' | 'delegation', string>> = {}) => `
  insert into positions (round_id, elector_id, digest, revision, position, reason, delegation, taken_by, taken_by_name, taken_at)
  values ('${more.round ?? on.round.id}', '${more.elector ?? seat(on, 0).id}', '${more.digest ?? on.round.digest}', 9, '${more.position ?? 'approve'}',
    '${more.reason ?? ''}', '${more.delegation ?? 'delegation 4.2'}', '${more.by ?? on.it.holders[0]!.id}', 'Somebody else', '2001-01-01')`

const outcomeRow = ({ it, round }: Stage, by = `'${it.advisor.id}'`) => `
  insert into round_outcomes (round_id, outcome, seats, present, approve, dissent, abstain, closed_by)
  values ('${round.id}', 'carried', 6, 6, 6, 0, 0, ${by})`
const withdrawalRow = ({ it, round }: Stage, reason = 'Why') =>
  `insert into round_withdrawals (round_id, reason, withdrawn_by) values ('${round.id}', '${reason}', '${it.lead.id}')`
const certificateRow = ({ it, round }: Stage, by = it.advisor.id, statement = 'Due process') =>
  `insert into certifications (round_id, statement, certified_by) values ('${round.id}', '${statement}', '${by}')`
const statementRow = (on: Stage, index: number, text = 'We disagree', by = on.it.holders[index]!.id) =>
  `insert into minority_statements (elector_id, text, written_by) values ('${seat(on, index).id}', '${text}', '${by}')`

test('SD-1 positions, outcomes, withdrawals, certificates, statements and electors never change and never vanish', async () => {
  const rows: [string, string][] = [['positions', positionRow(open)], ['round_outcomes', outcomeRow(open)], ['round_withdrawals', withdrawalRow(open)],
    ['certifications', certificateRow(carried)], ['minority_statements', statementRow(carried, 4)], ['electors', 'select 1']]
  const columns: Record<string, string> = { positions: `position = 'dissent', reason = 'x'`, round_outcomes: 'approve = 0', round_withdrawals: `reason = 'x'`,
    certifications: `statement = 'x'`, minority_statements: `text = 'x'`, electors: `seat_name = 'x'` }
  for (const [table, row] of rows) {
    for (const statement of [`update ${table} set ${columns[table]}`, `delete from ${table}`, `truncate ${table} cascade`]) {
      expect(await attack(sql, statement, row)).toMatch(/never changes/)
    }
  }
})

test('SD-2 of a round nothing changes but its end, and that only with an outcome or a withdrawal', async () => {
  for (const change of [`closes_at = closes_at + interval '1 year'`, `quorum = '{}'`, `ended_at = now()`, `number = 77`, `opened_by = '${open.it.advisor.id}'`]) {
    expect(await attack(sql, `update sign_off_rounds set ${change} where id = '${open.round.id}'`)).toMatch(/never changes/)
  }
  expect(await attack(sql, `update sign_off_rounds set ended_at = null where id = '${carried.round.id}'`)).toMatch(/never changes/)
  expect(await attack(sql, `delete from sign_off_rounds where id = '${open.round.id}'`)).toMatch(/never changes/)
  expect(await attack(sql, 'truncate sign_off_rounds cascade')).toMatch(/never changes/)
})

test('SD-3 one open round of a standard', async () => {
  expect(await refusedBy(sql.unsafe(roundRow(open)))).toMatch(/one_open_round/)
})

test('SD-4 a round is about the newest version, by its digest, and by the charter in force', async () => {
  const free = withdrawalRow(open)
  await allowed(sql, roundRow(open), free)
  const [older] = await sql`select digest from versions where id = ${open.older}`
  expect(await attack(sql, roundRow(open, { version: open.older, digest: older!.digest }), free)).toMatch(/newest version/)
  expect(await attack(sql, roundRow(open, { digest: older!.digest }), free)).toMatch(/foreign key/)
  expect(await attack(sql, roundRow(open, { version: carried.round.versionId, digest: carried.round.digest }), free)).toMatch(/newest version/)
  expect(await attack(sql, roundRow(open, { charter: carried.it.charter.id }), free)).toMatch(/charter that is in force/)
  expect(await attack(sql, roundRow(open, { closes: `accord_now() - interval '1 second'` }), free)).toMatch(/still to come/)
  expect(await attack(sql, roundRow(carried))).toMatch(/already carried/)
})

test('SD-5 number, rule and opening time of a round are the database\'s word', async () => {
  let stored: Record<string, unknown> | undefined
  await sql.begin(async (tx) => {
    await tx.unsafe(withdrawalRow(open))
    ;[stored] = await tx.unsafe(`${roundRow(open, { ended: `'2001-01-01'` })} returning number, quorum, ended_at, opened_at > now() - interval '1 minute' as fresh`)
    throw new Error('roll back')
  }).catch(() => {})
  expect(stored).toEqual({ number: 2, quorum: open.round.quorum, ended_at: null, fresh: true })
})

test('SD-6 electors are seated by the opening of the round, and by nothing else', async () => {
  expect(await attack(sql, `insert into electors (round_id, seat_id, seat_name, constituency, organisation_id, organisation_name, holder_id)
    select '${open.round.id}', s.id, 'x', 'supplier', s.organisation_id, 'x', s.holder_id from seats s
    where s.charter_id = '${carried.it.charter.id}' limit 1`)).toMatch(/fixed when it opens/)
  expect(open.round.electors).toHaveLength(6)
})

test('SD-7 a position names the digest of its round, and a seat of that round', async () => {
  await allowed(sql, positionRow(open))
  expect(await attack(sql, positionRow(open, { digest: 'f'.repeat(64) }))).toMatch(/binds to the text of the round/)
  expect(await attack(sql, positionRow(open, { elector: seat(carried, 0).id }))).toMatch(/holder of a seat/)
  expect(await refusedBy(sql.unsafe(positionRow(open, { position: 'maybe' })))).toMatch(/known_position/)
  expect(await attack(sql, positionRow(open, { position: 'dissent', reason: ' ' }))).toMatch(/needs a reason/)
})

test('SD-8 a position is taken by the holder or the substitute, while they are members', async () => {
  await allowed(sql, positionRow(open, { by: open.it.substitute.id }))
  for (const by of [open.it.holders[1]!, open.it.lead, open.it.advisor, open.it.outsider]) {
    expect(await attack(sql, positionRow(open, { by: by.id }))).toMatch(/holder of a seat/)
  }
  const own = `person_id = '${open.it.holders[0]!.id}'`
  expect(await attack(sql, positionRow(open), `update group_members set left_at = now() where ${own}`)).toMatch(/Only a member/)
  expect(await attack(sql, positionRow(open), `update group_members set role = 'observer' where ${own}`)).toMatch(/Only a member/)
  expect(await attack(sql, positionRow(open), `update people set suspended_at = now() where id = '${open.it.holders[0]!.id}'`)).toMatch(/Only a member/)
})

test('SD-9 no position after the outcome, the withdrawal, the closing time, or a newer version', async () => {
  expect(await attack(sql, positionRow(carried))).toMatch(/has closed/)
  expect(await attack(sql, positionRow(open), outcomeRow(open))).toMatch(/has closed/)
  expect(await attack(sql, positionRow(open), withdrawalRow(open))).toMatch(/has closed/)
  const late = `create or replace function accord_now() returns timestamptz language sql volatile as $$ select timestamptz '${open.round.closesAt.toISOString()}' $$`
  expect(await attack(sql, positionRow(open), late)).toMatch(/has closed/)
  const newer = `insert into versions (standard_id, major, minor, title, canonical, digest, schema_version, note, tagged_by)
    values ('${open.it.standard.id}', 0, 9, 'T', '{}', sha256_hex('{}'), 1, 'n', '${open.it.lead.id}')`
  expect(await attack(sql, positionRow(open), newer)).toMatch(/newest version/)
})

test('SD-10 revision, name, authority and time of a position are the database\'s word', async () => {
  let stored: Record<string, unknown> | undefined
  await sql.begin(async (tx) => {
    await tx.unsafe(positionRow(open))
    ;[stored] = await tx.unsafe(`${positionRow(open, { by: open.it.substitute.id })} returning revision, taken_by_name, authority, taken_at > now() - interval '1 minute' as fresh`)
    throw new Error('roll back')
  }).catch(() => {})
  expect(stored).toEqual({ revision: 2, taken_by_name: 'Tom Hale', authority: 'substitute for Priya Nair', fresh: true })
})

test('SD-11 an outcome is computed, never supplied, and comes once', async () => {
  let stored: Record<string, unknown> | undefined
  await sql.begin(async (tx) => {
    await tx.unsafe(positionRow(open))
    ;[stored] = await tx.unsafe(`${outcomeRow(open)} returning outcome, seats, present, approve, dissent, abstain`)
    throw new Error('roll back')
  }).catch(() => {})
  expect(stored).toEqual({ outcome: 'not quorate', seats: 6, present: 1, approve: 1, dissent: 0, abstain: 0 })
  expect(await attack(sql, outcomeRow(open), withdrawalRow(open))).toMatch(/already ended/)
  expect(await refusedBy(sql.unsafe(outcomeRow(carried)))).toMatch(/already ended/)
  expect(await attack(sql, outcomeRow(open, 'null'))).toMatch(/closed by a person/)
})

test('SD-12 a withdrawal comes before the end, with a reason', async () => {
  await allowed(sql, withdrawalRow(open))
  expect(await attack(sql, withdrawalRow(open, ' '))).toMatch(/reason/)
  expect(await attack(sql, withdrawalRow(carried))).toMatch(/already ended/)
})

test('SD-13 the one who certifies is an advisor of the group, no elector, and did not tag the version', async () => {
  await allowed(sql, certificateRow(carried))
  expect(await attack(sql, certificateRow(open))).toMatch(/that carried/)
  expect(await attack(sql, certificateRow(open), outcomeRow(open))).toMatch(/that carried/)
  for (const by of [carried.it.lead, carried.it.admin, open.it.advisor]) expect(await attack(sql, certificateRow(carried, by.id))).toMatch(/advisor assigned/)
  const advise = (id: string) => `insert into organisation_memberships (organisation_id, person_id) values ('${carried.it.body.id}', '${id}');
    insert into group_advisors (group_id, person_id) values ('${carried.it.group.id}', '${id}')`
  for (const by of [carried.it.holders[2]!, carried.it.substitute, carried.it.lead]) {
    expect(await attack(sql, certificateRow(carried, by.id), advise(by.id))).toMatch(/no elector of the round and did not tag/)
  }
  expect(await attack(sql, certificateRow(carried), `update group_advisors set ended_at = now() where person_id = '${carried.it.advisor.id}'`)).toMatch(/advisor assigned/)
  expect(await attack(sql, certificateRow(carried, carried.it.advisor.id, ' '))).toMatch(/statement/)
})

test('SD-14 a minority statement is a dissenting seat\'s own, of at most 200 words', async () => {
  await allowed(sql, statementRow(carried, 4, 'word '.repeat(200)))
  expect(await attack(sql, statementRow(carried, 4, 'word '.repeat(201)))).toMatch(/200 words/)
  expect(await attack(sql, statementRow(carried, 4, ' '))).toMatch(/200 words/)
  expect(await attack(sql, statementRow(carried, 0))).toMatch(/dissented/)
  expect(await attack(sql, statementRow(carried, 4, 'x', carried.it.holders[0]!.id))).toMatch(/holder of a seat/)
  expect(await attack(sql, statementRow(open, 4), positionRow(open, { elector: seat(open, 4).id, by: open.it.holders[4]!.id, position: 'dissent', reason: 'x' })))
    .toMatch(/what the round carried/)
})

test('SD-15 a position that races with the closing is either counted or refused, never lost', async () => {
  for (let time = 0; time < 8; time += 1) {
    const { it, round } = await stage()
    const taking = it.holders.map((holder) => takePosition(db, holder, {
      roundId: round.id, electorId: round.electors.find((one) => one.holderId === holder.id)!.id, digest: round.digest, position: 'approve', reason: '',
    }))
    const results = await Promise.all([...taking.slice(0, 3), closeRound(db, it.advisor, { roundId: round.id }), ...taking.slice(3)])
    const taken = results.filter((result) => result.ok && 'revision' in (result.value as object)).length
    const ended = (await roundById(db, round.id))!.state
    expect('outcome' in ended && ended.outcome.present).toBe(taken)
  }
})

test('SD-16 whatever comes first holds: a position beside a closing, a withdrawal, a removal, a lowering of the role, a newer version', async () => {
  const own = (on: Stage) => `person_id = '${on.it.holders[0]!.id}'`
  const newer = (on: Stage) => `insert into versions (standard_id, major, minor, title, canonical, digest, schema_version, note, tagged_by)
    values ('${on.it.standard.id}', 0, 9, 'T', '{}', sha256_hex('{}'), 1, 'n', '${on.it.lead.id}')`
  const steps: [RegExp, (on: Stage) => string][] = [
    [/has closed/, outcomeRow], [/has closed/, withdrawalRow], [/newest version/, newer],
    [/Only a member/, (on) => `update group_members set left_at = clock_timestamp() where ${own(on)}`],
    [/Only a member/, (on) => `update group_members set role = 'observer' where ${own(on)}`],
    [/Only a member/, (on) => `update people set suspended_at = clock_timestamp() where id = '${on.it.holders[0]!.id}'`],
  ]
  for (const [refusal, step] of steps) {
    const late = await stage()
    expect(await meanwhile(sql, step(late), positionRow(late))).toMatch(refusal)
    const early = await stage()
    expect(await meanwhile(sql, positionRow(early), step(early))).toBe('through')
    const [taken] = await sql`select count(*)::int as n from positions where round_id = ${early.round.id}`
    expect(taken!.n).toBe(1)
  }
})

test('SD-17 an outcome counts the position that it waited for', async () => {
  const on = await stage()
  expect(await meanwhile(sql, positionRow(on), outcomeRow(on))).toBe('through')
  const [row] = await sql`select o.present, o.closed_at > p.taken_at as after from round_outcomes o join positions p using (round_id) where o.round_id = ${on.round.id}`
  expect(row).toEqual({ present: 1, after: true })
})

test('SD-18 of two outcomes, or an outcome and a withdrawal, at once the second is refused', async () => {
  for (const second of [outcomeRow, withdrawalRow]) {
    const on = await stage()
    expect(await meanwhile(sql, outcomeRow(on), second(on))).toMatch(/already ended/)
  }
})
