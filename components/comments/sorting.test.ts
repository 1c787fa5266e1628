import { expect, test } from 'vitest'
import type { Place } from '@/lib/comments/anchor'
import type { ThreadView } from '@/lib/comments/comment'
import { countsOf, neighbour, sorted } from './sorting'

const thread = (id: string, is: 'open' | 'resolved', blockId: string | null = 'b') => ({ id, blockId, state: { is } }) as ThreadView
const at = (from: number): Place => ({ on: 'words', from, to: from + 1, changed: false })

const threads = [thread('late', 'open'), thread('early', 'open'), thread('done', 'resolved'), thread('whole', 'open', null), thread('gone', 'open'), thread('goneAndDone', 'resolved')]
const places = new Map<string, Place>([
  ['late', at(90)], ['early', at(5)], ['done', at(7)], ['whole', { on: 'whole' }], ['gone', { on: 'nothing' }], ['goneAndDone', { on: 'nothing' }],
])
const ids = (list: readonly ThreadView[]) => list.map(({ id }) => id)

test('open threads stand in the order of the text; those that lost their place stay among them', () => {
  const shown = sorted(threads, places, 'open')
  expect([ids(shown.whole), ids(shown.lost), ids(shown.inText)]).toEqual([['whole'], ['gone'], ['early', 'late']])
})

test('the thread that is being read stays, whoever resolves it', () => {
  expect(ids(sorted(threads, places, 'open', 'done').inText)).toEqual(['early', 'done', 'late'])
})

test('every thread is shown by some filter, and counted', () => {
  const all = (['open', 'resolved', 'lost'] as const).flatMap((filter) => Object.values(sorted(threads, places, filter)).flat())
  expect(new Set(all.map(({ id }) => id)).size).toBe(threads.length)
  expect(countsOf(threads, places)).toEqual({ open: 4, resolved: 2, lost: 2 })
})

test('the next thread goes round the end', () => {
  expect(neighbour(['a', 'b'], 'b', 1)).toBe('a')
  expect(neighbour(['a', 'b'], 'a', -1)).toBe('b')
  expect(neighbour(['a', 'b'], null, 1)).toBe('a')
  expect(neighbour(['a', 'b'], 'elsewhere', -1)).toBe('b')
  expect(neighbour([], null, 1)).toBeNull()
})
