import type { AwarenessEntry } from '../server/sync/frames'
import type { Bus, BusEars } from '../server/sync/abroad/bus'
import type { Ledger } from '../server/sync/abroad/ledger'
import type { Homeland } from '../server/sync/abroad'
import { defaultPace } from '../server/sync/abroad/pace'
import { World } from '../server/sync/abroad/world'

/** Redis, as far as a bus needs it, with what can go wrong. */
export class Hub {
  readonly buses = new Set<HubBus>()
  isUp = true
  /** Messages for which it answers true are lost. */
  loses: (channel: string, message: Buffer) => boolean = () => false

  bus(): Bus { return new HubBus(this) }

  go(up: boolean): void {
    this.isUp = up
    for (const bus of this.buses) if (up) bus.ears?.up(); else bus.ears?.down('the hub is down')
  }

  say(channel: string, message: Buffer): void {
    if (!this.isUp || this.loses(channel, message)) return
    for (const bus of this.buses) if (bus.channels.has(channel)) bus.ears?.heard(channel, message)
  }

  get listened(): string[] { return [...this.buses].flatMap((bus) => [...bus.channels]) }
}

class HubBus implements Bus {
  readonly channels = new Set<string>()
  ears: BusEars | null = null

  constructor(private readonly hub: Hub) {}

  get isUp(): boolean { return this.hub.isUp && this.ears !== null }

  start(ears: BusEars): void {
    this.ears = ears
    this.hub.buses.add(this)
    if (this.hub.isUp) ears.up()
  }

  say(channel: string, message: Buffer): void { this.hub.say(channel, message) }

  async listen(channel: string): Promise<void> { this.channels.add(channel) }

  hush(channel: string): void { this.channels.delete(channel) }

  giveUp(why: string): void { this.ears?.down(why) }

  async close(): Promise<void> { this.hub.buses.delete(this) }
}

/** The log of a database: rows become visible when it is said so, in any order. */
export class Rows {
  readonly onRoll = new Set<number>()
  #seq = 0
  readonly #rows = new Map<number, { standardId: string; word: string; isVisible: boolean; heldBy: number }>()
  #compacted: string[] = []
  generation = 0
  isDown = false
  looks = 0

  write(standardId: string, word: string, isVisible = true): number {
    this.#rows.set(this.#seq += 1, { standardId, word, isVisible, heldBy: 0 })
    return this.#seq
  }

  show(seq: number): void { this.#rows.get(seq)!.isVisible = true }

  visible(standardId: string): { seq: number; word: string }[] {
    return [...this.#rows].filter(([, row]) => row.isVisible && row.standardId === standardId).map(([seq, { word }]) => ({ seq, word }))
  }

  words(standardId: string): string[] { return [...this.#compacted, ...this.visible(standardId).map((row) => row.word)] }

  compact(standardId: string): void {
    this.#compacted = [...new Set(this.words(standardId))]
    for (const [seq, row] of this.#rows) if (row.heldBy === this.generation && row.heldBy > 0) this.#rows.delete(seq)
    this.generation += 1
    for (const row of this.#rows.values()) if (row.isVisible && row.heldBy === 0) row.heldBy = this.generation
  }

  ledger(): Ledger {
    let number = -1
    const answer = <T>(value: () => T): Promise<T> => (this.isDown ? Promise.reject(new Error('down')) : Promise.resolve(value()))
    return {
      roll: (me) => answer(() => [...this.onRoll.add(number = me)]),
      glimpses: (drafts) => answer(() => drafts.map(({ standardId, after }) => {
        this.looks += 1
        return { standardId, generation: this.generation, seqs: this.visible(standardId).map((row) => row.seq).filter((seq) => seq > after) }
      })),
      rows: (wanted) => answer(() => wanted.flatMap(({ standardId, seqs }) => this.visible(standardId).filter((row) => seqs.includes(row.seq))
        .map(({ seq, word }) => ({ standardId, seq, updates: [Buffer.from(word)] })))),
      close: async () => void this.onRoll.delete(number),
    }
  }
}

/** A room that only collects words. */
export class WordRoom implements Homeland {
  words = new Set<string>()
  heard = 0
  catchUps = 0
  readonly people = new Map<string, Map<number, AwarenessEntry>>()

  constructor(private readonly rows: Rows, private readonly standardId: string) {}

  load(): void { for (const word of this.rows.words(this.standardId)) this.words.add(word) }

  hear(_seq: number, updates: readonly Uint8Array[]): void {
    this.heard += 1
    for (const update of updates) this.words.add(Buffer.from(update).toString())
  }

  see(origin: string, entries: readonly AwarenessEntry[]): void {
    const there = this.people.get(origin) ?? new Map<number, AwarenessEntry>()
    this.people.set(origin, there)
    for (const entry of entries) if (entry.json === 'null') there.delete(entry.clientId); else there.set(entry.clientId, entry)
  }

  lost(origin: string): void { this.people.delete(origin) }

  catchUp(): void { this.catchUps += 1; this.load() }

  get present(): number[] { return [...this.people.values()].flatMap((there) => [...there.keys()]).sort((a, b) => a - b) }
}

export interface Place { readonly world: World; readonly room: WordRoom; readonly told: string[]; write(word: string): number; end(): void }

/** A server process on the same database, with one draft open. */
export async function place(rows: Rows, hub: Hub | null, { standardId = 'draft', secret = 'the same secret', pace = defaultPace } = {}): Promise<Place> {
  const ledger = rows.ledger()
  const told: string[] = []
  const world = new World({ ledger, bus: hub?.bus() ?? null, secret, pace, tell: (level, message) => { told.push(`${level}: ${message}`) } })
  const room = new WordRoom(rows, standardId)
  await world.enter(standardId, room)
  room.load()
  return {
    world, room, told,
    write(word) {
      room.words.add(word)
      const seq = rows.write(standardId, word)
      world.committed(standardId, seq, [Buffer.from(word)])
      return seq
    },
    /** As `kill -9` does: nothing is said any more. */
    end() { void ledger.close(); world.silence() },
  }
}
