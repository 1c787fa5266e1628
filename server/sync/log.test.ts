import { expect, test } from 'vitest'
import { decodeUpdates } from '@/lib/drafts/log'
import type { CommittedRow } from '@/lib/drafts/commands'
import { type Author, DraftLog } from './log'

const author = (standardId: string): Author & { errors: unknown[] } => {
  const errors: unknown[] = []
  return { standardId, errors, get closed() { return errors.length > 0 }, failed: (error) => { errors.push(error) } }
}
const byte = (n: number) => new Uint8Array([n])

/** A log whose commits are ended by hand. */
function heldLog() {
  const commits: { rows: CommittedRow[]; end: (error?: unknown) => void }[] = []
  const log = new DraftLog((rows) => new Promise((resolve, reject) => {
    commits.push({ rows, end: (error) => (error ? reject(error as Error) : resolve()) })
  }))
  const next = async (n: number) => { while (commits.length < n) await new Promise(setImmediate); return commits[n - 1]! }
  return { log, next, commits }
}
const told = (rows: CommittedRow[]) => rows.map((row) => [row.standardId, decodeUpdates(row.updates).map((update) => update[0])])

test('SY-6 one commit carries what waits in all rooms, the next fills meanwhile, and nothing settles before its commit', async () => {
  const { log, next } = heldLog()
  const [a, b] = [author('a'), author('b')]
  const settled: string[] = []
  log.add(a, [byte(1)], () => settled.push('a1'))
  log.add(b, [byte(2)], () => settled.push('b2'))
  log.add(a, [byte(3)], () => settled.push('a3'))
  const first = await next(1)
  log.add(b, [byte(4)], () => settled.push('b4'))
  log.add(b, [], () => settled.push('b, nothing new'))
  expect(told(first.rows)).toEqual([['a', [1, 3]], ['b', [2]]])
  expect(settled).toEqual([])
  first.end()
  const second = await next(2)
  expect(settled).toEqual(['a1', 'a3', 'b2'])
  expect(told(second.rows)).toEqual([['b', [4]]])
  second.end()
  await log.drained()
  expect(settled).toEqual(['a1', 'a3', 'b2', 'b4', 'b, nothing new'])
})

test('SY-6 when the line is lost every room of the commit fails, and what waited behind it is not written', async () => {
  const { log, next, commits } = heldLog()
  const [a, b] = [author('a'), author('b')]
  const settled: string[] = []
  log.add(a, [byte(1)], () => settled.push('a1'))
  log.add(b, [byte(2)], () => settled.push('b2'))
  const first = await next(1)
  log.add(a, [byte(3)], () => settled.push('a3'))
  first.end(Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' }))
  await log.drained()
  expect([a.errors.length, b.errors.length, settled, commits.length]).toEqual([1, 1, [], 1])
})

test('SY-6 what PostgreSQL refuses of one draft does not fail the others', async () => {
  const [a, b] = [author('a'), author('b')]
  const settled: string[] = []
  const log = new DraftLog((rows) => rows.some((row) => row.standardId === 'a')
    ? Promise.reject(Object.assign(new Error('refused'), { code: '23503' })) : Promise.resolve())
  log.add(a, [byte(1)], () => settled.push('a'))
  log.add(b, [byte(2)], () => settled.push('b'))
  await log.drained()
  expect([a.errors.length, b.errors.length, settled]).toEqual([1, 0, ['b']])
})

test('SY-6 a commit whose line was lost is tried again, in its place', async () => {
  const a = author('a')
  const rows: unknown[] = []
  let tries = 0
  const log = new DraftLog((batch) => {
    tries += 1
    if (tries <= 2) return Promise.reject(Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' }))
    rows.push(...told(batch))
    return Promise.resolve()
  }, [0, 0])
  const settled: string[] = []
  log.add(a, [byte(1)], () => settled.push('first'))
  await new Promise(setImmediate)
  log.add(a, [byte(2)], () => settled.push('second'))
  await log.drained()
  expect([rows, settled, a.errors]).toEqual([[['a', [1]], ['a', [2]]], ['first', 'second'], []])
})
