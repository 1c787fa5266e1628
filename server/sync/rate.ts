export interface Rate { readonly perSecond: number; readonly burst: number }

/** A bucket of `burst` drops that refills at `perSecond`; `now` in milliseconds. */
export class Bucket {
  #left: number
  #at: number

  constructor(private readonly rate: Rate, now: number) {
    this.#left = rate.burst
    this.#at = now
  }

  /** False when it is empty. */
  take(now: number): boolean {
    this.#left = Math.min(this.rate.burst, this.#left + Math.max(0, now - this.#at) * this.rate.perSecond / 1000)
    this.#at = now
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
