import { expect, test } from 'vitest'
import { pauseBefore } from './backoff'

/** Mulberry32: the same numbers in every run. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6D2B79F5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The most that come within any 50 ms. */
function crowd(pauses: readonly number[]): number {
  const sorted = [...pauses].sort((a, b) => a - b)
  let [most, from] = [0, 0]
  sorted.forEach((pause, at) => {
    while (pause - sorted[from]! > 50) from += 1
    most = Math.max(most, at - from + 1)
  })
  return most
}

test('OF-1 a thousand clients that are cut off in one instant do not come back in one: no 50 ms hold more than a fifteenth of them', () => {
  const random = chance(29)
  for (const attempt of [1, 2, 3]) {
    const pauses = Array.from({ length: 1_000 }, () => pauseBefore(attempt, random))
    expect(crowd(pauses), `attempt ${attempt}`).toBeLessThan(1_000 / 15)
  }
})

test('OF-1 the first try comes within two seconds, the pauses grow, and none is longer than half a minute', () => {
  expect([1, 2, 3, 20].map((attempt) => pauseBefore(attempt, () => 1))).toEqual([2_000, 4_000, 8_000, 30_000])
  for (const attempt of [1, 2, 20]) expect(pauseBefore(attempt, () => 0)).toBe(200)
})
