/**
 * Which rows of a draft this process has. Rows become visible in another order than that of their numbers, so whoever looks for new ones looks
 * back: `lookback` is longer than any commit may take, since one that takes longer than the sync server's patience was given up and made again.
 */
export class Known {
  readonly #seqs = new Set<number>()
  /** The highest number at some moments of the past, oldest first. */
  #marks: { at: number; highest: number }[] = []

  constructor(private readonly lookback = 40_000) {}

  add(seq: number): void { this.#seqs.add(seq) }

  has(seq: number): boolean { return this.#seqs.has(seq) }

  /** Rows up to this one need not be looked at any more. */
  after(now: number): number {
    const past = this.#marks.findLastIndex((mark) => now - mark.at >= this.lookback)
    if (past > 0) {
      this.#marks.splice(0, past)
      const { highest } = this.#marks[0]!
      for (const seq of this.#seqs) if (seq <= highest) this.#seqs.delete(seq)
    }
    return past >= 0 ? this.#marks[0]!.highest : 0
  }

  /** Which of the rows that are there now it has not. */
  lacking(seqs: readonly number[], now: number): number[] {
    const highest = seqs.at(-1)
    const last = this.#marks.at(-1)
    // A mark a second at most: a step of the lookback need not be finer.
    if (highest !== undefined && (!last || (highest > last.highest && now - last.at >= 1_000))) this.#marks.push({ at: now, highest })
    return seqs.filter((seq) => !this.#seqs.has(seq))
  }
}
