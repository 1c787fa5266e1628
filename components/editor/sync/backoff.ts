/**
 * Milliseconds to wait before attempt `attempt` (1, 2, …): half fixed and half by chance, so that everyone whom a restart cut off
 * does not come back in the same instant. At most 30 seconds.
 */
export function pauseBefore(attempt: number, random: () => number = Math.random): number {
  const longest = Math.min(30_000, 500 * 2 ** Math.min(attempt - 1, 10))
  return longest / 2 + (longest / 2) * random()
}
