const perBucket = Math.log(1.01)
const smallest = 0.001

/** Counts milliseconds in steps of one in a hundred, from a microsecond to a quarter of an hour. */
export class Histogram {
  readonly #counts = new Uint32Array(2_100)
  count = 0
  max = 0

  add(ms: number): void {
    const bucket = ms <= smallest ? 0 : Math.ceil(Math.log(ms / smallest) / perBucket)
    this.#counts[Math.min(bucket, this.#counts.length - 1)]! += 1
    this.count += 1
    if (ms > this.max) this.max = ms
  }

  /** The least value that `share` of all do not exceed, at most one in a hundred too large; null of nothing. */
  quantile(share: number): number | null {
    if (this.count === 0) return null
    const wanted = Math.max(1, Math.ceil(share * this.count))
    let met = 0
    for (const [bucket, count] of this.#counts.entries()) {
      met += count
      if (met >= wanted) return Math.min(this.max, smallest * Math.exp(bucket * perBucket))
    }
    return this.max
  }

  figures(): { p50: number | null; p95: number | null; p99: number | null; max: number; count: number } {
    return { p50: this.quantile(0.5), p95: this.quantile(0.95), p99: this.quantile(0.99), max: this.max, count: this.count }
  }
}

/** The middle one; of an even number the mean of both. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
