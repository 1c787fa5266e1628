import { beforeAll, expect, test } from 'vitest'
import { allowed, attack, itsEvents, meanwhile } from '../../tests/attack'
import { testDatabase } from '../../tests/database'
import { publishText } from '../../tests/published'
import { requirement } from '../../tests/texts'
import { makeWorkingGroup, refusedBy, standAt } from '../../tests/working-group'
import { publicationHistory, type PublicationListed } from '../publication/queries'

const { db, sql, appSql } = await testDatabase()
const id = '00000000-0000-4000-8000-000000000025'
const other = '00000000-0000-4000-8000-000000000026'

let it: Awaited<ReturnType<typeof makeWorkingGroup>>
let one: PublicationListed
let two: PublicationListed

beforeAll(async () => {
  it = await makeWorkingGroup(db)
  await publishText(db, it, [requirement('a', 'MUST', 'It MUST work.')])
  await publishText(db, it, [requirement('a', 'MUST', 'It MUST work.'), requirement('b', 'SHOULD', 'It SHOULD be quick.')]);
  [two, one] = (await publicationHistory(db, it.standard.slug)) as [PublicationListed, PublicationListed]
}, 60_000)

type Given = Partial<Record<'id' | 'of' | 'organisation' | 'publication' | 'digest' | 'on' | 'owner' | 'by' | 'reason' | 'expires' | 'block' | 'from' | 'to' | 'corrects' | 'cost' | 'satisfaction' | 'started' | 'result' | 'note' | 'evidence' | 'lasts', string>> & { part?: number | 'null'; whole?: number | 'null' }

const adopt = (more: Given = {}) => `insert into adoptions (id, organisation_id, publication_id, standard_id, version_id, digest, adopted_on, owner_post, recorded_by, recorded_at)
  values ('${more.id ?? id}', '${more.organisation ?? it.council.id}', '${more.publication ?? one.id}', '${it.standard.id}', '${more.publication === two.id ? two.versionId : one.versionId}',
  '${more.digest ?? one.digest}', ${more.on ?? 'today_in_london()'}, '${more.owner ?? 'Head of Revenues'}', '${more.by ?? it.lead.id}', '2001-01-01')`
const adoptTwo = (more: Given = {}) => adopt({ id: other, publication: two.id, digest: two.digest, ...more })
const base = (more: Given = {}) => `insert into adoption_measures (adoption_id, revision, corrects, completed, completed_online, started_online, cost, satisfaction, note, period_from, period_to, recorded_by) values
  ('${more.of ?? id}', 7, ${more.corrects ?? 'null'}, ${more.whole ?? 11840}, ${more.part ?? 6867}, ${more.started ?? 'null'}, ${more.cost ?? 'null'}, ${more.satisfaction ?? 'null'}, '',
  ${more.from ?? `'2025-09-01'`}, ${more.to ?? `'2026-08-31'`}, '${more.by ?? it.lead.id}')`
const assessment = '00000000-0000-4000-8000-000000000027'
const assess = (more: Given = {}) => `insert into adoption_assessments (id, adoption_id, revision, recorded_by, recorded_at) values ('${assessment}', '${more.of ?? id}', 7, '${more.by ?? it.lead.id}', '2001-01-01')`
const find = (more: Given = {}) => `insert into adoption_findings (assessment_id, block_id, ref, result, note, evidence, evidence_expires_on) values
  ('${assessment}', '${more.block ?? 'a'.repeat(12)}', 'XX-99', '${more.result ?? 'met'}', '${more.note ?? ''}', '${more.evidence ?? ''}', ${more.lasts ?? 'null'})`
const open = (more: Given = {}) => `insert into review_openings (publication_id, number, opened_by, opened_at) values ('${more.publication ?? two.id}', 7, '${more.by ?? it.advisor.id}', '2001-01-01')`
const exempt = (more: Given = {}) => `insert into adoption_exemptions (adoption_id, block_id, ref, reason, owner_post, expires_on, recorded_by) values
  ('${more.of ?? id}', '${more.block ?? 'a'.repeat(12)}', 'XX-99', '${more.reason ?? 'Not procured.'}', '${more.owner ?? 'Head of Digital'}', ${more.expires ?? 'today_in_london() + 90'}, '${more.by ?? it.lead.id}')`
const withdraw = (of: string) => `insert into publication_withdrawals (publication_id, reason, withdrawn_by) values ('${of}', 'Law', '${it.advisor.id}')`

test('AR-1, AR-13 adoptions, measures, findings, exemptions and openings never change and never vanish, and the role that the server works as has no right to try', async () => {
  for (const [table, column, setup] of [['adoptions', 'digest', adopt()], ['adoption_measures', 'completed', `${adopt()}; ${base()}`], ['adoption_exemptions', 'reason', `${adopt()}; ${exempt()}`],
    ['adoption_assessments', 'revision', `${adopt()}; ${assess()}`], ['adoption_findings', 'result', `${adopt()}; ${assess()}; ${find()}`], ['review_openings', 'number', open()]] as const) {
    for (const statement of [`update ${table} set ${column} = ${column}`, `delete from ${table}`, `truncate ${table} cascade`]) {
      expect(await attack(sql, statement, setup), statement).toMatch(/never changes/)
      expect(await refusedBy(appSql.unsafe(statement)), statement).toMatch(/permission denied/)
    }
  }
  expect(await refusedBy(appSql.unsafe('alter table adoptions disable trigger all'))).toMatch(/must be owner/)
})

test('AR-2 only a published version that was not withdrawn is adopted, under its own digest', async () => {
  await allowed(sql, adopt())
  await allowed(sql, adoptTwo())
  expect(await attack(sql, adopt(), withdraw(one.id))).toMatch(/was withdrawn/)
  expect(await attack(sql, adopt({ digest: two.digest, publication: one.id }).replace(one.versionId, two.versionId))).toMatch(/not the digest/)
  expect(await refusedBy(sql.unsafe(adopt({ publication: crypto.randomUUID() })))).toMatch(/Only a published version/)
})

test('AR-3 a council’s adoption is recorded by somebody who is of it now; a supplier adopts nothing', async () => {
  for (const by of [it.outsider, it.advisor, it.admin, it.holders[0]!]) expect(await attack(sql, adopt({ by: by.id })), by.name).toMatch(/Only a person of a council/)
  const supplier = `update organisations set kind = 'supplier' where id = '${it.council.id}'`
  expect(await attack(sql, adopt(), supplier)).toMatch(/Only a person of a council/)
  expect(await attack(sql, adopt(), `update organisation_memberships set ended_at = now() where person_id = '${it.lead.id}'`)).toMatch(/Only a person of a council/)
  expect(await attack(sql, adopt(), `update people set suspended_at = now() where id = '${it.lead.id}'`)).toMatch(/Only a person of a council/)
})

test('AR-4 one adoption of a standard holds at a time: never the same version twice, never back to an older one; another council’s is its own', async () => {
  expect(await refusedBy(sql.begin((tx) => tx.unsafe(`${adopt()}; ${adopt({ id: other })}`)))).toMatch(/adopted this version already/)
  expect(await attack(sql, adopt(), adoptTwo())).toMatch(/adopted a newer version/)
  await allowed(sql, adoptTwo(), adopt())
  const [holder] = it.holders
  await allowed(sql, adopt({ id: other, by: holder!.id, organisation: await organisationOf(holder!.id) }), adopt())
})

const organisationOf = async (personId: string): Promise<string> =>
  (await sql`select organisation_id from organisation_memberships where person_id = ${personId}`)[0]!.organisation_id as string

test('AR-5 an adoption has an owner and a day from the publication to today', async () => {
  expect(await attack(sql, adopt({ owner: ' ' }))).toMatch(/owner post/)
  for (const on of ['today_in_london() + 1', 'today_in_london() - 1']) expect(await attack(sql, adopt({ on })), on).toMatch(/day of adoption/)
})

test('AR-6 standard, version, number, ref and time are PostgreSQL’s', async () => {
  const found = await sql.begin(async (tx) => {
    await tx.unsafe(`${adopt()}; ${base()}; ${base({ corrects: '1' })}; ${exempt()}`)
    const rows = await tx`select a.version_id, a.recorded_at > now() - interval '1 hour' as fresh, (select array_agg(revision order by revision) from adoption_measures) as revisions,
      (select ref from adoption_exemptions) as ref from adoptions a`
    throw Object.assign(new Error('back'), { rows })
  }).catch((error: Error & { rows?: Record<string, unknown>[] }) => error.rows ?? [error.message])
  expect(found).toEqual([{ version_id: one.versionId, fresh: true, revisions: [1, 2], ref: 'FSM-01' }])
})

test('AR-7 measures have a figure, parts of a whole, over a period that is over, by the council, on the adoption that holds', async () => {
  await allowed(sql, base(), adopt())
  await allowed(sql, base({ part: 'null', whole: 'null', satisfaction: '1000' }), adopt())
  expect(await attack(sql, base({ part: 'null', whole: 'null' }), adopt())).toMatch(/at least one figure/)
  for (const more of [{ whole: 0, part: 0 }, { part: -1 }, { part: 11841 }, { started: '6866' }, { started: '0', part: 'null' } as const]) expect(await attack(sql, base(more), adopt())).toMatch(/parts of a whole/)
  for (const more of [{ cost: '-1' }, { satisfaction: '-1' }, { satisfaction: '1001' }]) expect(await attack(sql, base(more), adopt())).toMatch(/0% to 100%/)
  expect(await attack(sql, base({ to: `'2025-08-31'` }), adopt())).toMatch(/period/)
  expect(await attack(sql, base({ to: 'today_in_london() + 1' }), adopt())).toMatch(/period/)
  expect(await refusedBy(sql.unsafe(base({ of: crypto.randomUUID() })))).toMatch(/no such adoption/)
  expect(await attack(sql, base({ by: it.advisor.id }), adopt())).toMatch(/person of the council/)
  expect(await attack(sql, base(), `${adopt()}; ${adoptTwo()}`)).toMatch(/moved to a newer version/)
})

test('AR-11 figures of a period stand once; a correction is of figures of the same adoption, and one only', async () => {
  expect(await attack(sql, base(), `${adopt()}; ${base()}`)).toMatch(/figures for this period already/)
  await allowed(sql, base({ corrects: '1' }), `${adopt()}; ${base()}`)
  await allowed(sql, base({ from: `'2025-10-01'`, corrects: '1' }), `${adopt()}; ${base()}`)
  expect(await attack(sql, base({ corrects: '2' }), `${adopt()}; ${base()}`)).toMatch(/same adoption/)
  expect(await refusedBy(allowed(sql, base({ corrects: '1' }), `${adopt()}; ${base()}; ${base({ corrects: '1' })}`))).toMatch(/corrected already/)
})

test('AR-8 an exemption is from a requirement of that very version, with a reason, an owner and an expiry after the adoption', async () => {
  await allowed(sql, exempt(), adopt())
  // FSM-02 came with v1.1 only.
  expect(await attack(sql, exempt({ block: 'b'.repeat(12) }), adopt())).toMatch(/requirement of the version/)
  await allowed(sql, exempt({ of: other, block: 'b'.repeat(12) }), adoptTwo())
  expect(await attack(sql, exempt({ reason: ' ' }), adopt())).toMatch(/needs a reason/)
  expect(await attack(sql, exempt({ owner: '\t' }), adopt())).toMatch(/owner post/)
  for (const expires of ['today_in_london()', 'today_in_london() - 30']) expect(await attack(sql, exempt({ expires }), adopt())).toMatch(/expires on a day after/)
  await expect(allowed(sql, exempt({ expires: 'null' }), adopt())).rejects.toThrow(/expires on a day after/)
  for (const by of [it.advisor, it.outsider, it.admin]) expect(await attack(sql, exempt({ by: by.id }), adopt())).toMatch(/person of the council/)
  expect(await attack(sql, exempt({ expires: 'today_in_london() + 90' }), `${adopt()}; ${exempt()}`)).toMatch(/already/)
  await allowed(sql, exempt({ expires: 'today_in_london() + 91' }), `${adopt()}; ${exempt()}`)
  expect(await attack(sql, exempt(), `${adopt()}; ${adoptTwo()}`)).toMatch(/moved to a newer version/)
  expect(await attack(sql, exempt(), `${adopt()}; ${withdraw(one.id)}`)).toMatch(/was withdrawn/)
})

test('AR-9 no step without its audit event, as the owner and as the role', async () => {
  for (const on of [sql, appSql]) {
    for (const [steps, kind] of [[adopt(), 'version adopted'], [`${adopt()}; ${base()}`, 'measures recorded'], [`${adopt()}; ${exempt()}`, 'exemption recorded'],
      [`${adopt()}; ${assess()}; ${find()}`, 'self-assessment recorded'], [open(), 'review opened']] as const) {
      const events = itsEvents.replace(kind, 'group chartered')
      expect(await refusedBy(on.begin((tx) => tx.unsafe(steps + events))), kind).toMatch(new RegExp(`without its audit event \\(${kind}\\)`))
    }
  }
})

test('AR-12 a self-assessment is the council’s, of its adoption that holds; number, ref and time are PostgreSQL’s', async () => {
  for (const by of [it.advisor, it.outsider, it.admin]) expect(await attack(sql, assess({ by: by.id }), adopt())).toMatch(/person of the council/)
  expect(await attack(sql, assess(), `${adopt()}; ${adoptTwo()}`)).toMatch(/moved to a newer version/)
  expect(await attack(sql, assess(), `${adopt()}; ${withdraw(one.id)}`)).toMatch(/was withdrawn/)
  const found = await sql.begin(async (tx) => {
    await tx.unsafe(`${adopt()}; ${assess()}; ${find()}`)
    throw Object.assign(new Error('back'), { rows: await tx`select a.revision, f.ref, a.recorded_at > now() - interval '1 hour' as fresh from adoption_findings f join adoption_assessments a on a.id = f.assessment_id` })
  }).catch((error: Error & { rows?: Record<string, unknown>[] }) => error.rows ?? [error.message])
  expect(found).toEqual([{ revision: 1, ref: 'FSM-01', fresh: true }])
})

test('AR-13 a finding comes with its saving, about a requirement of that version, with a reason where one is due, and evidence that lasts', async () => {
  const held = `${adopt()}; ${assess()}`
  const second = `${adoptTwo()}; ${assess({ of: other })}`
  await allowed(sql, find({ result: 'not met' }), held)
  expect(await attack(sql, find({ block: 'b'.repeat(12) }), held)).toMatch(/requirement of the version/)
  for (const result of ['partly met', 'not met']) {
    expect(await attack(sql, find({ block: 'b'.repeat(12), result, note: ' ' }), second)).toMatch(/FSM-02 needs a reason/)
    await allowed(sql, find({ block: 'b'.repeat(12), result, note: 'Too slow.' }), second)
  }
  expect(await attack(sql, find({ result: 'not applicable' }), held)).toMatch(/FSM-01 needs a reason/)
  expect(await attack(sql, find({ evidence: 'Log', lasts: 'today_in_london() - 1' }), held)).toMatch(/is not past/)
  expect(await attack(sql, find({ lasts: 'today_in_london()' }), held)).toMatch(/that of evidence/)
  await allowed(sql, find({ evidence: 'Log', lasts: 'today_in_london()' }), held)
  expect(await refusedBy(allowed(sql, find({ result: 'splendid' }), held))).toMatch(/known_result/)
})

test('AR-14 a review is opened by an advisor of the group, once until its outcome, of what is in force', async () => {
  await allowed(sql, open())
  for (const by of [it.lead, it.admin, it.outsider]) expect(await attack(sql, open({ by: by.id })), by.name).toMatch(/Only an advisor/)
  expect(await attack(sql, open({ publication: one.id }))).toMatch(/version that is in force/)
  expect(await refusedBy(allowed(sql, open(), open()))).toMatch(/open already/)
})

test('AR-10 the role adopts as the owner may, and of two presses at once one adopts; after a withdrawal nobody does', async () => {
  await standAt(sql)
  expect(await meanwhile(sql, adopt(), adopt({ id: other }))).toMatch(/adopted this version already/)
  await appSql.begin((tx) => tx.unsafe(adoptTwo() + itsEvents))
  const [found] = await sql`select count(*)::int as n, adoption_in_force(${it.standard.id}, ${it.council.id}) as holds from adoptions`
  expect(found).toEqual({ n: 2, holds: other })
  const elsewhere = { id: crypto.randomUUID(), by: it.holders[0]!.id, organisation: await organisationOf(it.holders[0]!.id) }
  expect(await meanwhile(sql, withdraw(one.id), adopt(elsewhere))).toMatch(/was withdrawn/)
})

test('AR-13 nothing is added to a saving that is done', async () => {
  const own = { id: crypto.randomUUID(), by: it.holders[2]!.id, organisation: await organisationOf(it.holders[2]!.id) }
  await sql.begin((tx) => tx.unsafe(`${adoptTwo(own)}; ${assess({ of: own.id, by: own.by })}; ${find()}${itsEvents}`))
  expect(await attack(sql, find({ block: 'b'.repeat(12) }))).toMatch(/Record another one/)
})
