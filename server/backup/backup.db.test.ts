import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { dump } from './dump'
import { load, measured } from './load'
import { sameText, tablesOf } from './tables'

const folder = await mkdtemp(join(tmpdir(), 'accord-backup-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const source = await testDatabase()
type Target = Awaited<ReturnType<typeof testDatabase>>
const targets: Target[] = []
for (let n = 0; n < 5; n++) targets.push(await testDatabase())
const file = join(folder, 'all.gz')
const strict = { replace: false, demoEmails: ['demo@wexshire.example'] }

await source.sql`insert into people (name, email) values ('Ada Example', 'ada@example.org'), (${'Tab\there\nand \\. too'}, 'tab@example.org')`
await source.sql`insert into audit_events (kind, actor_name, facts) values ('x', 'Ada Example', ${JSON.stringify({ text: 'words\n\\.\nwords' })}::text::jsonb)`
await source.sql`insert into mailbox ("to", subject, text) values ('ada@example.org', 's', 't')`
// More than a socket takes at once, so that the streams have to wait for one another.
await source.sql`insert into mailbox ("to", subject, text) select 'ada@example.org', 'long', repeat(md5(n::text), 20000) from generate_series(1, 6) n`
const told = await dump(source.ownerUrl, file)

/** Looks from outside, under another name than an Accord's. */
async function looking<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try { return await work(sql) } finally { await sql.end() }
}

const digests = (url: string) => looking(url, (sql) => sql.begin(async (tx) => {
  await tx.unsafe(sameText)
  const found: Record<string, unknown> = {}
  for (const table of await tablesOf(tx)) found[table.name] = await measured(tx, table)
  return found
}))

async function damaged(change: (text: string) => string): Promise<string> {
  const other = join(folder, `damaged-${Math.abs(change.toString().length)}.gz`)
  await writeFile(other, gzipSync(change(gunzipSync(await readFile(file)).toString())))
  return other
}

test('what comes back is equal, table by table, and guarded as before', async () => {
  const [target] = targets as [Target]
  expect(await load(target.ownerUrl, file, strict)).toEqual(told)
  expect(await digests(target.ownerUrl)).toEqual(await digests(source.ownerUrl))
  await looking(target.ownerUrl, async (sql) => {
    await expect(sql`update audit_events set kind = 'z'`).rejects.toThrow(/never changes/)
    // Numbers go on after those that came back.
    const [next] = await sql`insert into mailbox ("to", subject, text) values ('b@example.org', 's', 't') returning id`
    expect(Number(next!.id)).toBe(8)
  })
})

test('a backup does not overwrite a file', async () => {
  await expect(dump(source.ownerUrl, file)).rejects.toThrow(/exists already/)
})

test('a database in use is left alone; one that holds only the demo is given up when that is said', async () => {
  const [, used, demo] = targets as [Target, Target, Target]
  await looking(used.ownerUrl, (sql) => sql`insert into people (name, email) values ('Bo', 'bo@example.org')`)
  await expect(load(used.ownerUrl, file, { ...strict, replace: true })).rejects.toThrow(/in use/)
  await looking(demo.ownerUrl, (sql) => sql`insert into people (name, email) values ('Demo', 'demo@wexshire.example')`)
  await expect(load(demo.ownerUrl, file, strict)).rejects.toThrow(/--replace/)
  await load(demo.ownerUrl, file, { ...strict, replace: true })
  expect(await digests(demo.ownerUrl)).toEqual(await digests(source.ownerUrl))
})

test('a damaged file restores nothing', async () => {
  const target = targets[3]!
  const packed = await readFile(file)
  const cut = join(folder, 'cut.gz')
  await writeFile(cut, packed.subarray(0, packed.length - 100))
  await expect(load(target.ownerUrl, cut, strict)).rejects.toThrow(/damaged/)
  await expect(load(target.ownerUrl, await damaged((text) => text.replace('Ada Example', 'Eve Example')), strict)).rejects.toThrow(/damaged: audit_events/)
  await expect(load(target.ownerUrl, await damaged((text) => text.replace(/\n\{"end".*\n$/, '\n')), strict)).rejects.toThrow(/damaged: it has no end/)
  await looking(target.ownerUrl, async (sql) => expect(await sql`select 1 from people`).toHaveLength(0))
})

test('a running Accord is not restored under', async () => {
  const target = targets[4]!
  await target.sql`select 1`
  await expect(load(target.ownerUrl, file, strict)).rejects.toThrow(/stop it first/)
})
