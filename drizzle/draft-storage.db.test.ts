import { createHash, randomBytes } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, expect, inject, test } from 'vitest'
import * as Y from 'yjs'
import { migrate } from './migrate'
import { openDatabase } from '@/lib/db'
import { compactDraft } from '@/lib/drafts/compaction-commands'
import { encodeUpdates } from '@/lib/drafts/log'
import { storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'

const name = `t_${randomBytes(6).toString('hex')}`
const admin = postgres(inject('clusterUrl'), { max: 1, onnotice: () => {} })
await admin.unsafe(`create database ${name}`)
const url = inject('clusterUrl').replace(/postgres$/, name)
const { db, sql } = openDatabase(url)
const folder = await mkdtemp(join(tmpdir(), 'accord-migrations-'))
afterAll(async () => {
  await sql.end({ timeout: 5 })
  await admin.unsafe(`drop database ${name} with (force)`)
  await admin.end()
  await rm(folder, { recursive: true })
})

test('DR-4 drafts of an Accord from before digests are read, and what was damaged then is found', async () => {
  await cp('drizzle/migrations', folder, { recursive: true })
  const journal = JSON.parse(await readFile(join(folder, 'meta/_journal.json'), 'utf8')) as { entries: { tag: string }[] }
  const before = journal.entries.findIndex(({ tag }) => tag.endsWith('_draft_storage'))
  await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries: journal.entries.slice(0, before) }))
  await migrate(url, folder)
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'held ')
  const state = Buffer.from(Y.encodeStateAsUpdate(doc))
  doc.getText('t').insert(5, 'and after')
  const row = Buffer.from(encodeUpdates([Y.encodeStateAsUpdate(doc, Y.encodeStateVectorFromUpdate(state))]))
  const [good, bad] = [crypto.randomUUID(), crypto.randomUUID()]
  for (const [id, sound] of [[good, state], [bad, Buffer.concat([state, Buffer.from([0])])]] as const) {
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`insert into draft_compactions (standard_id, upto_seq, state, digest, schema_version)
        values (${id}, 1, ${sound}, ${createHash('sha256').update(state).digest('hex')}, 1)`
      await tx`insert into draft_log (standard_id, updates) values (${id}, ${row})`
    })
  }
  await migrate(url)
  const stored = await storedDraft(db, good)
  expect(stored).toMatchObject({ damaged: [], compaction: { formatted: true, vector: Y.encodeStateVectorFromUpdate(state) } })
  expect(replay(stored).getText('t').toString()).toBe('held and after')
  await expect(storedDraft(db, bad)).rejects.toThrow('compaction 2 does not match its digest')
  await sql`alter table draft_compactions drop constraint draft_compactions_standard_id_standards_id_fk`
  expect(await compactDraft(db, good)).toMatchObject({ generation: 3, formatted: false })
  expect((await storedDraft(db, good)).damaged).toEqual([])
})
