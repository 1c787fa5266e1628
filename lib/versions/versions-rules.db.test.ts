import { expect, test } from 'vitest'
import { allowed, attack } from '../../tests/attack'
import { testDatabase } from '../../tests/database'
import { documentOf, requirement } from '../../tests/texts'
import { makeWorkingGroup, refusedBy, valueOf, writeDraft } from '../../tests/working-group'
import { tagVersion } from './commands'

const { db, sql } = await testDatabase()
const it = await makeWorkingGroup(db)
const first = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'One' }))
await writeDraft(db, it.standard.id, documentOf(requirement('a', 'MUST', 'It works on any phone.')))
const second = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'Two' }))

const version = (more: { canonical?: string; digest?: string; number?: string; note?: string } = {}) => `
  insert into versions (id, standard_id, major, minor, title, canonical, digest, schema_version, note, tagged_by)
  values ('00000000-0000-4000-8000-000000000001', '${it.standard.id}', ${more.number ?? '0, 3'}, 'T', '${more.canonical ?? '{}'}',
    ${more.digest ?? `sha256_hex('${more.canonical ?? '{}'}')`}, 1, '${more.note ?? 'A note'}', '${it.lead.id}')`
const laidOut = (versionId: string, blockId = 'aaaaaaaaaaaa', ref = 'FSM-01') => `
  insert into version_requirements (version_id, block_id, position, ref, level, section, text, digest)
  values ('${versionId}', '${blockId}', 9, '${ref}', 'MUST', '', 'x', 'x')`
const ref = (blockId: string, number: number, stoodIn = 'null') =>
  `insert into requirement_refs (standard_id, block_id, number, stood_in) values ('${it.standard.id}', '${blockId}', ${number}, ${stoodIn})`
const discard = (versionId: string, reason = 'A typo') =>
  `insert into version_discards (version_id, reason, discarded_by) values ('${versionId}', '${reason}', '${it.advisor.id}')`

test('VD-1 a version, its requirements and its discard never change and never vanish', async () => {
  const statements = ['versions', 'version_requirements'].flatMap((table) => [`delete from ${table}`, `truncate ${table} cascade`])
    .concat(`update versions set note = 'Another'`, `update versions set canonical = '{}', digest = sha256_hex('{}') where minor = 1`,
      `update version_requirements set level = 'MAY'`)
  for (const statement of statements) expect(await attack(sql, statement)).toMatch(/never change/)
  for (const statement of [`delete from version_discards`, `update version_discards set reason = 'x'`, 'truncate version_discards']) {
    expect(await attack(sql, statement, discard(second.id))).toMatch(/never changes/)
  }
})

test('VD-2 a version\'s bytes match its digest', async () => {
  await allowed(sql, version())
  await allowed(sql, version({ canonical: '{"é":"\u{1F44B}"}' }))
  expect(await attack(sql, version({ digest: `sha256_hex('{ }')` }))).toMatch(/digest is not that of the text/)
  expect(await attack(sql, version({ digest: `upper(sha256_hex('{}'))` }))).toMatch(/digest/)
})

test('VD-3 numbers only go up, and a note is needed', async () => {
  await allowed(sql, version({ number: '0, 10' }))
  for (const number of ['0, 0', '-1, 5', '0, -1']) expect(await attack(sql, version({ number }))).toMatch(/number/)
  const tenth = version({ number: '0, 10' }).replace('000000000001', '000000000002')
  expect(await attack(sql, version({ number: '0, 9' }), tenth)).toMatch(/higher than every one before/)
  expect(await attack(sql, version({ note: ' ' }))).toMatch(/change note/)
})

test('VD-4 when a version was tagged is the database\'s word', async () => {
  let stored: Record<string, unknown> | undefined
  await sql.begin(async (tx) => {
    const early = version().replace('tagged_by)', 'tagged_by, tagged_at)').replace(`'${it.lead.id}')`, `'${it.lead.id}', '2001-01-01')`)
    ;[stored] = await tx.unsafe(`${early} returning tagged_at > now() - interval '1 minute' as fresh`)
    throw new Error('roll back')
  }).catch(() => {})
  expect(stored).toEqual({ fresh: true })
})

test('VD-5 requirements are laid out with their version only, each under its own ref', async () => {
  expect(await attack(sql, laidOut(first.id, 'cccccccccccc'))).toMatch(/when it is tagged, and never after/)
  const fresh = version({ number: '0, 9' }).replace('000000000001', '000000000002')
  await allowed(sql, laidOut('00000000-0000-4000-8000-000000000002'), fresh)
  expect(await attack(sql, laidOut('00000000-0000-4000-8000-000000000002', 'aaaaaaaaaaaa', 'FSM-02'), fresh)).toMatch(/not that of this requirement/)
  expect(await attack(sql, laidOut('00000000-0000-4000-8000-000000000002', 'cccccccccccc', 'FSM-03'), fresh)).toMatch(/not that of this requirement/)
})

test('VD-6 a ref that has stood in a version never changes, never goes, and is never another\'s', async () => {
  for (const statement of [`update requirement_refs set number = 40 where number = 1`, `update requirement_refs set block_id = 'cccccccccccc' where number = 1`,
    `update requirement_refs set stood_in = null`, `delete from requirement_refs`, 'truncate requirement_refs']) {
    expect(await attack(sql, statement)).toMatch(/never changes/)
  }
  expect(await refusedBy(sql.unsafe(ref('cccccccccccc', 1)))).toMatch(/unique/)
  expect(await attack(sql, ref('cccccccccccc', 5, `'${first.id}'`))).toMatch(/Only tagging/)
  expect(await attack(sql, ref('cccccccccccc', 0))).toMatch(/begins at 1/)
  await allowed(sql, `update requirement_refs set number = 6 where number = 5; delete from requirement_refs where number = 6`, ref('cccccccccccc', 5))
})

test('VD-7 only the newest version is discarded, with a reason', async () => {
  await allowed(sql, discard(second.id))
  await allowed(sql, discard(first.id), discard(second.id))
  expect(await attack(sql, discard(first.id))).toMatch(/Only the newest/)
  expect(await attack(sql, discard(second.id, ' '))).toMatch(/reason/)
})
