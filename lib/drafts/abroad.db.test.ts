import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { makeDraft } from '../../tests/sync'
import { openDatabase } from '../db'
import { appendRows } from './commands'
import { compactDraft } from './compaction-commands'
import { digestOfRow } from './digest'
import { encodeUpdates } from './log'
import { glimpses, joinRoll, rollCall, rowsAbroad } from './queries-abroad'

const { db, sql, url } = await testDatabase()

test('DR-20 a process is on the roll of its own database for as long as its connection lives, however that ends', async () => {
  const [one, two] = [openDatabase(url, 1), openDatabase(url, 1)]
  await joinRoll(one.db, 2 ** 31 - 1)
  await joinRoll(two.db, 7)
  expect((await rollCall(db)).sort()).toEqual([2 ** 31 - 1, 7])
  await two.sql.end()
  const [backend] = await sql`select pid from pg_locks where locktype = 'advisory' and objid = ${2 ** 31 - 1}`
  await sql`select pg_terminate_backend(${backend!.pid})`
  while ((await rollCall(db)).length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await one.sql.end()
})

const empty = encodeUpdates([new Uint8Array([0, 0])])

test('DR-20 a look shows how often a draft was compacted and its rows after a number; a row is to be had until the second compaction after it', async () => {
  const group = await makeGroup(db)
  const [first, second] = [await makeDraft(db, group.lead, group.group.id), await makeDraft(db, group.lead, group.group.id, 'Another')]
  await appendRows(sql, [{ standardId: first, updates: empty }])
  const look = () => glimpses(db, [{ standardId: first, after: 0 }, { standardId: second, after: 2 ** 40 }])
  const [seen, other] = await look()
  expect([seen!.generation, seen!.seqs.length, other!.seqs]).toEqual([0, 2, []])
  const wanted = [{ standardId: first, seqs: [...seen!.seqs, 2 ** 40] }, { standardId: second, seqs: seen!.seqs }]
  expect((await rowsAbroad(db, wanted)).map((row) => [row.standardId, row.seq])).toEqual(seen!.seqs.map((seq) => [first, seq]))
  expect((await rowsAbroad(db, wanted))[1]!.updates.map((update) => [...update])).toEqual([[0, 0]])
  await compactDraft(db, first)
  expect((await look())[0]).toEqual({ ...seen, generation: 1 })
  expect(await rowsAbroad(db, wanted)).toHaveLength(2)
  await appendRows(sql, [{ standardId: first, updates: empty }])
  await compactDraft(db, first)
  expect((await look())[0]).toMatchObject({ generation: 2, seqs: [seen!.seqs.at(-1)! + 1] })
  expect(await rowsAbroad(db, wanted)).toEqual([])
})

test('DR-20 a row that does not match its digest is not to be had', async () => {
  const [standardId] = (await sql`select standard_id from draft_log limit 1`).map((row) => row.standard_id as string)
  const [seq] = await appendRows(sql, [{ standardId: standardId!, updates: empty }])
  await sql`update draft_log set digest = ${digestOfRow(standardId!, new Uint8Array([1]))} where seq = ${seq!}`
  expect(await rowsAbroad(db, [{ standardId: standardId!, seqs: [seq!] }])).toEqual([])
})
