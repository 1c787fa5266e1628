import { expect, inject, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { judged, wronglyRefused } from '../../tests/races/oracle'
import { Race, seeded } from '../../tests/races/play'
import { checkDatabase } from '../../verify/database.mjs'

const asked = Number(process.env.ACCORD_RACES ?? 700)
const seed = Number(process.env.ACCORD_SEED ?? Date.now() % 1_000_000)
// A long run puts more into each race, so that its time goes into racing.
const [groups, perBout] = asked > 5000 ? [6, 240] : [3, 40]

type Sql = Awaited<ReturnType<typeof testDatabase>>['sql']

/** Runs until so many operations have raced, or `until` says that it is enough. */
async function raced(url: string, operations: number, until?: () => Promise<boolean>) {
  const races = Array.from({ length: groups }, (_, index) => new Race(url, seeded(seed + index), until ? 3 : 1))
  const ran = () => races.reduce((sum, race) => sum + race.score.ran, 0)
  let enough = false
  await Promise.all(races.map(async (race) => {
    const group = await race.group()
    while (ran() < operations && !enough) {
      await race.bout(group, perBout)
      enough = enough || await until?.() === true
    }
  }))
  await Promise.all(races.map((race) => race.end()))
  return races.map(({ score }) => score)
}

const added = (all: Record<string, number>[]) => all.reduce((sum, one) => {
  for (const [name, count] of Object.entries(one)) sum[name] = (sum[name] ?? 0) + count
  return sum
}, {} as Record<string, number>)

const database = await testDatabase()

test(`PD-7 positions, ends, removals, versions and publications race, and every rule holds (seed ${seed})`, { timeout: 3_600_000 }, async () => {
  const began = Date.now()
  const scores = await raced(database.url, asked)
  const [{ violations }, wrong] = [await judged(database.sql), await wronglyRefused(database.sql, scores.flatMap((score) => score.refusals))]
  const told = { seed, ran: scores.reduce((sum, { ran }) => sum + ran, 0), seconds: Math.round((Date.now() - began) / 1000),
    accepted: added(scores.map((score) => score.accepted)), refused: added(scores.map((score) => score.refused)), deadlocks: scores.reduce((sum, score) => sum + score.deadlocks, 0),
    validPositionsRefused: wrong.length, violations }
  if (process.env.ACCORD_RACES) console.log(JSON.stringify(told, null, 1))
  expect({ violations, deadlocks: told.deadlocks, wrong, faults: scores.flatMap(({ faults }) => faults) }).toEqual({ violations: {}, deadlocks: 0, wrong: [], faults: [] })
  expect(told.accepted).toMatchObject({ position: expect.any(Number), close: expect.any(Number), removal: expect.any(Number), publish: expect.any(Number) })
  expect((await checkDatabase(database.ownerUrl)).wrong).toBeNull()
})

const redefined = async (sql: Sql, name: string, change: (text: string) => string) => {
  const [found] = await sql<{ text: string }[]>`select pg_get_functiondef(${name}::regproc) as text`
  const text = change(found!.text)
  expect(text).not.toBe(found!.text)
  await sql.unsafe(text)
}

/** Each takes one guard away; the oracle must see it. */
const mutants: [name: string, mutate: (sql: Sql) => Promise<unknown>, seen: string[]][] = [
  ['no lock', async (sql) => {
    for (const name of ['position_taken', 'holds_place']) await redefined(sql, name, (text) => text.replace(/ FOR (SHARE|UPDATE)( OF s)?;/g, ';'))
  }, []],
  ['no digest key', async (sql) => {
    await sql.unsafe('alter table positions drop constraint positions_round_id_digest_sign_off_rounds_id_digest_fk')
    await redefined(sql, 'position_taken', (text) => text.replace('NEW.digest IS DISTINCT FROM round.digest OR', ''))
  }, ['a position on another text than the round']],
  ['time of the statement', (sql) => redefined(sql, 'accord_now', (text) => text.replace('clock_timestamp()', 'statement_timestamp()')), []],
]

for (const [name, mutate, seen] of mutants) {
  test(`PD-7 the oracle sees a database with ${name}`, { timeout: 120_000 }, async () => {
    const { url, sql, end } = await mutant()
    try {
      await mutate(sql)
      await raced(url, 6000, async () => (await judged(sql)).sum > 0)
      const { violations } = await judged(sql)
      if (process.env.ACCORD_RACES) console.log(JSON.stringify({ mutant: name, violations }))
      expect(Object.keys(violations)).toEqual(expect.arrayContaining(seen))
      expect(Object.keys(violations)).not.toEqual([])
    } finally {
      await end()
    }
  })
}

async function mutant() {
  const { default: postgres } = await import('postgres')
  const name = `m_${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`
  const admin = postgres(inject('clusterUrl'), { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name} template template_accord`)
  const ownerUrl = inject('clusterUrl').replace(/postgres$/, name)
  const sql = postgres(ownerUrl, { max: 2, onnotice: () => {} })
  return { url: `${ownerUrl}?role=accord_app`, sql, end: async () => {
    await sql.end({ timeout: 5 })
    await admin.unsafe(`drop database ${name} with (force)`)
    await admin.end()
  } }
}
