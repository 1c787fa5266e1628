import type { Glimpse, RowsOf } from '@/lib/drafts/queries-abroad'
import type { AwarenessEntry } from '../frames'
import { within } from '../line'
import type { Bus } from './bus'
import { Crossing } from './crossing'
import type { Ledger } from './ledger'
import { decodeTelling, encodeTelling, type Item, type Telling } from './messages'
import type { Abroad, Homeland } from './seam'
import { type Origin, originOf, Seal } from './seal'

export interface WorldDeps {
  readonly ledger: Ledger
  /** Null without REDIS_URL. */
  readonly bus: Bus | null
  readonly secret: string
  tell(level: 'info' | 'warn' | 'error', message: string, facts: object): void
  readonly pace?: Partial<typeof defaultPace>
}

/** Milliseconds between two looks into the database. */
export const defaultPace = {
  /** Nobody else is there. */
  alone: 2_000,
  /** All others are heard: a look only makes sure. */
  heard: 5_000,
  /** Others write that cannot be heard. */
  deaf: 250,
  /** How often a process says that it lives; after three of these without a word it is not heard. */
  alive: 1_000,
  present: 10_000,
  /** People at a process that has not said a word for so long are gone, whatever PostgreSQL thinks. */
  ghosts: 25_000,
  enter: 1_000,
}

/** Rows beyond this are read by the room, all at once. */
const mostRows = 500

interface Other { origin: Origin | null; heardAt: number }

const numberOf = (origin: Origin): number => Number.parseInt(origin.slice(0, 8), 16) & 0x7fff_ffff

/**
 * The other server processes on this database. PostgreSQL knows who they are and has what they wrote; a bus only makes it quick. So everything
 * that is heard is a hint: whatever was not heard, for whatever reason, is found by looking, rarely while all are heard, often while not.
 */
export class World implements Abroad {
  readonly #seal: Seal
  readonly #me: number
  readonly #all: string
  readonly #pace: typeof defaultPace
  readonly #crossings = new Map<string, Crossing>()
  readonly #byChannel = new Map<string, Crossing>()
  /** By their numbers on the roll; null until it was called once. */
  #others: Map<number, Other> | null = null
  #strangers = new Map<number, number>()
  #count = 0
  #unechoed = 0
  #looking = false
  #again = false
  #timer: NodeJS.Timeout | undefined
  readonly #timers: NodeJS.Timeout[]
  #told = ''
  #closed = false

  constructor(private readonly deps: WorldDeps) {
    this.#pace = { ...defaultPace, ...deps.pace }
    this.#seal = new Seal(deps.secret)
    this.#me = numberOf(this.#seal.origin)
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
  get #sure(): boolean {
    if (!this.#others || !this.deps.bus?.isUp) return this.#others?.size === 0
    const since = Date.now() - 3 * this.#pace.alive
    return [...this.#others.values()].every((other) => other.heardAt > since)
  }

  async enter(standardId: string, room: Homeland): Promise<void> {
    const channel = this.#seal.channel(standardId)
    const crossing = new Crossing(standardId, room, (telling) => this.#say(channel, telling))
    this.#crossings.set(standardId, crossing)
    this.#byChannel.set(channel, crossing)
    // Neither may hold up the opening of a draft: what is missed then is found by the next look.
    const [seen] = await within(this.#pace.enter, Promise.all([this.#glimpse(standardId), this.deps.bus?.listen(channel)]), () => [null])
    if (seen && this.#others?.size !== 0) crossing.begin(seen.compaction, seen.seqs, Date.now())
    crossing.say({ kind: 'ask' })
  }

  async #glimpse(standardId: string): Promise<Glimpse | null> {
    if (this.#others?.size === 0) return null
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
    for (const other of this.#others?.values() ?? []) if (other.origin && other.heardAt < since) this.#lose(other)
    if (!this.#sure) this.#lookNow()
  }

  #up(): void {
    this.#unechoed = 0
    this.#doubtAll()
    this.#greet()
    this.deps.tell('info', 'other server processes are heard through Redis', {})
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

  #down(why: string): void {
    this.deps.tell('warn', 'Redis cannot be reached: other server processes are followed through PostgreSQL, more slowly', { error: why })
    this.#lookNow()
  }

  #doubtAll(): void { for (const crossing of this.#crossings.values()) crossing.doubt = true }

  #heard(channel: string, message: Buffer): void {
    const origin = originOf(message)
    if (origin === this.#seal.origin) this.#unechoed = 0
    if (!origin || origin === this.#seal.origin) return
    const crossing = this.#byChannel.get(channel)
    if (!crossing && channel !== this.#all) return
    const other = this.#others?.get(numberOf(origin))
    if (!other) return this.#meet(numberOf(origin), crossing)
    const opened = this.#seal.open(channel, message)
    const telling = opened && decodeTelling(opened)
    if (!telling) return this.deps.tell('warn', 'a message between server processes could not be opened', { origin })
    other.origin = origin
    other.heardAt = Date.now()
    if (crossing?.hear(origin, telling)) this.#lookNow()
    if (!crossing) this.#hearSelf(other, telling)
  }

  /** Somebody who may have come after the roll was last called. Whoever is not on it then writes to another database, and is not listened to. */
  #meet(number: number, crossing: Crossing | undefined): void {
    if (crossing) crossing.doubt = true
    const asked = this.#strangers.get(number) ?? 0
    if (Date.now() - asked < this.#pace.heard) return
    if (this.#strangers.size > 100) this.#strangers.clear()
    this.#strangers.set(number, Date.now())
    this.#lookNow()
  }

  #hearSelf(other: Other, { items }: Telling): void {
    for (const { kind } of items) {
      if (kind === 'bye') this.#lose(other)
      if (kind === 'ask') this.#sayToAll()
    }
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
      if (!this.#closed) this.#once('warn', `other server processes cannot be looked for: ${(error as Error).message}`)
    }).finally(() => {
      this.#looking = false
      if (this.#closed) return
      const pace = this.#again ? 0 : this.#sure ? (this.#others!.size === 0 ? this.#pace.alone : this.#pace.heard) : this.#pace.deaf
      this.#timer = setTimeout(() => this.#look(), pace)
      this.#timer.unref()
    })
  }

  async #lookAround(): Promise<void> {
    await this.#callRoll()
    if (this.#others!.size === 0 || this.#crossings.size === 0) return
    const now = Date.now()
    const sure = this.#sure
    const asked = [...this.#crossings.values()].map((crossing) => crossing.ask(now))
    const seen = await this.deps.ledger.glimpses(asked)
    const compared = seen.map((glimpse) => this.#compare(glimpse, sure))
    // Between the commit and its telling there is a moment: most of what is lacking is on its way.
    if (sure && compared.some(({ seqs }) => seqs.length > 0)) await new Promise((resolve) => setTimeout(resolve, 30))
    await this.#fetch(compared)
  }

  #compare({ standardId, compaction, seqs }: Glimpse, sure: boolean): RowsOf {
    return { standardId, seqs: this.#crossings.get(standardId)?.compare(compaction, seqs, sure, Date.now()) ?? [] }
  }

  async #fetch(compared: readonly RowsOf[]): Promise<void> {
    const wanted = compared.flatMap(({ standardId, seqs }) => {
      const crossing = this.#crossings.get(standardId)
      const lacking = crossing?.known ? seqs.filter((seq) => !crossing.known!.has(seq)) : []
      return lacking.length === 0 ? [] : [{ standardId, seqs: lacking, crossing: crossing! }]
    })
    for (const { crossing, seqs } of wanted.filter((each) => each.seqs.length > mostRows)) {
      crossing.caughtUp(seqs)
      crossing.room.catchUp()
    }
    const few = wanted.filter((each) => each.seqs.length <= mostRows)
    if (few.length === 0) return
    const rows = await this.deps.ledger.rows(few)
    for (const { crossing, standardId, seqs } of few) {
      if (this.#crossings.get(standardId) !== crossing) continue
      const mine = rows.filter((row) => row.standardId === standardId)
      for (const { seq, updates } of mine) crossing.hearRow(seq, updates)
      if (mine.length === seqs.length) continue
      // A compaction took it between the two looks, or it is damaged: the room knows what to do.
      crossing.caughtUp(seqs)
      crossing.room.catchUp()
    }
  }

  async #callRoll(): Promise<void> {
    const roll = await this.deps.ledger.roll(this.#me)
    const before = this.#others
    const others = new Map(roll.filter((number) => number !== this.#me).map((number) => [number, before?.get(number) ?? { origin: null, heardAt: 0 }]))
    this.#others = others
    if ([...others.keys()].some((number) => !before?.has(number))) this.#greet()
    for (const [number, other] of before ?? []) {
      if (others.has(number)) continue
      this.#lose(other)
      this.#doubtAll()
    }
    // Alone nobody's rows need be followed; with the next that comes it begins anew.
    if (others.size === 0) for (const crossing of this.#crossings.values()) crossing.known = null
    this.#tellOfOthers()
  }

  #tellOfOthers(): void {
    const count = this.#others!.size
    if (count === 0) this.#told = ''
    else if (!this.deps.bus) {
      this.#once('warn', 'several server processes serve one database without REDIS_URL: what people do at one reaches those at another only a few times a second')
    } else if (this.#sure) this.#once('info', 'several server processes serve one database')
    else if (this.deps.bus.isUp) this.#once('warn', 'another server process is not heard through Redis: all need the same REDIS_URL and NEXTAUTH_SECRET')
  }

  /** Once until it changes. */
  #once(level: 'info' | 'warn', message: string): void {
    if (this.#told === message) return
    this.#told = message
    this.deps.tell(level, message, { processes: (this.#others?.size ?? 0) + 1 })
  }

  async close(): Promise<void> {
    for (const standardId of [...this.#crossings.keys()]) this.leave(standardId)
    this.#sayToAll({ kind: 'bye' })
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
