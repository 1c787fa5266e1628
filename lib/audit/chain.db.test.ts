import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { refusedBy } from '../../tests/working-group'
import { beginning, type ChainedEvent, digestOfEvent, type Head, linked } from './chain'

const { sql } = await testDatabase()

const write = (facts: unknown, name = 'Ada') =>
  sql`insert into audit_events (kind, actor_name, facts) values ('x', ${name}, ${JSON.stringify(facts)}::text::jsonb)`

async function chain() {
  const rows = await sql<(ChainedEvent & { place: number; digest: string; hash: string })[]>`
    select c.place::int, c.digest, c.hash, e.id::int, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, e.kind, e.actor_id as "actorId",
      e.actor_name as "actorName", e.group_id as "groupId", e.standard_id as "standardId", e.facts
    from audit_chain c join audit_events e on e.id = c.event_id order by c.place`
  return rows
}

/** Every link as this side computes it from the events alone. */
function recomputed(rows: Awaited<ReturnType<typeof chain>>): Head[] {
  let head = beginning
  return rows.map((event) => (head = linked(head, digestOfEvent(event))))
}

test('AU-3 PostgreSQL and Accord compute the same links, whatever the facts hold', async () => {
  for (const facts of [{}, { b: 1, a: 'x', aa: null, ä: [true, false, {}], Z: -0 }, { text: 'quote " \\ \u0001\u001f\u007f\u2028\b\f\n\r\t é 漢 𝄞 \uffff' },
    { '\uffff': 1, '𝄞': 2, '': 3, 'a b': { c: [[], [1, 2]] } }, { n: 9007199254740991, m: -12, z: 0 }]) await write(facts, 'Zoë “Z” O’Brien')
  const rows = await chain()
  expect(rows).toHaveLength(5)
  expect(rows.map(({ place, hash }) => ({ place, hash }))).toEqual(recomputed(rows))
})

test('AU-3 a number that is not whole has no place in an event', async () => {
  for (const facts of [{ n: 0.5 }, { n: 1e300 }]) expect(await refusedBy(write(facts))).toMatch(/whole/)
})

test('AU-3 the links stand in the order of the commits, without a gap, however many commit at once', async () => {
  await Promise.all(Array.from({ length: 60 }, async (_, n) => sql.begin(async (tx) => {
    for (let k = 0; k <= n % 3; k++) await tx`insert into audit_events (kind, actor_name, facts) values ('x', 'Ada', ${JSON.stringify({ n, k })}::text::jsonb)`
    if (n % 10 === 9) throw new Error('rolled back')
  }).catch((error: Error) => { if (error.message !== 'rolled back') throw error })))
  const rows = await chain()
  const [events] = await sql`select count(*)::int as n from audit_events`
  expect(rows).toHaveLength(events!.n as number)
  expect(rows.map(({ place }) => place)).toEqual(rows.map((_, index) => index + 1))
  expect(rows.map(({ place, hash }) => ({ place, hash }))).toEqual(recomputed(rows))
})

test('AU-3 nobody makes a link by hand, changes one or takes one away', async () => {
  expect(await refusedBy(sql`insert into audit_chain (place, event_id, digest, hash) values (99999, 99999, 'x', 'x')`)).toMatch(/made by PostgreSQL/)
  expect(await refusedBy(sql`update audit_chain set hash = 'x'`)).toMatch(/never changes/)
  expect(await refusedBy(sql`delete from audit_chain`)).toMatch(/never changes/)
  expect(await refusedBy(sql`truncate audit_chain`)).toMatch(/never changes/)
})
