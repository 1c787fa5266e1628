import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stack } from './stack'

const cards = (...pairs: [level: number, height: number][]) => pairs.map(([level, height]) => ({ level, height }))

test('cards stand level with their text where there is room', () => {
  expect(stack(cards([10, 20], [100, 20], [200, 20]), -1, 8)).toEqual([10, 100, 200])
})

test('cards of one place follow one another', () => {
  expect(stack(cards([10, 20], [10, 30], [10, 20]), -1, 8)).toEqual([10, 38, 76])
})

test('the active card is exactly level; those before it give way upwards, those after downwards', () => {
  expect(stack(cards([100, 40], [110, 40], [120, 40], [500, 40]), 1, 8)).toEqual([62, 110, 158, 500])
})

test('with too little room above, the active card gives way', () => {
  expect(stack(cards([0, 40], [0, 40], [10, 40]), 2, 8)).toEqual([0, 48, 96])
})

test('no card ever covers another or the ceiling, whichever is active', () => {
  const card = fc.record({ level: fc.integer({ min: 0, max: 2000 }), height: fc.integer({ min: 1, max: 400 }) })
  fc.assert(fc.property(fc.array(card, { maxLength: 40 }), fc.integer({ min: -1, max: 45 }), fc.integer({ min: 0, max: 300 }), (list, active, ceiling) => {
    const sorted = [...list].sort((a, b) => a.level - b.level)
    const tops = stack(sorted, active, 8, ceiling)
    for (const [i, top] of tops.entries()) {
      expect(top).toBeGreaterThanOrEqual(i === 0 ? ceiling : tops[i - 1]! + sorted[i - 1]!.height + 8)
    }
  }))
})
