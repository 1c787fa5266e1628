import { expect, test } from 'vitest'
import { Histogram, median } from './histogram'

test('quantiles are at most one in a hundred too large, and never too small', () => {
  const histogram = new Histogram()
  const values = Array.from({ length: 1_000 }, (_, at) => 0.01 * 1.012 ** at)
  for (const value of values) histogram.add(value)
  for (const share of [0.01, 0.5, 0.95, 0.99, 1]) {
    const exact = values[Math.ceil(share * values.length) - 1]!
    expect(histogram.quantile(share)!).toBeGreaterThanOrEqual(exact * 0.999_999)
    expect(histogram.quantile(share)!).toBeLessThanOrEqual(exact * 1.0101)
  }
})

test('nothing has no quantile; the ends of the scale hold', () => {
  const histogram = new Histogram()
  expect(histogram.figures()).toEqual({ p50: null, p95: null, p99: null, max: 0, count: 0 })
  histogram.add(0)
  expect(histogram.quantile(1)).toBe(0)
  histogram.add(1e12)
  expect(histogram.quantile(1)).toBeGreaterThan(900_000)
  expect(histogram.max).toBe(1e12)
})

test('the median of some', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([])).toBeNaN()
})
