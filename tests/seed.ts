import { randomInt } from 'node:crypto'

/** Chance that can be had again: `ACCORD_SEED=N` repeats a run. Every test that uses it prints its seed. */
export function seeded(what: string, seed = Number(process.env.ACCORD_SEED ?? randomInt(2 ** 31))) {
  let state = (seed ^ [...what].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7)) >>> 0
  /** In [0, 1): Mulberry32. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (most: number) => Math.floor(next() * most)
  return { seed, next, below, pick: <T>(list: readonly T[]): T => list[below(list.length)]!, bytes: (length: number) => Buffer.from(Array.from({ length }, () => below(256))) }
}
