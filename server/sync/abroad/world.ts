import type { Glimpse, RowsOf } from '@/lib/drafts/queries-abroad'
import type { Abroad, Homeland } from '../abroad'
import type { AwarenessEntry } from '../frames'
import { within } from '../line'
import { measures } from '../measures'
import type { Bus } from './bus'
import { Company, numberOf, type Other } from './company'
import { Crossing } from './crossing'
import type { Ledger } from './ledger'
import { decodeTelling, encodeTelling, type Item, type Telling } from './messages'
import { defaultPace } from './pace'
import { originOf, Seal } from './seal'

export interface WorldDeps {
  readonly ledger: Ledger
  /** Null without REDIS_URL. */
  readonly bus: Bus | null
  readonly secret: string
  tell(level: 'info' | 'warn' | 'error', message: string, facts: object): void
  readonly pace?: Partial<typeof defaultPace>
}

/** Rows beyond this are read by the room, all at once. */
const mostRows = 500

/**
 * The other server processes on this database. PostgreSQL knows who they are and has what they wrote; a bus only makes it quick. So everything
 * that is heard is a hint: whatever was not heard, for whatever reason, is found by looking, rarely while all are heard, often while not.
 */
export class World implements Abroad {
  readonly #seal: Seal
  readonly #me: number
  /** The channel on which processes tell of themselves. */
  readonly #all: string
  readonly #pace: typeof defaultPace
  readonly #crossings = new Map<string, Crossing>()
  readonly #byChannel = new Map<string, Crossing>()
  readonly #company: Company
  readonly #strangers = new Map<number, number>()
  readonly #timers: NodeJS.Timeout[]
  #count = 0
  #unechoed = 0
  #looking = false
  #again = false
  #timer: NodeJS.Timeout | undefined
  #closed = false
  /** When somebody was last seen on the roll for the first time. */
  #metAt = 0

  constructor(private readonly deps: WorldDeps) {
    this.#pace = { ...defaultPace, ...deps.pace }
    this.#seal = new Seal(deps.secret)
    this.#me = numberOf(this.#seal.origin)
    this.#company = new Company(this.#me, deps.tell)
    this.#all = this.#seal.channel('all')
    this.#timers = [setInterval(() => this.#live(), this.#pace.alive), setInterval(() => this.#presentAll(), this.#pace.present)]
    for (const timer of this.#timers) timer.unref()
    if (deps.bus) {
      void deps.bus.listen(this.#all)
      deps.bus.start({ heard: (channel, message) => this.#heard(channel, message), up: () => this.#up(), down: (why) => this.#down(why) })
    }
    this.#look()
  }

  /** Whether everybody who writes to this database is heard. */
  get #isSure(): boolean {
    return this.#company.isAlone || (this.deps.bus?.isUp === true && this.#company.isHeard(this.#lately))
  }

  /** Whoever has not said a word since is not heard (pace.ts). */
  get #lately(): number { return Date.now() - 3 * this.#pace.alive }

  get isAlone(): boolean { return this.#company.isAlone }

  async enter(standardId: string, room: Homeland): Promise<void> {
    const channel = this.#seal.channel(standardId)
    const crossing = new Crossing(standardId, room, (telling) => this.#say(channel, telling))
    this.#crossings.set(standardId, crossing)
    this.#byChannel.set(channel, crossing)
    // Neither may hold up the opening of a draft: what is missed then is found by the next look.
    const [seen] = await within(this.#pace.enter, Promise.all([this.#glimpse(standardId), this.deps.bus?.listen(channel)]), () => [null])
    if (seen && !this.#company.isAlone) crossing.begin(seen, Date.now())
    crossing.say({ kind: 'ask' })
  }

  async #glimpse(standardId: string): Promise<Glimpse | null> {
    if (this.#company.isAlone) return null
    const [seen] = await this.deps.ledger.glimpses([{ standardId, after: 0 }]).catch(() => [])
    return seen ?? null
  }

  leave(standardId: string): void {
    const crossing = this.#crossings.get(standardId)
    if (!crossing) return
    crossing.end()
    const channel = this.#seal.channel(standardId)
    this.#crossings.delete(standardId)
    this.#byChannel.delete(channel)
    this.deps.bus?.hush(channel)
  }

  committed(standardId: string, seq: number, updates: readonly Uint8Array[]): void { this.#crossings.get(standardId)?.committed(seq, updates) }

  present(standardId: string, entries: readonly AwarenessEntry[]): void { this.#crossings.get(standardId)?.present(entries) }

  #presentAll(): void { for (const crossing of this.#crossings.values()) crossing.presentAll() }

  #say(channel: string, telling: Telling): void {
    if (this.deps.bus?.isUp && !this.#closed) this.deps.bus.say(channel, this.#seal.close(channel, encodeTelling(telling)))
  }

  #sayToAll(...items: Item[]): void { this.#say(this.#all, { count: this.#count += 1, items }) }

  /** Says that it lives, and counts on hearing itself: a line that is open and carries nothing is a line that is cut. */
  #live(): void {
    if (!this.deps.bus?.isUp) return
    this.#sayToAll()
    this.#unechoed += 1
    if (this.#unechoed > 5) this.deps.bus.giveUp('nothing comes back')
    const since = Date.now() - this.#pace.ghosts
    for (const other of this.#company.all) if (other.heardAt < since) this.#lose(other)
    if (!this.#isSure) this.#lookNow()
  }

  #up(): void {
    this.#unechoed = 0
    this.#greet()
    this.deps.tell('info', 'Redis is there', {})
    this.#lookNow()
  }

  #down(why: string): void {
    this.#company.tellOnce('warn', 'Redis cannot be reached: other server processes are followed through PostgreSQL, more slowly', { error: why })
    this.#lookNow()
  }

  /** Those who are new to each other: what was said before they were on each other's roll was not listened to. */
  #greet(): void {
    this.#sayToAll({ kind: 'ask' })
    for (const crossing of this.#crossings.values()) {
      crossing.presentAll()
      crossing.say({ kind: 'ask' })
    }
  }

  #heard(channel: string, message: Buffer): void {
    const origin = originOf(message)
    if (origin === this.#seal.origin) this.#unechoed = 0
    if (!origin || origin === this.#seal.origin) return
    const crossing = this.#byChannel.get(channel)
    if (!crossing && channel !== this.#all) return
    const other = this.#company.of(origin)
    if (!other) return this.#meet(numberOf(origin))
    const opened = this.#seal.open(channel, message)
    const telling = opened && decodeTelling(opened)
    if (!telling) return this.#company.tellOnce('warn', 'a message between server processes could not be opened', { origin })
    other.origin = origin
    other.heardAt = Date.now()
    measures.heardAbroad()
    if (crossing?.hear(origin, telling)) this.#lookNow()
    if (!crossing && telling.items.length > 0) this.#sayToAll()
  }

  /** Somebody who may have come after the roll was last called. Whoever is not on it then writes to another database, and is not listened to. */
  #meet(number: number): void {
    if (Date.now() - (this.#strangers.get(number) ?? 0) < this.#pace.heard) return
    if (this.#strangers.size > 100) this.#strangers.clear()
    this.#strangers.set(number, Date.now())
    this.#lookNow()
  }

  #lose(other: Other): void {
    const { origin } = other
    other.origin = null
    if (origin) for (const crossing of this.#crossings.values()) crossing.lost(origin)
  }

  #lookNow(): void {
    if (this.#looking) this.#again = true
    else this.#look()
  }

  #look(): void {
    clearTimeout(this.#timer)
    this.#looking = true
    this.#again = false
    void this.#lookAround().catch((error: unknown) => {
      if (!this.#closed) this.#company.tellOnce('warn', 'other server processes cannot be looked for', { error: (error as Error).message })
    }).finally(() => {
      this.#looking = false
      if (this.#closed) return
      this.#timer = setTimeout(() => this.#look(), this.#again ? 0 : this.#company.isAlone ? this.#pace.alone : this.#isSure ? this.#pace.heard : this.#pace.deaf)
      this.#timer.unref()
    })
  }

  async #lookAround(): Promise<void> {
    await this.#callRoll()
    if (this.#company.isAlone || this.#crossings.size === 0) return
    const now = Date.now()
    const seen = await this.deps.ledger.glimpses([...this.#crossings.values()].map(({ standardId, known }) => ({ standardId, after: known?.after(now) ?? 0 })))
    const lacking = seen.map((glimpse) => ({ standardId: glimpse.standardId, seqs: this.#crossings.get(glimpse.standardId)?.compare(glimpse, now) ?? [] }))
    // Between a commit and its telling there is a moment: most of what is lacking then is on its way.
    if (this.#isSure && lacking.some(({ seqs }) => seqs.length > 0)) await new Promise((resolve) => setTimeout(resolve, 30))
    await this.#fetch(lacking)
  }

  async #callRoll(): Promise<void> {
    const { hasNew, gone } = this.#company.called(await this.deps.ledger.roll(this.#me))
    for (const other of gone) this.#lose(other)
    if (hasNew) {
      this.#metAt = Date.now()
      this.#greet()
    }
    // Alone nobody's rows need be followed; with the next who comes it begins anew.
    if (this.#company.isAlone) for (const crossing of this.#crossings.values()) crossing.known = null
    // Who has just come has had no time to say a word.
    const { bus } = this.deps
    if (this.#isSure || !bus || this.#metAt < this.#lately) this.#company.tellOfOthers(bus?.isUp ?? null, this.#isSure)
  }

  async #fetch(lacking: readonly RowsOf[]): Promise<void> {
    const wanted = lacking.flatMap(({ standardId, seqs }) => {
      const crossing = this.#crossings.get(standardId)
      const still = crossing?.known ? seqs.filter((seq) => !crossing.known!.has(seq)) : []
      return still.length > 0 ? [{ standardId, seqs: still, crossing: crossing! }] : []
    })
    const few = wanted.filter(({ seqs }) => seqs.length <= mostRows)
    const rows = few.length > 0 ? await this.deps.ledger.rows(few) : []
    for (const { crossing, standardId, seqs } of wanted) {
      if (this.#crossings.get(standardId) !== crossing) continue
      const found = rows.filter((row) => row.standardId === standardId)
      for (const { seq, updates } of found) crossing.hearRow(seq, updates)
      // Too many, or gone since, or damaged: the room knows what to do.
      if (found.length < seqs.length) crossing.readAnew(seqs)
    }
  }

  async close(): Promise<void> {
    for (const standardId of [...this.#crossings.keys()]) this.leave(standardId)
    this.silence()
    await this.deps.bus?.close()
    await this.deps.ledger.close()
  }

  /** Says and does nothing from now on. */
  silence(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    for (const timer of this.#timers) clearInterval(timer)
  }
}
