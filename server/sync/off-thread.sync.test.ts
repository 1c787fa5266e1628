import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { makeDraft } from '../../tests/sync'
import { appendRows } from '@/lib/drafts/commands'
import { encodeUpdates } from '@/lib/drafts/log'
import { storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'
import { Compactor, compactOffThread } from './off-thread'

const { db, sql, url } = await testDatabase()
const group = await makeGroup(db)

/** A draft with so many keystrokes in its log. */
async function written(keys: number): Promise<string> {
  const id = await makeDraft(db, group.lead, group.group.id)
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let n = 0; n < keys; n += 1) doc.getText('t').insert((n * 7919) % (n + 1), 'k')
  while (updates.length > 0) await appendRows(sql, [{ standardId: id, updates: encodeUpdates(updates.splice(0, 500)) }])
  return id
}

test('SY-14 a compaction of 20,000 keystrokes does not hold up the event loop, and changes nothing that is read', async () => {
  const id = await written(20_000)
  const state = () => storedDraft(db, id).then((stored) => Buffer.from(Y.encodeStateAsUpdate(replay(stored))).toString('hex'))
  const before = await state()
  await compactOffThread(url, await written(1))
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const compacted = (await compactOffThread(url, id))!
  delay.disable()
  console.log(`compaction of 20,000 keystrokes: ${compacted.state.length} bytes, ${compacted.held.length} rows held, the event loop at most ${(delay.max / 1e6).toFixed(1)} ms late`)
  expect(compacted.held).toHaveLength(41)
  const stored = await storedDraft(db, id)
  expect(stored).toMatchObject({ rows: [], damaged: [], compaction: { generation: compacted.generation, formatted: false } })
  expect([stored.compaction!.state, stored.compaction!.vector].map((bytes) => Buffer.from(bytes).toString('hex')))
    .toEqual([compacted.state, compacted.vector].map((bytes) => Buffer.from(bytes).toString('hex')))
  expect(await state()).toBe(before)
  expect(await compactOffThread(url, id)).toBeNull()
})

test('SY-19 a thread that hangs, dies or cannot reach PostgreSQL fails one compaction: the next is done, by a new one', async () => {
  const [big, ...small] = await Promise.all([written(100_000), written(1), written(1), written(1)])
  const limits = { patience: 1_000, megabytes: 1_024 }
  const hasty = new Compactor(limits)
  const line = await sql.reserve()
  await line`begin`
  await line`lock table draft_compactions in exclusive mode`
  await expect(hasty.compact(url, small[0]!)).rejects.toThrow('longer than 1000 ms')
  await line`rollback`
  line.release()
  limits.patience = 60_000
  await hasty.compact(url, small[0]!)
  expect((await storedDraft(db, small[0]!)).rows).toEqual([])
  const compactor = new Compactor({ patience: 60_000, megabytes: 24 })
  const both = [compactor.compact(url, big!), compactor.compact(url, small[1]!)]
  await expect(both[0]).rejects.toThrow(/memory/)
  expect(await both[1]).not.toBeNull()
  await expect(compactor.compact('postgres://nobody@127.0.0.1:1/nothing', small[2]!)).rejects.toThrow(/ECONNREFUSED/)
  expect(await compactor.compact(url, small[2]!)).not.toBeNull()
  expect(await compactOffThread(url, big!)).not.toBeNull()
})
