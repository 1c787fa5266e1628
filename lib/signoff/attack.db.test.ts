import { beforeAll, expect, test } from 'vitest'
import { itsEvents } from '../../tests/attack'
import { makeConsultation } from '../../tests/consultation'
import { testDatabase } from '../../tests/database'
import { publishText } from '../../tests/published'
import { documentOf, requirement } from '../../tests/texts'
import { inAWeek, makeWorkingGroup, valueOf, writeDraft } from '../../tests/working-group'
import { tagVersion } from '../versions/commands'
import { certify, closeRound, openRound, takePosition } from './commands'
import { roundById } from './queries'

const { db, sql } = await testDatabase()

/** A round open on the second version; a certified round; a published version; an open consultation. Each in a group of its own. */
async function world() {
  const open = await makeWorkingGroup(db)
  const older = valueOf(await tagVersion(db, open.lead, { standardId: open.standard.id, note: 'One' }))
  await writeDraft(db, open.standard.id, documentOf(requirement('a', 'MUST', 'It works on any phone.')))
  const newer = valueOf(await tagVersion(db, open.lead, { standardId: open.standard.id, note: 'Two' }))
  const opened = valueOf(await openRound(db, open.lead, { standardId: open.standard.id, versionId: newer.id, closesAt: inAWeek() }))
  const round = (await roundById(db, opened.roundId))!
  const done = await makeWorkingGroup(db)
  const signed = valueOf(await tagVersion(db, done.lead, { standardId: done.standard.id, note: 'One' }))
  const { roundId } = valueOf(await openRound(db, done.lead, { standardId: done.standard.id, versionId: signed.id, closesAt: inAWeek() }))
  const carried = (await roundById(db, roundId))!
  for (const holder of done.holders.slice(1)) {
    const electorId = carried.electors.find((one) => one.holderId === holder.id)!.id
    valueOf(await takePosition(db, holder, { roundId, electorId, digest: signed.digest, position: 'approve', reason: '' }))
  }
  valueOf(await closeRound(db, done.advisor, { roundId }))
  const certified = await makeWorkingGroup(db)
  const third = valueOf(await tagVersion(db, certified.lead, { standardId: certified.standard.id, note: 'One' }))
  const ready = valueOf(await openRound(db, certified.lead, { standardId: certified.standard.id, versionId: third.id, closesAt: inAWeek() }))
  for (const elector of (await roundById(db, ready.roundId))!.electors) {
    const holder = certified.holders.find((one) => one.id === elector.holderId)!
    valueOf(await takePosition(db, holder, { roundId: ready.roundId, electorId: elector.id, digest: third.digest, position: 'approve', reason: '' }))
  }
  valueOf(await closeRound(db, certified.advisor, { roundId: ready.roundId }))
  valueOf(await certify(db, certified.advisor, { roundId: ready.roundId, statement: 'Due process' }))
  const published = await makeWorkingGroup(db)
  await publishText(db, published, [requirement('a', 'MUST', 'It is quick.')])
  const consulting = await makeConsultation(db)
  valueOf(await consulting.comment(consulting.outsider, { blockId: null, body: 'Hm.' }))
  return { open, older, newer, round, done, carried, certified, third, ready, published, consulting }
}

let w: Awaited<ReturnType<typeof world>>
beforeAll(async () => { w = await world() }, 60_000)

const seat = (index: number) => w.round.electors.find((one) => one.holderId === w.open.holders[index]!.id)!
const position = (more: Partial<Record<'elector' | 'digest' | 'position' | 'reason' | 'by' | 'round', string>> = {}) => `insert into positions
  (round_id, elector_id, digest, revision, position, reason, taken_by, taken_by_name, taken_at) values ('${more.round ?? w.round.id}', '${more.elector ?? seat(0).id}',
  '${more.digest ?? w.round.digest}', 7, '${more.position ?? 'approve'}', '${more.reason ?? ''}', '${more.by ?? w.open.holders[0]!.id}', 'X', '2001-01-01')`
const version = (more: Partial<Record<'number' | 'digest' | 'note' | 'canonical', string>> = {}) => `insert into versions
  (standard_id, major, minor, title, canonical, digest, schema_version, note, tagged_by) values ('${w.open.standard.id}', ${more.number ?? '0, 9'}, 'T', '${more.canonical ?? '{}'}',
  ${more.digest ?? `sha256_hex('{}')`}, 1, '${more.note ?? 'n'}', '${w.open.lead.id}')`
const outcome = (by = `'${w.open.advisor.id}'`, round = w.round.id) => `insert into round_outcomes (round_id, outcome, seats, present, approve, dissent, abstain, closed_by)
  values ('${round}', 'carried', 6, 6, 6, 0, 0, ${by})`
const withdrawal = (reason = 'Why', round = w.round.id) => `insert into round_withdrawals (round_id, reason, withdrawn_by) values ('${round}', '${reason}', '${w.open.lead.id}')`
const round = (more: Partial<Record<'version' | 'digest' | 'charter' | 'closes', string>> = {}) => `insert into sign_off_rounds
  (standard_id, number, version_id, digest, charter_id, quorum, opened_by, closes_at) values ('${w.open.standard.id}', 9, '${more.version ?? w.newer.id}',
  '${more.digest ?? w.newer.digest}', '${more.charter ?? w.open.charter.id}', '{}', '${w.open.lead.id}', ${more.closes ?? `accord_now() + interval '1 day'`})`
const certificate = (by: string, statement = 'Due process', of = w.carried.id) => `insert into certifications (round_id, statement, certified_by) values ('${of}', '${statement}', '${by}')`
const statement = (index: number, words = 'We disagree') => `insert into minority_statements (elector_id, text, written_by) values ('${seat(index).id}', '${words}', '${w.open.holders[index]!.id}')`
const publication = (more: Partial<Record<'number' | 'by' | 'round' | 'owner' | 'review' | 'digest' | 'record', string>> = {}) => `insert into publications
  (standard_id, version_id, round_id, major, minor, owner_post, review_date, record, record_digest, published_by)
  select '${w.certified.standard.id}', v.id, '${more.round ?? w.ready.roundId}', ${more.number ?? '1, 0'}, '${more.owner ?? 'Head'}', ${more.review ?? 'current_date + 300'}, r.record,
    ${more.digest ?? 'sha256_hex(r.record)'}, '${more.by ?? w.certified.advisor.id}' from versions v, lateral (select (jsonb_build_object('text', v.canonical, 'version',
    jsonb_build_object('digest', v.digest), 'publication', jsonb_build_object('publishedAt', accord_now())) ${more.record ?? ''})::text as record) r where v.id = '${w.third.id}'`
const unpublish = (by = w.published.advisor.id, reason = 'Law') => `insert into publication_withdrawals (publication_id, reason, withdrawn_by)
  select id, '${reason}', '${by}' from publications where standard_id = '${w.published.standard.id}'`
const discard = (of: string, reason = 'Why') => `insert into version_discards (version_id, reason, discarded_by) values ('${of}', '${reason}', '${w.open.lead.id}')`
const gone = (how: string) => `update group_members set ${how} where person_id = '${w.open.holders[0]!.id}' and left_at is null`

type Attack = readonly [what: string, code: string, statement: () => string, setup?: () => string]
const kept = ['versions', 'version_requirements', 'sign_off_rounds', 'electors', 'positions', 'round_outcomes', 'certifications', 'publications', 'audit_events', 'audit_chain',
  'charters', 'seats', 'consultations', 'consultation_comments'] as const

/** What the owner of the tables is told; the role that the server works as is refused too, by the same rule or for want of a right. */
const attacks: Attack[] = [
  ...kept.flatMap((table): Attack[] => [
    [`${table}: a row taken away`, ['sign_off_rounds', 'consultations'].includes(table) ? 'frozen' : 'kept', () => `delete from ${table}`], [`${table}: emptied`, 'kept', () => `truncate ${table} cascade`],
  ]),
  ['a version’s bytes changed', 'kept', () => `update versions set canonical = '{}', digest = sha256_hex('{}')`],
  ['a version’s number changed', 'kept', () => 'update versions set minor = minor + 40'],
  ['a requirement of a version changed', 'kept', () => `update version_requirements set text = 'x'`],
  ['a position changed', 'kept', () => `update positions set position = 'abstain'`],
  ['an outcome changed', 'kept', () => 'update round_outcomes set approve = 1'],
  ['an event changed', 'kept', () => `update audit_events set actor_name = 'x'`],
  ['a link changed', 'kept', () => `update audit_chain set hash = 'x'`],
  ['a publication changed', 'kept', () => `update publications set owner_post = 'x'`],
  ['a round’s closing time put off', 'frozen', () => `update sign_off_rounds set closes_at = closes_at + interval '1 day'`],
  ['a round ended without an outcome', 'frozen', () => 'update sign_off_rounds set ended_at = now() where ended_at is null'],
  ['a round opened again', 'frozen', () => `update sign_off_rounds set ended_at = null where id = '${w.carried.id}'`],
  ['a version under another digest', 'invalid', () => version({ digest: `repeat('0', 64)` })],
  ['a version without a note', 'invalid', () => version({ note: ' ' })],
  ['a version with a lower number', 'taken', () => version({ number: '0, 5' }), () => version()],
  ['requirements laid out later', 'frozen', () => `insert into version_requirements (version_id, block_id, position, ref, level, section, text, digest) values ('${w.newer.id}', 'zzzzzzzzzzzz', 9, 'FSM-09', 'MUST', '', 'x', 'x')`],
  ['a ref that stood in a version given away', 'frozen', () => `update requirement_refs set number = number + 90 where stood_in is not null`],
  ['an older version discarded', 'not-newest', () => discard(w.older.id)],
  ['a version discarded while its round is open', 'round-open', () => discard(w.newer.id)],
  ['a version discarded that a round carried', 'frozen', () => discard(w.carried.versionId)],
  ['a second open round', '23505', () => round()],
  ['a round on an older version', 'not-newest', () => round({ version: w.older.id, digest: w.older.digest }), withdrawal],
  ['a round that names another digest', '23503', () => round({ digest: w.older.digest }), withdrawal],
  ['a round by another group’s charter', 'stale', () => round({ charter: w.done.charter.id }), withdrawal],
  ['a round that closes in the past', 'invalid', () => round({ closes: 'accord_now()' }), withdrawal],
  ['an elector added', 'frozen', () => `insert into electors (round_id, seat_id, seat_name, constituency, organisation_id, organisation_name, holder_id)
    select '${w.round.id}', s.id, 'x', 'supplier', s.organisation_id, 'x', s.holder_id from seats s where s.charter_id = '${w.done.charter.id}' limit 1`],
  ['an elector changed', 'kept', () => `update electors set holder_id = '${w.open.outsider.id}'`],
  ['a position on another digest', 'stale', () => position({ digest: w.older.digest })],
  ['a position by the lead editor, who holds no seat', 'electors-only', () => position({ by: w.open.lead.id })],
  ['a position for another seat', 'electors-only', () => position({ by: w.open.holders[1]!.id })],
  ['a position in another round', 'electors-only', () => position({ round: w.carried.id, digest: w.carried.digest })],
  ['a position of one who left', 'electors-only', () => position(), () => gone('left_at = now()')],
  ['a position of one who only observes', 'electors-only', () => position(), () => gone(`role = 'observer'`)],
  ['a position of one who is suspended', 'electors-only', () => position(), () => `update people set suspended_at = now() where id = '${w.open.holders[0]!.id}'`],
  ['a position after the outcome', 'closed', () => position(), () => outcome()],
  ['a position after the withdrawal', 'closed', () => position(), () => withdrawal()],
  ['a position when a newer version stands', 'stale', () => position(), () => version()],
  ['a dissent without a reason', 'invalid', () => position({ position: 'dissent' })],
  ['a position that is none', '23514', () => position({ position: 'maybe' })],
  ['an outcome of a round that was withdrawn', 'closed', () => outcome(), withdrawal],
  ['an outcome before its time by nobody', 'not-allowed', () => outcome('null')],
  ['a withdrawal without a reason', 'invalid', () => withdrawal(' ')],
  ['a withdrawal of a round that ended', 'closed', () => withdrawal('Why', w.carried.id)],
  ['a certificate by the one who froze the version', 'advisor-only', () => certificate(w.done.lead.id)],
  ['a certificate by an elector', 'advisor-only', () => certificate(w.done.holders[0]!.id)],
  ['a certificate by an advisor of another group', 'advisor-only', () => certificate(w.open.advisor.id)],
  ['a certificate by an advisor who is an elector', 'conflict-of-role', () => certificate(w.done.holders[0]!.id), () => `insert into group_advisors (group_id, person_id)
    values ('${w.done.group.id}', '${w.done.holders[0]!.id}'); insert into organisation_memberships (organisation_id, person_id) values ('${w.done.body.id}', '${w.done.holders[0]!.id}')`],
  ['a certificate by an advisor who froze the version', 'conflict-of-role', () => certificate(w.done.lead.id), () => `insert into group_advisors (group_id, person_id)
    values ('${w.done.group.id}', '${w.done.lead.id}'); insert into organisation_memberships (organisation_id, person_id) values ('${w.done.body.id}', '${w.done.lead.id}')`],
  ['a certificate of a round that is open', 'not-carried', () => certificate(w.open.advisor.id, 'Due process', w.round.id)],
  ['a certificate that says nothing', 'invalid', () => certificate(w.done.advisor.id, ' ')],
  ['a minority statement of a seat that did not dissent', 'not-allowed', () => statement(0)],
  ['a publication that no round carried', 'not-carried', () => publication({ round: w.round.id })],
  ['a publication by the lead editor', 'advisor-only', () => publication({ by: w.certified.lead.id })],
  ['a publication below v1.0', 'taken', () => publication({ number: '0, 9' })],
  ['a publication of another text', 'invalid', () => publication({ record: `|| '{"text": "x"}'` })],
  ['a publication under another digest', 'invalid', () => publication({ digest: `repeat('0', 64)` })],
  ['a publication at another moment', 'stale', () => publication({ record: `|| '{"publication": {"publishedAt": "2001-01-01T00:00:00Z"}}'` })],
  ['a publication without an owner', 'invalid', () => publication({ owner: ' ' })],
  ['a publication whose review is past', 'invalid', () => publication({ review: 'current_date' })],
  ['a publication withdrawn by the lead editor', 'advisor-only', () => unpublish(w.published.lead.id)],
  ['a publication withdrawn without a reason', 'invalid', () => unpublish(w.published.advisor.id, ' ')],
  ['a link made by hand', 'not-allowed', () => `insert into audit_chain (place, event_id, digest, hash) values (999999, 999999, 'x', 'x')`],
  ['a consultation’s closing time put off', 'frozen', () => `update consultations set closes_at = closes_at + interval '1 day'`],
  ['a membership taken up again', 'kept', () => `update group_members set left_at = null where person_id = '${w.open.holders[0]!.id}'`, () => gone('left_at = now()')],
]

/** Steps that are all right but for the event that they do not leave. */
const silent: [what: string, step: () => string][] = [
  ['a version', () => version()], ['a round', () => `${withdrawal()}${itsEvents}; set constraints all immediate; set constraints all deferred; ${round()}`.replace(itsEvents, '')],
  ['a position', () => position()], ['an outcome', () => outcome()], ['a withdrawal', () => withdrawal()], ['a certificate', () => certificate(w.done.advisor.id)],
  ['a publication', () => publication()], ['a withdrawn publication', () => unpublish()],
]

const legal: [what: string, step: () => string][] = [
  ['a version', () => version()], ['a version of a new major number', () => version({ number: '1, 0' })], ['a position', () => position()],
  ['an abstention', () => position({ position: 'abstain' })], ['a dissent with its reason', () => position({ position: 'dissent', reason: 'Cost' })],
  ['a revised position', () => `${position()}; ${position({ position: 'abstain' })}`], ['a position of every seat', () => [0, 1, 2, 3, 4, 5].map((at) => position({ elector: seat(at).id, by: w.open.holders[at]!.id })).join('; ')],
  ['an outcome', () => outcome()], ['a withdrawal', () => withdrawal()], ['another round after a withdrawal', () => `${withdrawal()}; ${round()}`],
  ['a certificate', () => certificate(w.done.advisor.id)], ['a publication', () => publication()], ['a publication as v2.3', () => publication({ number: '2, 3' })],
  ['a withdrawn publication', () => unpublish()], ['an event', () => `insert into audit_events (kind, actor_name, facts) values ('x', 'y', '{"n": 1}')`],
]

class Through extends Error {}

/** What becomes of a statement in a transaction that is rolled back: `through`, or the code it was refused with. */
async function fate(statement: string, { setup = '', role = '', triggers = true, events = true } = {}): Promise<string> {
  try {
    await sql.begin(async (tx) => {
      if (setup) await tx.unsafe(`${setup}${itsEvents}; set constraints all immediate; set constraints all deferred`)
      if (!triggers) await tx.unsafe('set local session_replication_role = replica')
      if (role) await tx.unsafe(`set local role ${role}`)
      await tx.unsafe(`${statement}${events ? itsEvents : ''}`)
      if (triggers) await tx.unsafe('set constraints all immediate')
      throw new Through()
    })
    return 'through'
  } catch (error) {
    if (error instanceof Through) return 'through'
    const { code, hint } = error as { code: string; hint?: string }
    return code === 'AC001' ? hint! : code === '23001' ? 'kept' : code
  }
}

test('SD-19 there are enough of them', () => {
  expect(attacks.length + silent.length).toBeGreaterThanOrEqual(95)
  expect(legal.length).toBeGreaterThanOrEqual(12)
})

test('SD-19 every illegal step is refused to the owner of the tables, by its rule', async () => {
  const told: Record<string, string> = {}
  for (const [what, , statement, setup] of attacks) told[what] = await fate(statement(), { setup: setup?.() ?? '' })
  expect(told).toEqual(Object.fromEntries(attacks.map(([what, code]) => [what, code])))
})

test('SD-19 and each is refused to the role that the server works as', async () => {
  for (const [what, code, statement, setup] of attacks) {
    expect([code, '42501'], what).toContain(await fate(statement(), { setup: setup?.() ?? '', role: 'accord_app' }))
  }
})

test('SD-19 none of them is refused only for being badly written', async () => {
  const byKeys = ['23505', '23503', '23514']
  const told: Record<string, string> = {}
  for (const [what, code, statement, setup] of attacks.filter(([, code]) => !byKeys.includes(code))) {
    const met = await fate(statement(), { setup: setup?.() ?? '', triggers: false, events: false })
    if (met !== 'through') told[`${what} (${code})`] = met
  }
  expect(told).toEqual({})
})

test('SD-20 a step that leaves no event is refused when it commits', async () => {
  for (const [what, step] of silent) for (const role of ['', 'accord_app']) expect(await fate(step(), { role, events: false }), what).toBe('invalid')
})

test('SD-21 every legal step goes through, to both', async () => {
  for (const [what, step] of legal) for (const role of ['', 'accord_app']) expect(await fate(step(), { role }), what).toBe('through')
})

test('SD-22 the role owns nothing, and no temporary table stands in for one of ours', async () => {
  const [owns] = await sql`select count(*)::int as n from pg_class where relowner = 'accord_app'::regrole`
  expect(owns!.n).toBe(0)
  for (const statement of ['create table x (n int)', 'create temp table round_outcomes (n int)', 'drop trigger taken on positions', 'alter table positions disable trigger all',
    'create or replace function accord_now() returns timestamptz language sql as $$ select now() $$', 'set session_replication_role = replica', 'truncate sessions', 'delete from people']) {
    expect(await fate(statement, { role: 'accord_app', events: false }), statement).toMatch(/42501|42P07/)
  }
  // As the owner may make one: the rules look past it.
  expect(await fate(position(), { setup: `${outcome()}; create temp table sign_off_rounds as select * from sign_off_rounds where false` })).toBe('closed')
})
