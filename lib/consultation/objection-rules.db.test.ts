import { beforeAll, expect, test } from 'vitest'
import { allowed, attack, itsEvents, meanwhile } from '../../tests/attack'
import { testDatabase } from '../../tests/database'
import { publishText } from '../../tests/published'
import { documentOf, requirement } from '../../tests/texts'
import { inAWeek, makeWorkingGroup, refusedBy, valueOf, type WorkingGroup, writeDraft } from '../../tests/working-group'
import { tagVersion } from '../versions/commands'
import { acceptAsResolved, lodgeObjection, ruleNotUpheld, withdrawObjection } from './objection-commands'
import { objectionById } from './objection-queries'

const { db, sql } = await testDatabase()
const block = 'a'.repeat(12)

interface Stage { it: WorkingGroup; first: string; second: string; id: string }

/** Two versions, the requirement changed between them, and an objection to how it stood in the first. */
async function stage(): Promise<Stage> {
  const it = await makeWorkingGroup(db)
  const standardId = it.standard.id
  const first = valueOf(await tagVersion(db, it.lead, { standardId, note: 'One' })).id
  const { id } = valueOf(await lodgeObjection(db, it.reviewer, { standardId, versionId: first, blockId: block, reason: 'Dear', wouldSatisfy: 'SHOULD' }))
  await writeDraft(db, standardId, documentOf(requirement('a', 'SHOULD', 'It works on most phones.'), requirement('b', 'SHOULD', 'It is quick.')))
  const second = valueOf(await tagVersion(db, it.lead, { standardId, note: 'Two' })).id
  return { it, first, second, id }
}

let on: Stage
let elsewhere: Stage
beforeAll(async () => { [on, elsewhere] = [await stage(), await stage()] })

const objectionRow = ({ it, second }: Stage, more: Partial<Record<'version' | 'block' | 'reason' | 'satisfy' | 'by', string>> = {}) => `
  insert into objections (standard_id, number, version_id, block_id, ref, requirement_digest, reason, would_satisfy, objector_id, organisation_id, constituency, lodged_at)
  values ('${it.standard.id}', 77, '${more.version ?? second}', '${more.block ?? block}', 'XXX-99', 'f', '${more.reason ?? 'Why'}', '${more.satisfy ?? 'What'}',
    '${more.by ?? it.editor.id}', '${it.body.id}', 'supplier', '2001-01-01')`

const stepRow = ({ id }: Stage, kind: string, by: string | null, more: { text?: string; version?: string; digest?: string } = {}) => `
  insert into objection_steps (objection_id, number, kind, text, version_id, requirement_digest, by_id, at)
  values ('${id}', 77, '${kind}', '${more.text ?? 'So'}', ${more.version ? `'${more.version}'` : 'null'}, ${more.digest ? `'${more.digest}'` : 'null'}, ${by ? `'${by}'` : 'null'}, '2001-01-01')`

const roundRow = ({ it, second }: Stage) => `
  insert into sign_off_rounds (standard_id, number, version_id, digest, charter_id, quorum, opened_by, closes_at)
  select '${it.standard.id}', 1, v.id, v.digest, '${it.charter.id}', '{}', '${it.lead.id}', '${inAWeek().toISOString()}' from versions v where v.id = '${second}'`

test('OD-1 objections and their steps never change and never vanish', async () => {
  for (const [table, column] of [['objections', 'reason'], ['objection_steps', 'text']]) {
    for (const statement of [`update ${table} set ${column} = 'x'`, `delete from ${table}`, `truncate ${table} cascade`]) {
      expect(await attack(sql, statement)).toMatch(/never changes/)
    }
  }
})

test('OD-2 an objection is a member\'s, has a reason and what would satisfy it, and speaks of a requirement of the newest version', async () => {
  await allowed(sql, objectionRow(on))
  expect(await attack(sql, objectionRow(on, { reason: ' ' }))).toMatch(/needs a reason/)
  expect(await attack(sql, objectionRow(on, { satisfy: '' }))).toMatch(/text that would remove it/)
  for (const by of [on.it.observer, on.it.advisor, on.it.outsider, on.it.admin]) expect(await attack(sql, objectionRow(on, { by: by.id }))).toMatch(/by a member/)
  expect(await attack(sql, objectionRow(on), `update people set suspended_at = now() where id = '${on.it.editor.id}'`)).toMatch(/by a member/)
  expect(await attack(sql, objectionRow(on), `update group_members set left_at = now() where person_id = '${on.it.editor.id}'`)).toMatch(/by a member/)
  expect(await attack(sql, objectionRow(on, { version: on.first }))).toMatch(/newer version/)
  expect(await attack(sql, objectionRow(on, { version: elsewhere.second }))).toMatch(/does not stand/)
  expect(await attack(sql, objectionRow(on, { block: 'zzzzzzzzzzzz' }))).toMatch(/does not stand/)
  expect(await attack(sql, objectionRow(on, { by: on.it.reviewer.id }))).toMatch(/open already/)
})

test('OD-2 nobody objects to a version that is published', async () => {
  const it = await makeWorkingGroup(db)
  await publishText(db, it, [requirement('a', 'MUST', 'It works on a phone.')])
  const [{ version_id: second } = {}] = await sql`select version_id from publications where standard_id = ${it.standard.id}`
  expect(await attack(sql, objectionRow({ it, first: '', second: second as string, id: '' }))).toMatch(/belongs in the next one/)
})

test('OD-3 number, ref, digest, organisation and hour are the database\'s word', async () => {
  let stored: Record<string, unknown> | undefined
  await sql.begin(async (tx) => {
    ;[stored] = await tx.unsafe(`${objectionRow(on)} returning number, ref, requirement_digest, organisation_id, constituency, lodged_at > now() - interval '1 minute' as fresh`)
    throw new Error('roll back')
  }).catch(() => {})
  const [requirementThere] = await sql`select digest from version_requirements where version_id = ${on.second} and block_id = ${block}`
  expect(stored).toEqual({ number: 2, ref: 'FSM-01', requirement_digest: requirementThere!.digest, organisation_id: on.it.council.id, constituency: 'service team', fresh: true })
})

test('OD-4 the objector alone resolves, refuses and withdraws; another answers; the advisor rules, never on their own', async () => {
  const { reviewer, editor, lead, advisor, observer, outsider } = on.it
  await allowed(sql, stepRow(on, 'resolved by change', reviewer.id, { version: on.second }))
  await allowed(sql, stepRow(on, 'not resolved', reviewer.id))
  await allowed(sql, stepRow(on, 'withdrawn', reviewer.id))
  await allowed(sql, stepRow(on, 'not upheld', advisor.id))
  for (const by of [editor, lead, advisor]) await allowed(sql, stepRow(on, 'answered', by.id))
  for (const by of [editor, lead, advisor, outsider]) {
    for (const kind of ['resolved by change', 'not resolved', 'withdrawn']) expect(await attack(sql, stepRow(on, kind, by.id, { version: on.second }))).toMatch(/Only the objector/)
  }
  for (const by of [editor, lead, observer]) expect(await attack(sql, stepRow(on, 'not upheld', by.id))).toMatch(/Only an advisor/)
  expect(await attack(sql, stepRow(on, 'not upheld', elsewhere.it.advisor.id))).toMatch(/Only an advisor/)
  for (const by of [observer, outsider]) expect(await attack(sql, stepRow(on, 'answered', by.id))).toMatch(/answered by an editor/)
  expect(await attack(sql, stepRow(on, 'answered', reviewer.id))).toMatch(/their own objection/)
  const both = `insert into organisation_memberships (organisation_id, person_id) values ('${on.it.body.id}', '${reviewer.id}');
    insert into group_advisors (group_id, person_id) values ('${on.it.group.id}', '${reviewer.id}')`
  expect(await attack(sql, stepRow(on, 'not upheld', reviewer.id), both)).toMatch(/their own objection/)
  expect(await attack(sql, stepRow(on, 'withdrawn', reviewer.id), `update group_members set left_at = now() where person_id = '${reviewer.id}'`)).toMatch(/Only the objector/)
})

test('OD-5 Accord\'s own question comes of tagging a version, and of nothing else', async () => {
  expect(await attack(sql, stepRow(on, 'asked', null, { version: on.second }))).toMatch(/somebody's/)
  expect(await attack(sql, stepRow(on, 'withdrawn', null))).toMatch(/somebody's/)
  const [asked] = await sql`select kind, by_id, version_id, number from objection_steps where objection_id = ${on.id}`
  expect(asked).toEqual({ kind: 'asked', by_id: null, version_id: on.second, number: 1 })
})

test('OD-6 steps follow one another in their order, and nothing follows the end', async () => {
  const { reviewer, advisor, editor } = on.it
  const after = (kind: string, by: string, step: string, stepBy: string) => attack(sql, stepRow(on, step, stepBy, { version: on.second }), stepRow(on, kind, by, { version: on.second }))
  expect(await after('not resolved', reviewer.id, 'not resolved', reviewer.id)).toMatch(/has not been asked/)
  expect(await attack(sql, stepRow(on, 'dissent withdrawn', reviewer.id))).toMatch(/not upheld/)
  for (const [end, by] of [['withdrawn', reviewer.id], ['not upheld', advisor.id], ['resolved by change', reviewer.id]] as const) {
    for (const [step, stepBy] of [['answered', editor.id], ['not upheld', advisor.id], ['withdrawn', reviewer.id], ['resolved by change', reviewer.id], ['asked', editor.id]] as const) {
      expect(await after(end, by, step, stepBy)).toMatch(/FO-1 has ended/)
    }
  }
  await allowed(sql, stepRow(on, 'dissent withdrawn', reviewer.id), stepRow(on, 'not upheld', advisor.id))
  expect(await attack(sql, stepRow(on, 'dissent withdrawn', reviewer.id), `${stepRow(on, 'not upheld', advisor.id)}; ${stepRow(on, 'dissent withdrawn', reviewer.id)}`)).toMatch(/has ended/)
})

test('OD-7 a ruling, an answer and a refusal have words; what resolves has changed', async () => {
  const { reviewer, advisor, editor } = on.it
  expect(await attack(sql, stepRow(on, 'not upheld', advisor.id, { text: ' ' }))).toMatch(/needs words/)
  expect(await attack(sql, stepRow(on, 'answered', editor.id, { text: '' }))).toMatch(/needs words/)
  expect(await attack(sql, stepRow(on, 'not resolved', reviewer.id, { text: '' }))).toMatch(/needs words/)
  expect(await attack(sql, stepRow(on, 'resolved by change', reviewer.id, { version: on.first }))).toMatch(/as it was objected to/)
  const [words] = await sql`select requirement_digest from objections where id = ${on.id}`
  expect(await attack(sql, stepRow(on, 'resolved by change', reviewer.id, { digest: words!.requirement_digest as string }))).toMatch(/as it was objected to/)
  expect(await attack(sql, stepRow(on, 'resolved by change', reviewer.id, { version: elsewhere.second }))).toMatch(/no such version/)
  expect(await refusedBy(sql.unsafe(stepRow(on, 'maybe', editor.id)))).toMatch(/known_objection_step/)
})

test('OD-8 while an objection is open no round is opened, nothing certified', async () => {
  expect(await attack(sql, roundRow(on))).toMatch(/FO-1 to FSM-01, which has changed/)
  await allowed(sql, roundRow(on), stepRow(on, 'withdrawn', on.it.reviewer.id))
  await allowed(sql, roundRow(on), stepRow(on, 'not upheld', on.it.advisor.id))
  await allowed(sql, roundRow(on), stepRow(on, 'resolved by change', on.it.reviewer.id, { version: on.second }))
})

test('OD-9 an objection and the round that it blocks come one after the other', async () => {
  const free = await stage()
  await sql.unsafe(stepRow(free, 'withdrawn', free.it.reviewer.id) + itsEvents)
  expect(await meanwhile(sql, objectionRow(free) + itsEvents, roundRow(free))).toMatch(/FO-2 to FSM-01, which stands there unchanged/)
})

test('OD-9 ruled, withdrawn and resolved at once: exactly one end', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { it, id, second } = await stage()
    const digest = (await objectionById(db, id))!.steps[0]!.requirementDigest
    const say = { objectionId: id, text: 'So' }
    const results = await Promise.all(Array.from({ length: 9 }, (_, at) => [
      () => ruleNotUpheld(db, it.advisor, say), () => withdrawObjection(db, it.reviewer, say),
      () => acceptAsResolved(db, it.reviewer, { ...say, versionId: second, digest }),
    ][(at + round) % 3]!()))
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.flatMap((result) => (result.ok ? [] : [result.refusal.code]))).toEqual(Array(8).fill('already-done'))
    const [ends] = await sql`select count(*)::int from objection_steps where objection_id = ${id} and kind in ('not upheld', 'withdrawn', 'resolved by change')`
    expect(ends!.count).toBe(1)
  }
})
