import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'

/** Bytes and milliseconds. */
export interface Vital { readonly pid: number; readonly memory: number; readonly heap: number; readonly delay: { readonly p50: number; readonly p99: number; readonly most: number } }

/** How often the loop is looked at; what it is late beyond this is the delay. */
const every = 10
/** A new window begins so often; just after, too little has been seen, and the one before is told. */
const span = 60_000
const enough = 300

/** How this process does: memory, and how late its event loop is, over the last minute or two. */
export class Pulse {
  readonly #loop: IntervalHistogram = monitorEventLoopDelay({ resolution: every })
  #before: Vital['delay'] | null = null

  constructor() {
    this.#loop.enable()
    setInterval(() => {
      this.#before = this.#delay()
      this.#loop.reset()
    }, span).unref()
  }

  #delay(): Vital['delay'] {
    const late = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? Math.max(0, Math.round((nanoseconds / 1e6 - every) * 10) / 10) : 0)
    return { p50: late(this.#loop.percentile(50)), p99: late(this.#loop.percentile(99)), most: late(this.#loop.max) }
  }

  read(): Vital {
    const { rss, heapUsed } = process.memoryUsage()
    return { pid: process.pid, memory: rss, heap: heapUsed, delay: this.#loop.count < enough && this.#before ? this.#before : this.#delay() }
  }
}
