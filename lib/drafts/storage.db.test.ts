import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { makeGroup } from '../../tests/group'
import { testDatabase } from '../../tests/database'
import { newBlockId } from '../kernel/ids'
import { appendRows, startDraft } from './commands'
import { compactDraft, loadDraft } from './compaction-commands'
import { encodeUpdates } from './log'
import { storedDraft } from './queries'
import { replay } from './replay'

const { db, sql } = await testDatabase()
const it = await makeGroup(db)

async function draft(): Promise<string> {
  const content = { type: 'doc' as const, content: [{ type: 'paragraph' as const, attrs: { id: newBlockId() }, content: [{ type: 'text', text: 'Kept.' }] }] }
  const started = await startDraft(db, it.lead, { groupId: it.group.id, title: 'Stored', refPrefix: 'TST', content })
  if (!started.ok) throw new Error(started.refusal.message)
  return started.value.id
}

/** Somebody who writes words into a draft, a row each. */
function writer(id: string) {
  const doc = new Y.Doc()
  const made: Uint8Array[] = []
  doc.on('update', (update: Uint8Array, origin: unknown) => { if (origin !== 'stored') made.push(update) })
  return {
    doc,
    async catchUp() { Y.applyUpdate(doc, Y.encodeStateAsUpdate(replay(await storedDraft(db, id))), 'stored') },
    async write(...words: string[]) {
      const rows = words.map((word) => { doc.getText('t').insert(doc.getText('t').length, `${word} `); return { standardId: id, updates: encodeUpdates(made.splice(0)) } })
      return appendRows(sql, rows)
    },
  }
}
const textOf = async (id: string) => replay(await storedDraft(db, id)).getText('t').toString().trim()
const damage = (seq: number) => sql`update draft_log set updates = set_byte(updates, 2, get_byte(updates, 2) # 1) where seq = ${seq}`
const generations = (id: string) => sql<{ generation: number; rows: number }[]>`select generation, (select count(*)::int from draft_log l
  where l.standard_id = c.standard_id and held_by = generation) as rows from draft_compactions c where standard_id = ${id} order by 1`

test('DR-1 the rows of one commit are numbered in the order given, whatever drafts they belong to', async () => {
  const [a, b] = [await draft(), await draft()]
  const rows = Array.from({ length: 400 }, (_, n) => ({ standardId: n % 2 ? a : b, updates: encodeUpdates([new Uint8Array([n % 256, n >> 8])]) }))
  const seqs = await appendRows(sql, rows)
  const stored = new Map((await sql`select seq, standard_id, updates from draft_log where seq = any(${seqs})`).map((row) => [Number(row.seq), row]))
  expect(seqs.map((seq) => [stored.get(seq)!.standard_id, [...stored.get(seq)!.updates]])).toEqual(rows.map((row) => [row.standardId, [...row.updates]]))
})

test('DR-4 a damaged row, or one of another draft, is named and left out with what depends on it; all else is there, and nothing is deleted', async () => {
  const [id, other] = [await draft(), await draft()]
  const [ada, ben, eve] = [writer(id), writer(id), writer(other)]
  await ada.write('ada-1')
  await ben.write('ben-1')
  const [lost] = await ada.write('ada-2')
  const [third] = await ada.write('ada-3')
  await ben.write('ben-2')
  await damage(lost!)
  const [moved] = await eve.write('eve')
  await sql`update draft_log set standard_id = ${id} where seq = ${moved!}`
  const stored = await loadDraft(db, id)
  expect(stored.damaged).toEqual([
    { seq: lost, what: `row ${lost} of the log does not match its digest` },
    { seq: moved, what: `row ${moved} of the log does not match its digest` },
    { seq: third, what: `row ${third} of the log depends on what is lost` },
  ])
  expect((await textOf(id)).split(' ').sort()).toEqual(['ada-1', 'ben-1', 'ben-2'])
  const marked = await sql`select seq, damage, damaged_at is not null as at from draft_log where standard_id = ${id} and damage is not null order by seq`
  expect(marked.map((row) => [Number(row.seq), row.damage, row.at])).toEqual([lost!, third!, moved!].sort((a, b) => a - b)
    .map((seq) => [seq, stored.damaged.find((each) => each.seq === seq)!.what, true]))
  // Neither compaction takes any of it away; what is made good comes back with all that waited for it.
  expect(await compactDraft(db, id)).not.toBeNull()
  await ben.write('ben-3')
  expect(await compactDraft(db, id)).not.toBeNull()
  await damage(lost!)
  await sql`delete from draft_log where seq = ${moved!}`
  expect((await textOf(id)).split(' ').sort()).toEqual(['ada-1', 'ada-2', 'ada-3', 'ben-1', 'ben-2', 'ben-3'])
  expect((await compactDraft(db, id))!.held).toEqual([lost, third])
  expect(await loadDraft(db, id)).toMatchObject({ damaged: [], rows: [] })
})

test('DR-8 two generations are kept with the rows that the newest holds; a damaged newest one is survived, and the next goes on', async () => {
  const id = await draft()
  const ada = writer(id)
  await ada.catchUp()
  await ada.write('one')
  expect(await compactDraft(db, id)).toMatchObject({ generation: 1 })
  await ada.write('two', 'three')
  const second = (await compactDraft(db, id))!
  expect(second.held).toHaveLength(2)
  expect([...Y.decodeStateVector(second.vector)].sort()).toEqual([...Y.decodeStateVector(Y.encodeStateVector(ada.doc))].sort())
  await ada.write('four')
  expect(await generations(id)).toEqual([{ generation: 1, rows: 0 }, { generation: 2, rows: 2 }])
  const usual = await loadDraft(db, id)
  expect([usual.compaction!.generation, usual.rows.length]).toEqual([2, 1])
  await sql`update draft_compactions set vector = '\\x00' where standard_id = ${id} and generation = 2`
  const mended = await loadDraft(db, id)
  expect([mended.compaction!.generation, mended.rows.length, mended.damaged]).toEqual([1, 3, [{ generation: 2, what: 'compaction 2 does not match its digest' }]])
  expect(await textOf(id)).toBe('one two three four')
  expect(await compactDraft(db, id)).toMatchObject({ generation: 3 })
  await ada.write('five')
  expect(await compactDraft(db, id)).toMatchObject({ generation: 4 })
  // The damaged one stays, for whoever looks into it.
  expect(await generations(id)).toEqual([{ generation: 2, rows: 0 }, { generation: 3, rows: 0 }, { generation: 4, rows: 1 }])
  expect(await textOf(id)).toBe('one two three four five')
  await sql`update draft_compactions set formatted = not formatted where standard_id = ${id} and generation >= 3`
  await expect(loadDraft(db, id)).rejects.toThrow('compaction 4 does not match its digest; compaction 3 does not match its digest')
})

test('DR-8 the very first compaction may be lost as well: all its rows are still there', async () => {
  const id = await draft()
  await writer(id).write('all', 'of', 'it')
  await compactDraft(db, id)
  await sql`update draft_compactions set state = '\\x0000' where standard_id = ${id}`
  expect(await loadDraft(db, id)).toMatchObject({ compaction: null, damaged: [{ generation: 1 }] })
  expect(await textOf(id)).toBe('all of it')
})

test('DR-5 whether a state holds formats is known without reading it', async () => {
  const id = await draft()
  const ada = writer(id)
  await ada.write('plain')
  expect(await compactDraft(db, id)).toMatchObject({ formatted: false })
  ada.doc.getText('t').format(0, 3, { bold: {} })
  await ada.write('and bold')
  expect(await compactDraft(db, id)).toMatchObject({ formatted: true })
  expect((await loadDraft(db, id)).compaction).toMatchObject({ formatted: true })
})
