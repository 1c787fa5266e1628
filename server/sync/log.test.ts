import { expect, test, vi } from 'vitest'
import type { CommittedRow } from '@/lib/drafts/commands'
import { decodeUpdates } from '@/lib/drafts/log'
import type { StoredRow } from '@/lib/drafts/replay'
import { type Author, DraftLog, type Pace, type Parcel } from './log'

const byte = (n: number) => new Uint8Array([n])

/** Somebody with updates that wait, each under a name. */
class Writer implements Author<string> {
  errors: unknown[] = []
  numbers: (number | null)[] = []
  #parcel: { updates: Uint8Array[]; waiting: string[] } = { updates: [], waiting: [] }

  constructor(readonly standardId: string, private readonly log: DraftLog, private readonly said: string[]) {}

  reach = 1
  get closed() { return this.errors.length > 0 }

  add(name: string, update?: number) {
    if (update !== undefined) this.#parcel.updates.push(byte(update))
    this.#parcel.waiting.push(name)
    this.log.wake(this)
  }

  parcel() {
    const parcel = this.#parcel
    this.#parcel = { updates: [], waiting: [] }
    return parcel
  }

  settled({ waiting }: Parcel<string>, row: StoredRow | null) {
    this.said.push(...waiting)
    this.numbers.push(row?.seq ?? null)
  }

  failed(error: unknown) { this.errors.push(error) }
}

/** A log whose commits are ended by hand. */
function heldLog(pace?: Pace) {
  const commits: { rows: CommittedRow[]; end: (error?: unknown) => void }[] = []
  let seq = 0
  const log = new DraftLog((rows) => new Promise((resolve, reject) => {
    commits.push({ rows, end: (error) => (error ? reject(error as Error) : resolve(rows.map(() => (seq += 1)))) })
  }), [], pace)
  const next = async (n: number) => { while (commits.length < n) await new Promise(setImmediate); return commits[n - 1]! }
  const said: string[] = []
  const [a, b, c] = ['a', 'b', 'c'].map((id) => new Writer(id, log, said)) as [Writer, Writer, Writer]
  return { log, next, commits, said, a, b, c }
}
const told = (rows: CommittedRow[]) => rows.map((row) => [row.standardId, decodeUpdates(row.updates).map((update) => update[0])])

test('SY-6 one commit carries what waits in all rooms, the next fills meanwhile, and nothing settles before its commit', async () => {
  const { log, next, said, a, b } = heldLog()
  a.add('a1', 1)
  b.add('b2', 2)
  a.add('a3', 3)
  const first = await next(1)
  b.add('b4', 4)
  b.add('b, nothing new')
  expect(told(first.rows)).toEqual([['a', [1, 3]], ['b', [2]]])
  expect(said).toEqual([])
  first.end()
  const second = await next(2)
  expect(said).toEqual(['a1', 'a3', 'b2'])
  expect(told(second.rows)).toEqual([['b', [4]]])
  second.end()
  await log.drained()
  expect(said).toEqual(['a1', 'a3', 'b2', 'b4', 'b, nothing new'])
  expect([a.numbers, b.numbers]).toEqual([[1], [2, 3]])
})

test('SY-6 with several commits on their way a draft is in one at a time: what it added first is durable first', async () => {
  const { log, next, commits, said, a, b, c } = heldLog({ inFlight: 2, collect: 0, drafts: Infinity, gather: 0, heard: Infinity })
  a.add('a1', 1)
  const first = await next(1)
  a.add('a2', 2)
  b.add('b3', 3)
  const second = await next(2)
  expect(told(second.rows)).toEqual([['b', [3]]])
  c.add('c4', 4)
  await new Promise(setImmediate)
  expect(commits.length).toBe(2)
  second.end()
  const third = await next(3)
  expect(told(third.rows)).toEqual([['c', [4]]])
  expect(said).toEqual(['b3'])
  first.end()
  const fourth = await next(4)
  expect(told(fourth.rows)).toEqual([['a', [2]]])
  fourth.end()
  third.end()
  await log.drained()
  expect(said).toEqual(['b3', 'a1', 'a2', 'c4'])
})

test('SY-6 what only keeps its place needs no statement of its own', async () => {
  const { log, commits, said, a } = heldLog()
  a.add('nothing new')
  await log.drained()
  expect([said, commits.length, a.numbers]).toEqual([['nothing new'], 0, [null]])
})

test('SY-6 when the line is lost every room of the commit fails, and what waited behind it is not written', async () => {
  const { log, next, commits, said, a, b } = heldLog()
  a.add('a1', 1)
  b.add('b2', 2)
  const first = await next(1)
  a.add('a3', 3)
  first.end(Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' }))
  await log.drained()
  expect([a.errors.length, b.errors.length, said, commits.length]).toEqual([1, 1, [], 1])
})

test('SY-6 what PostgreSQL refuses of one draft does not fail the others', async () => {
  const said: string[] = []
  const log = new DraftLog((rows) => rows.some((row) => row.standardId === 'a')
    ? Promise.reject(Object.assign(new Error('refused'), { code: '23503' })) : Promise.resolve([1]))
  const [a, b] = [new Writer('a', log, said), new Writer('b', log, said)]
  a.add('a', 1)
  b.add('b', 2)
  await log.drained()
  expect([a.errors.length, b.errors.length, said]).toEqual([1, 0, ['b']])
})

test('SY-6 a commit whose line was lost is tried again, in its place', async () => {
  const rows: unknown[] = []
  let tries = 0
  const log = new DraftLog((batch) => {
    tries += 1
    if (tries <= 2) return Promise.reject(Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' }))
    rows.push(...told(batch))
    return Promise.resolve([tries])
  }, [0, 0])
  const said: string[] = []
  const a = new Writer('a', log, said)
  a.add('first', 1)
  await new Promise(setImmediate)
  a.add('second', 2)
  await log.drained()
  expect([rows, said, a.errors]).toEqual([[['a', [1]], ['a', [2]]], ['first', 'second'], []])
})

test('SY-6 while many drafts are written to, what comes within the time to collect goes in one commit', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const { next, commits, a, b } = heldLog({ inFlight: 3, collect: 6, drafts: 0, gather: 0, heard: Infinity })
  a.add('a1', 1)
  vi.advanceTimersByTime(5)
  b.add('b2', 2)
  expect(commits.length).toBe(0)
  vi.advanceTimersByTime(1)
  vi.useRealTimers()
  const first = await next(1)
  expect(told(first.rows)).toEqual([['a', [1]], ['b', [2]]])
  first.end()
})

test('SY-6 a burst of one draft is one write to each who hears it, and makes nothing wait', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    // To collect would take longer than any test may.
    const { next, said, a } = heldLog({ inFlight: 1, collect: 0, drafts: Infinity, gather: 600_000, heard: 1_000 })
    for (let update = 0; update < 200; update += 1) a.add(`a${update}`, update)
    const first = await next(1)
    expect(first.rows).toHaveLength(1)
    vi.advanceTimersByTime(100)
    first.end()
    a.add('afterwards', 1)
    ;(await next(2)).end()
    await vi.waitFor(() => expect(said.at(-1)).toBe('afterwards'))
  } finally {
    vi.useRealTimers()
  }
})
