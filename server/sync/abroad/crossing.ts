import type { Glimpse } from '@/lib/drafts/queries-abroad'
import type { AwarenessEntry } from '../frames'
import type { Homeland } from '../abroad'
import { Known } from './known'
import type { Item, Telling } from './messages'
import type { Origin } from './seal'

/** What another process has told about the draft. */
interface Guest {
  count: number
  /** Its people by client id, with the clock of the last that was heard. */
  readonly clients: Map<number, number>
}

/** Larger ones only say “look”: what crosses is for speed, and one paste must not hold up everybody's keystrokes. */
const mostRow = 64 * 1024
const mostTelling = 128 * 1024

/** One draft that is open here, as the other processes see it and as it sees them. */
export class Crossing {
  /** Null while nobody else is there to add rows; the first look then begins anew. */
  known: Known | null = null
  #generation = 0
  #out: Item[] = []
  #count = 0
  #changed = new Map<number, AwarenessEntry>()
  readonly #here = new Map<number, AwarenessEntry>()
  #emptied = false
  readonly #guests = new Map<Origin, Guest>()
  #flushing = false

  constructor(readonly standardId: string, readonly room: Homeland, private readonly tell: (telling: Telling) => void) {}

  committed(seq: number, updates: readonly Uint8Array[]): void {
    this.known?.add(seq)
    const size = updates.reduce((sum, update) => sum + update.length, 0)
    this.say(size > mostRow ? { kind: 'look', seq } : { kind: 'row', seq, updates })
  }

  present(entries: readonly AwarenessEntry[]): void {
    for (const entry of entries) {
      if (entry.json === 'null') this.#emptied = this.#here.delete(entry.clientId) && this.#here.size === 0
      else this.#here.set(entry.clientId, entry)
      this.#changed.set(entry.clientId, entry)
    }
    this.#flushSoon()
  }

  /** All who are here, again: whoever missed something, or came since, knows then. */
  presentAll(): void {
    if (this.#here.size === 0 && !this.#emptied) return
    this.#emptied = false
    this.say({ kind: 'here', whole: true, entries: [...this.#here.values()] })
  }

  say(item: Item): void {
    this.#out.push(item)
    this.#flushSoon()
  }

  #flushSoon(): void {
    if (this.#flushing) return
    this.#flushing = true
    setImmediate(() => this.flush())
  }

  /** What one turn of the event loop brought goes out together. */
  flush(): void {
    this.#flushing = false
    const items = this.#out
    this.#out = []
    if (this.#changed.size > 0) items.push({ kind: 'here', whole: false, entries: [...this.#changed.values()] })
    this.#changed = new Map()
    let [from, bytes] = [0, 0]
    items.forEach((item, index) => {
      const size = sizeOf(item)
      if (index > from && bytes + size > mostTelling) {
        this.tell({ count: this.#count += 1, items: items.slice(from, index) });
        [from, bytes] = [index, 0]
      }
      bytes += size
    })
    if (from < items.length) this.tell({ count: this.#count += 1, items: items.slice(from) })
  }

  /** True when it should be looked into the database: something was missed, or is only to be found there. */
  hear(origin: Origin, { count, items }: Telling): boolean {
    const guest = this.#guests.get(origin)
    if (guest && count <= guest.count) return false
    const gap = guest !== undefined && count > guest.count + 1
    const heard = guest ?? { count, clients: new Map<number, number>() }
    heard.count = count
    this.#guests.set(origin, heard)
    let look = gap
    for (const item of items) {
      if (item.kind === 'row') this.hearRow(item.seq, item.updates)
      else if (item.kind === 'here') this.#see(origin, heard, item)
      else if (item.kind === 'ask') this.presentAll()
      else look = true
    }
    return look
  }

  hearRow(seq: number, updates: readonly Uint8Array[]): void {
    this.known?.add(seq)
    this.room.hear(seq, updates)
  }

  /** The room reads the log itself: these rows are in it. */
  readAnew(seqs: readonly number[]): void {
    for (const seq of seqs) this.known?.add(seq)
    this.room.catchUp()
  }

  #see(origin: Origin, guest: Guest, { whole, entries }: Extract<Item, { kind: 'here' }>): void {
    const said = new Set(entries.map((entry) => entry.clientId))
    const gone = whole ? [...guest.clients].filter(([clientId]) => !said.has(clientId)).map(([clientId, clock]) => ({ clientId, clock: clock + 1, json: 'null' })) : []
    for (const { clientId, clock, json } of [...entries, ...gone]) {
      if (json === 'null') guest.clients.delete(clientId)
      else guest.clients.set(clientId, clock)
    }
    this.room.see(origin, [...entries, ...gone])
  }

  lost(origin: Origin): void {
    if (this.#guests.delete(origin)) this.room.lost(origin)
  }

  /** The last word: whoever is here is no more. */
  end(): void {
    this.present([...this.#here.values()].map(({ clientId, clock }) => ({ clientId, clock: clock + 1, json: 'null' })))
    this.flush()
  }

  /** From here the rows are followed; the room reads the log after this. */
  begin({ generation, seqs }: Glimpse, now: number): void {
    this.known = new Known()
    for (const seq of seqs) this.known.add(seq)
    this.known.lacking(seqs, now)
    this.#generation = generation
  }

  /**
   * The rows that are there and that this process has not. A row stays in the log until the second compaction after it: if there were two since
   * the last look, some may have come and gone.
   */
  compare(glimpse: Glimpse, now: number): number[] {
    if (!this.known) {
      this.begin(glimpse, now)
      this.room.catchUp()
      return []
    }
    if (glimpse.generation > this.#generation + 1) this.room.catchUp()
    this.#generation = glimpse.generation
    return this.known.lacking(glimpse.seqs, now)
  }
}

function sizeOf(item: Item): number {
  if (item.kind === 'row') return item.updates.reduce((sum, update) => sum + update.length + 4, 8)
  return item.kind === 'here' ? item.entries.reduce((sum, entry) => sum + entry.json.length + 16, 8) : 8
}
