import { randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import type { RoomDeps } from './room'

type Hearers = Readonly<Record<string, (payload: string) => void>>

interface Line { readonly stop: () => Promise<void>; heard: boolean; asked: boolean }

/**
 * Hears what PostgreSQL notifies. A cut line is not always noticed at once (and a missed revocation would be a hole), so it listens to itself:
 * when its own pulse does not come back, it begins anew and says that something may have been missed.
 */
export class Ear {
  readonly #pulse = `accord_pulse_${randomBytes(6).toString('hex')}`
  #line: Line | null = null
  #opening: Promise<void> | null = null
  #closed = false

  constructor(private readonly sql: Sql, private readonly hearers: Hearers, private readonly missed: () => void, private readonly tell: RoomDeps['tell']) {
    void this.#open()
  }

  get hears(): boolean { return this.#line?.heard === true }

  /** Called now and then. */
  async check(): Promise<void> {
    if (this.#closed) return
    const line = this.#line
    if (!line) return this.#open()
    if (line.asked) {
      this.tell('warn', 'the line on which the database tells of changes was cut', {})
      await this.#drop()
      return this.#open()
    }
    line.asked = true
    await this.sql.notify(this.#pulse, '').catch(() => {})
  }

  #open(): Promise<void> {
    return (this.#opening ??= this.#listen().finally(() => { this.#opening = null }))
  }

  async #listen(): Promise<void> {
    const stops: (() => Promise<void>)[] = []
    const line: Line = { stop: async () => { for (const stop of stops) await stop().catch(() => {}) }, heard: false, asked: true }
    try {
      for (const [channel, hear] of Object.entries(this.hearers)) stops.push((await this.sql.listen(channel, (payload) => this.#guard(hear, payload))).unlisten)
      // The stock client listens again by itself after a cut it has noticed: what was told meanwhile was missed.
      const pulse = await this.sql.listen(this.#pulse, () => { line.heard = true; line.asked = false }, () => { line.heard = true; this.missed() })
      stops.push(pulse.unlisten)
      line.asked = false
      if (this.#closed) await line.stop()
      else this.#line = line
    } catch (error) {
      await line.stop()
      this.tell('warn', 'the sync server cannot hear the database', { error: (error as Error).message })
    }
  }

  #guard(hear: (payload: string) => void, payload: string): void {
    try {
      hear(payload)
    } catch (error) {
      this.tell('warn', 'a notice of the database could not be read', { error: (error as Error).message })
    }
  }

  async #drop(): Promise<void> {
    const line = this.#line
    this.#line = null
    await line?.stop()
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#opening
    await this.#drop()
  }
}
