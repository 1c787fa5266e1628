import { chmod, mkdir, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { afterEach, describe, expect, test } from 'vitest'
import { runningUrl } from '../own-database'
import { cleanUp, gone, health, newFolder, postmasterOf, start, startReady, until } from './rig'

afterEach(cleanUp)

async function ask<T>(data: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres((await runningUrl(data))!, { max: 1, onnotice: () => {} })
  try { return await work(sql) } finally { await sql.end() }
}

const write = (data: string, name: string) => ask(data, (sql) => sql`insert into people (name, email) values (${name}, ${`${name}@example.org`})`)
const names = (data: string) => ask(data, async (sql) => (await sql<{ name: string }[]>`select name from people order by name`).map(({ name }) => name))

describe('after kill -9, a start brings everything back by itself', () => {
  test('of the server', async () => {
    const data = await newFolder()
    const first = await startReady({ data })
    await write(data, 'ada')
    first.child.kill('SIGKILL')
    await first.ended
    expect(await postmasterOf(data)).toBeGreaterThan(0)
    await startReady({ data })
    expect(await names(data)).toEqual(['ada'])
  })

  test('of both at once', async () => {
    const data = await newFolder()
    const first = await startReady({ data })
    await write(data, 'bo')
    const postmaster = await postmasterOf(data)
    first.child.kill('SIGKILL')
    process.kill(postmaster, 'SIGKILL')
    await first.ended
    await startReady({ data })
    expect(await names(data)).toEqual(['bo'])
  })

  test('of a start that was making its database', async () => {
    const data = await newFolder()
    const first = await start({ data })
    const begun = async () => (await readdir(data, { recursive: true }).catch(() => [])).some((path) => /^postgres\.new-.*global$/.test(path))
    await until(begun, first)
    first.child.kill('SIGKILL')
    await first.ended
    await startReady({ data })
    expect(await names(data)).toEqual([])
  })
})

test('PostgreSQL killed under a running server: back on the same port, and ready again', async () => {
  const data = await newFolder()
  const program = await startReady({ data })
  await write(data, 'cy')
  const url = await runningUrl(data)
  const postmaster = await postmasterOf(data)
  process.kill(postmaster, 'SIGKILL')
  await gone(postmaster)
  await until(async () => ![0, postmaster].includes(await postmasterOf(data)), program)
  await until(async () => await health(program.port) === 200, program)
  expect(await runningUrl(data)).toBe(url)
  expect(await names(data)).toEqual(['cy'])
  expect(program.said()).toContain('the embedded PostgreSQL died')
})

const asRoot = process.getuid?.() === 0

describe.runIf(asRoot)('as root', () => {
  test('in a folder that is closed to everybody else', async () => {
    const closed = dirname(await newFolder())
    await chmod(closed, 0o700)
    const data = join(closed, 'data')
    const first = await startReady({ data })
    await write(data, 'di')
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    // The folder is opened afterwards: what the one way made is handed over to the other.
    await chmod(closed, 0o755)
    await startReady({ data })
    expect(await names(data)).toEqual(['di'])
  })

  // 65534 is `nobody` on every system; a container may run as a number that has no name at all.
  test.each([65_534, 54_321])('the ordinary user %i starts it as well', async (uid) => {
    const data = await newFolder(uid)
    const program = await startReady({ data, uid })
    await write(data, 'ed')
    expect((await stat(join(data, 'postgres'))).uid).toBe(uid)
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(0)
  })
})

test('what is backed up from a running server is restored elsewhere, byte for byte', async () => {
  const data = await newFolder()
  const file = join(dirname(data), 'all.gz')
  await startReady({ data, env: { ACCORD_DEMO: '1' } })
  const told = await names(data)
  const backup = await start({ data, command: [process.execPath, 'dist/backup.js', file] })
  expect(await backup.ended, backup.said()).toBe(0)
  const other = await newFolder()
  await mkdir(other)
  const restore = await start({ data: other, command: [process.execPath, 'dist/restore.js', file] })
  expect(await restore.ended, restore.said()).toBe(0)
  expect(restore.said()).toMatch(/^Restored \d+ rows of \d+ tables; every count and digest is the backup's\n$/)
  await startReady({ data: other })
  expect(await names(other)).toEqual(told)
  expect(told.length).toBeGreaterThan(5)
})
