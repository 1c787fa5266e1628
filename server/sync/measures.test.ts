import { expect, test } from 'vitest'
import { Measures, Spread, quantile, slowAfter } from './measures'

test('SY-20 a spread counts what lies at a bound below it, and what lies beyond the last one too', () => {
  const spread = new Spread([1, 10])
  for (const value of [0.5, 1, 1.01, 10, 11]) spread.add(value)
  spread.add(2, 3)
  expect(spread).toMatchObject({ counts: [2, 5, 1], count: 8 })
  expect(spread.sum).toBeCloseTo(29.51)
})

test('SY-20 a quantile lies within the bucket that holds it; of nothing there is none', () => {
  expect(quantile([1, 10], [0, 0, 0], 0.5)).toBeNull()
  expect(quantile([1, 10], [0, 4, 0], 0.5)).toBe(5.5)
  expect(quantile([1, 10], [9, 0, 1], 0.99)).toBe(10)
  expect(quantile([1, 10], [10, 0, 0], 0.5)).toBe(0.5)
})

test('SY-20 only slow commits are told of, and the last twenty of them kept', () => {
  const measures = new Measures()
  const told: number[] = []
  measures.onSlow = ({ updates }) => told.push(updates)
  const trace = (statement: number, updates: number) => ({ waited: 1, statement, relay: 1, updates, drafts: 1 })
  measures.traced(trace(slowAfter - 3, 0))
  for (let updates = 1; updates <= 25; updates += 1) measures.traced(trace(slowAfter, updates))
  expect(told).toHaveLength(25)
  expect(measures.slow.map(({ updates }) => updates)).toEqual(Array.from({ length: 20 }, (_, index) => index + 6))
})
