import { expect, test } from 'vitest'
import { seeded } from '../../../tests/seed'
import { Known } from './known'

test('SY-41 rows that become visible in any order within the time that a commit may take are each found once, and little is kept', () => {
  const chance = seeded('known')
  const known = new Known(1_000)
  const rows: { seq: number; at: number }[] = []
  const found = new Map<number, number>()
  for (let now = 0; now < 60_000; now += 50) {
    if (now < 50_000) for (let n = chance.below(4); n > 0; n -= 1) rows.push({ seq: rows.length + 1, at: now + chance.below(10) ** 3 })
    const after = known.after(now)
    for (const seq of known.lacking(rows.filter((row) => row.at <= now && row.seq > after).map((row) => row.seq), now)) {
      known.add(seq)
      found.set(seq, (found.get(seq) ?? 0) + 1)
    }
    expect(rows.filter((row) => row.seq > after).length).toBeLessThan(250)
  }
  expect(rows.filter((row) => found.get(row.seq) !== 1)).toEqual([])
})
