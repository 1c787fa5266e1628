import { randomBytes } from 'node:crypto'
import { openDatabase, type Sql } from '@/lib/db'
import { within } from './line'
import type { RoomDeps } from './room'

type Hearers = Readonly<Record<string, (payload: string) => void>>

interface Post { readonly sql: Sql; heard: boolean; asked: boolean }

/**
 * Hears what PostgreSQL notifies. A cut line is not always noticed (and a missed revocation would be a hole), so it listens to itself: when
 * its own pulse does not come back, it begins anew and says that something may have been missed.
 */
export class Ear {
  readonly #pulse = `accord_pulse_${randomBytes(6).toString('hex')}`
  #post: Post | null = null
  #opening: Promise<void> | null = null
  #closed = false

  constructor(private readonly url: string, private readonly hearers: Hearers, private readonly missed: () => void, private readonly tell: RoomDeps['tell']) {
    void this.#open()
  }

  get hears(): boolean { return this.#post?.heard === true }

  /** Called now and then. */
  async check(): Promise<void> {
    const post = this.#post
    if (post && !post.asked) {
      post.asked = true
      void post.sql.notify(this.#pulse, '').catch(() => {})
      return
    }
    if (post) this.tell('warn', 'the line on which the database tells of changes was cut', {})
    this.#drop()
    await this.#open()
  }

  #open(): Promise<void> {
    return (this.#opening ??= this.#listen().finally(() => { this.#opening = null }))
  }

  async #listen(): Promise<void> {
    if (this.#closed) return
    const { sql } = openDatabase(this.url, 1, { max_lifetime: null, connect_timeout: 5, fetch_types: false })
    const post: Post = { sql, heard: false, asked: false }
    try {
      await within(5_000, this.#subscribe(post), () => { throw new Error('PostgreSQL did not answer') })
      if (this.#closed) end(sql)
      else this.#post = post
    } catch (error) {
      end(sql)
      this.tell('warn', 'the sync server cannot hear the database', { error: (error as Error).message })
    }
  }

  async #subscribe(post: Post): Promise<void> {
    for (const [channel, hear] of Object.entries(this.hearers)) await post.sql.listen(channel, (payload) => this.#guard(hear, payload))
    // Called again when the driver has noticed a cut and listens anew: what was told meanwhile was missed.
    await post.sql.listen(this.#pulse, () => { post.asked = false }, () => { post.heard = true; this.missed() })
  }

  #guard(hear: (payload: string) => void, payload: string): void {
    try {
      hear(payload)
    } catch (error) {
      this.tell('warn', 'a notice of the database could not be read', { error: (error as Error).message })
    }
  }

  #drop(): void {
    if (this.#post) end(this.#post.sql)
    this.#post = null
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#opening
    this.#drop()
  }
}

const end = (sql: Sql): void => void sql.end({ timeout: 0 }).catch(() => {})
