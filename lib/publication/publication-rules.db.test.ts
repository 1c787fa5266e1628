import { expect, test } from 'vitest'
import { allowed, attack } from '../../tests/attack'
import { testDatabase } from '../../tests/database'
import { documentOf, requirement } from '../../tests/texts'
import { inAWeek, makeWorkingGroup, valueOf, writeDraft } from '../../tests/working-group'
import { certify, closeRound, openRound, takePosition } from '../signoff/commands'
import { roundById } from '../signoff/queries'
import { tagVersion } from '../versions/commands'

const { db, sql } = await testDatabase()
const it = await makeWorkingGroup(db)

async function carry(words: string) {
  await writeDraft(db, it.standard.id, documentOf(requirement('a', 'MUST', words)))
  const version = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'A note' }))
  const { roundId } = valueOf(await openRound(db, it.advisor, { standardId: it.standard.id, versionId: version.id, closesAt: inAWeek() }))
  const round = (await roundById(db, roundId))!
  for (const elector of round.electors) {
    const holder = it.holders.find((one) => one.id === elector.holderId)!
    valueOf(await takePosition(db, holder, { roundId, electorId: elector.id, digest: round.digest, position: 'approve', reason: '' }))
  }
  valueOf(await closeRound(db, it.advisor, { roundId }))
  return { versionId: version.id, roundId }
}

const older = await carry('It works on a phone.')
valueOf(await certify(db, it.advisor, { roundId: older.roundId, statement: 'Due process' }))
const newer = await carry('It works on any phone.')
valueOf(await certify(db, it.advisor, { roundId: newer.roundId, statement: 'Due process' }))
const uncertified = await carry('It works on every phone.')

interface Row { version?: string; round?: string; number?: string; owner?: string; review?: string; by?: string; record?: string; digest?: string; id?: string }

/** A legal publication of the newer version, but for what is given. The record is built by PostgreSQL from the version's own text. */
const row = ({ version = newer.versionId, round = newer.roundId, ...more }: Row = {}) => `
  insert into publications (id, standard_id, version_id, round_id, major, minor, owner_post, review_date, record, record_digest, published_by)
  select '${more.id ?? '00000000-0000-4000-8000-000000000009'}', '${it.standard.id}', v.id, '${round}', ${more.number ?? '1, 0'}, '${more.owner ?? 'Head'}',
    ${more.review ?? 'current_date + 300'}, r.record, ${more.digest ?? 'sha256_hex(r.record)'}, '${more.by ?? it.advisor.id}'
  from versions v, lateral (select jsonb_build_object('text', v.canonical, 'version', jsonb_build_object('digest', v.digest),
    'publication', jsonb_build_object('publishedAt', accord_now())) ${more.record ?? ''} as record) made, lateral (select made.record::text as record) r
  where v.id = '${version}'`

test('PD-1 a publication and its withdrawal never change and never vanish', async () => {
  const withdrawal = `insert into publication_withdrawals (publication_id, reason, withdrawn_by) values ('00000000-0000-4000-8000-000000000009', 'Law', '${it.advisor.id}')`
  for (const statement of [`update publications set owner_post = 'x'`, 'update publications set major = 3', 'delete from publications', 'truncate publications cascade']) {
    expect(await attack(sql, statement, row())).toMatch(/never changes/)
  }
  for (const statement of [`update publication_withdrawals set reason = 'x'`, 'delete from publication_withdrawals', 'truncate publication_withdrawals']) {
    expect(await attack(sql, statement, `${row()}; ${withdrawal}`)).toMatch(/never changes/)
  }
})

test('PD-2 only what a round carried and an advisor certified is published', async () => {
  await allowed(sql, row())
  expect(await attack(sql, row({ version: uncertified.versionId, round: uncertified.roundId }))).toMatch(/must certify/)
  expect(await attack(sql, row({ version: uncertified.versionId }))).toMatch(/that a sign-off round carried/)
  expect(await attack(sql, row({ round: older.roundId }))).toMatch(/that a sign-off round carried/)
  for (const by of [it.lead, it.admin, it.holders[0]!]) expect(await attack(sql, row({ by: by.id }))).toMatch(/Only an advisor/)
})

test('PD-3 numbers and versions never go backwards', async () => {
  await allowed(sql, row({ number: '2, 7' }))
  expect(await attack(sql, row({ number: '0, 9' }))).toMatch(/v1\.0 or higher/)
  expect(await attack(sql, row({ number: '1, -1' }))).toMatch(/v1\.0 or higher/)
  const first = row({ version: older.versionId, round: older.roundId, number: '1, 5', id: '00000000-0000-4000-8000-000000000008' })
  await allowed(sql, row({ number: '1, 6' }), first)
  expect(await attack(sql, row({ number: '1, 4' }), first)).toMatch(/higher than every one before/)
  expect(await attack(sql, row({ version: older.versionId, round: older.roundId, number: '3, 0', id: '00000000-0000-4000-8000-000000000008' }), row())).toMatch(/newer version/)
})

test('PD-4 the record holds the very text, under its own digest, and tells the moment', async () => {
  expect(await attack(sql, row({ digest: `repeat('0', 64)` }))).toMatch(/does not hold the text/)
  expect(await attack(sql, row({ record: `|| '{"text": "other"}'` }))).toMatch(/does not hold the text/)
  expect(await attack(sql, row({ record: `|| '{"version": {"digest": "other"}}'` }))).toMatch(/does not hold the text/)
  expect(await attack(sql, row({ record: `|| '{"publication": {"publishedAt": "2001-01-01T00:00:00Z"}}'` }))).toMatch(/moment of publication/)
  expect(await attack(sql, row({ record: `|| '{"publication": {}}'` }))).toMatch(/moment of publication/)
})

test('PD-5 owner post and review date', async () => {
  expect(await attack(sql, row({ owner: ' ' }))).toMatch(/owner post/)
  expect(await attack(sql, row({ review: 'current_date' }))).toMatch(/review date/)
})

test('PD-6 a publication is withdrawn by an advisor of the group, with a reason', async () => {
  const withdraw = (by: string, reason: string) =>
    `insert into publication_withdrawals (publication_id, reason, withdrawn_by) values ('00000000-0000-4000-8000-000000000009', '${reason}', '${by}')`
  await allowed(sql, withdraw(it.advisor.id, 'Law'), row())
  expect(await attack(sql, withdraw(it.advisor.id, ' '), row())).toMatch(/reason/)
  expect(await attack(sql, withdraw(it.lead.id, 'Law'), row())).toMatch(/Only an advisor/)
})
