/** Milliseconds: nobody comes back sooner, however the dice fall. */
const least = 200

/**
 * Milliseconds to wait before attempt `attempt` (1, 2, …). By chance alone, from the first attempt on: a restart cuts everyone off in the same
 * instant, and a thousand who come back within one short pause are a second fault. At most 30 seconds.
 */
export function pauseBefore(attempt: number, random: () => number = Math.random): number {
  const longest = Math.min(30_000, 2_000 * 2 ** Math.min(attempt - 1, 10))
  return least + (longest - least) * random()
}
