import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { makeDraft } from '../../tests/sync'
import { openDatabase } from '../db'
import { appendRows, compactDraft } from './commands'
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

test('DR-20 a look shows of each draft the compaction and the rows after a number; those that were compacted since are not to be had', async () => {
  const group = await makeGroup(db)
  const [first, second] = [await makeDraft(db, group.lead, group.group.id), await makeDraft(db, group.lead, group.group.id, 'Another')]
  await appendRows(sql, [{ standardId: first, updates: encodeUpdates([new Uint8Array([0, 0])]) }])
  const [seen, other] = await glimpses(db, [{ standardId: first, after: 0 }, { standardId: second, after: 2 ** 40 }])
  expect([seen!.compaction, seen!.seqs.length, other!.seqs]).toEqual([null, 2, []])
  const wanted = [{ standardId: first, seqs: [...seen!.seqs, 2 ** 40] }, { standardId: second, seqs: seen!.seqs }]
  expect((await rowsAbroad(db, wanted)).map((row) => [row.standardId, row.seq])).toEqual(seen!.seqs.map((seq) => [first, seq]))
  expect((await rowsAbroad(db, wanted))[1]!.updates.map((update) => [...update])).toEqual([[0, 0]])
  await compactDraft(db, first)
  const [after] = await glimpses(db, [{ standardId: first, after: 0 }])
  expect([after!.seqs, await rowsAbroad(db, wanted)]).toEqual([[], []])
  expect(after!.compaction).not.toBeNull()
})
