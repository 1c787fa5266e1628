import net from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../tests/database'
import { openDatabase } from './db'

const { sql: outside, url } = await testDatabase()
await outside`create table cut_marks (what text)`

/** A way to PostgreSQL that can be cut: as by a process that ends (fin), by a machine that is gone (rst). */
async function cuttable() {
  const sockets = new Set<net.Socket>()
  const { port, hostname } = new URL(url)
  const proxy = net.createServer((near) => {
    const far = net.connect(Number(port), hostname)
    sockets.add(near)
    for (const socket of [near, far]) socket.on('error', () => {})
    near.pipe(far)
    far.pipe(near)
    near.on('close', () => { sockets.delete(near); far.destroy() })
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', () => resolve()))
  const through = new URL(url)
  through.port = String((proxy.address() as net.AddressInfo).port)
  const cut = (how: 'fin' | 'rst') => { for (const socket of sockets) if (how === 'fin') socket.end(); else socket.resetAndDestroy() }
  return { url: through.href, cut, close: () => { cut('rst'); proxy.close() } }
}

const way = await cuttable()
const { sql } = openDatabase(way.url, 1)
afterAll(async () => { await sql.end({ timeout: 0 }); way.close() })

const asleep = async () => (await outside`select from pg_stat_activity
  where datname = current_database() and query like '%pg_sleep(60)%' and state = 'active' and pid <> pg_backend_pid()`).length > 0
const settled = (work: Promise<unknown>) => work.then(() => 'answered', () => 'failed')
/** Those that are asked before the cut was noticed may fail; none may wait for ever. */
async function answersAgain() {
  while (await settled(sql`select 1`) === 'failed') await new Promise(setImmediate)
  expect(await Promise.all(Array.from({ length: 5 }, () => settled(sql`select 1`)))).toEqual(Array(5).fill('answered'))
}

test.each(['fin', 'rst'] as const)('a connection that is cut (%s) fails what was asked on it, and is opened again', async (how) => {
  const asks = [() => sql`select pg_sleep(60)`, () => sql.begin(async (tx) => { await tx`select 1`; await tx`select pg_sleep(60)` })]
  for (const ask of [...asks, ...asks]) {
    const asked = settled(ask())
    while (!await asleep());
    way.cut(how)
    expect(await asked).toBe('failed')
    await answersAgain()
  }
})

test.each(['fin', 'rst'] as const)('one that is cut (%s) in the very moment of a question is opened again', async (how) => {
  for (let round = 0; round < 30; round += 1) {
    way.cut(how)
    for (let turn = 0; turn < round % 4; turn += 1) await new Promise(setImmediate)
    expect(['answered', 'failed']).toContain(await settled(sql`select 1`))
    await answersAgain()
  }
})

test.each(['fin', 'rst'] as const)('a transaction that was cut (%s) does not go on, nor end the process, nor write outside of itself', async (how) => {
  for (const others of [0, 4]) {
    const done = settled(sql.begin(async (tx) => {
      await tx`insert into cut_marks values ('first')`
      way.cut(how)
      await new Promise((resolve) => { outside`select pg_sleep(0.05)`.then(resolve, resolve) })
      // Meanwhile the pool opens the connection again for others.
      await Promise.all(Array.from({ length: others }, () => settled(sql`select 1`)))
      await tx`insert into cut_marks values ('second')`
    }))
    expect(await done).toBe('failed')
    await answersAgain()
  }
  expect(await outside`select what from cut_marks`).toEqual([])
})
