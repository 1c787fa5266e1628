import * as Y from 'yjs'
import { decodeUpdates } from '@/lib/drafts/log'
import type { LoadedDraft } from '@/lib/drafts/replay'
import type { Homeland } from './abroad'
import type { Draft } from './draft'
import { type AwarenessEntry, updateFrame } from './frames'
import { isEmptyUpdate } from './gate'
import type { Limits } from './limits'
import { vet } from './vet'

/** What arrivals need of their room. */
export interface Harbour {
  readonly standardId: string
  /** Null while it loads. */
  readonly draft: Draft | null
  readonly closed: boolean
  /** To every socket that follows the text. */
  relay(frame: Buffer): void
  see(origin: string, entries: readonly AwarenessEntry[]): void
  lost(origin: string): void
}

export interface ArrivalsDeps {
  readonly limits: Limits
  read(standardId: string): Promise<LoadedDraft>
  tell(level: 'info' | 'warn' | 'error', message: string, facts: object): void
}

/** Held while the draft loads; beyond this it is read from the log instead. */
const mostEarly = 5_000

/**
 * The way of what other processes committed into a room, and on to its sockets. It is durable already. What is heard is looked at as an edit of a
 * socket is; what was read from PostgreSQL is the truth, and taken whole.
 */
export class Arrivals implements Homeland {
  #early: { seq: number; updates: readonly Uint8Array[] }[] = []
  /** Rows of which only the first updates could be taken. */
  readonly #partly = new Set<number>()
  #reading: Promise<void> | null = null
  #again = false

  constructor(private readonly room: Harbour, private readonly deps: ArrivalsDeps) {}

  hear(seq: number, updates: readonly Uint8Array[]): void {
    const { draft } = this.room
    if (!draft) return this.#wait(seq, updates)
    if (!this.#take(draft, seq, updates)) this.catchUp()
  }

  #wait(seq: number, updates: readonly Uint8Array[]): void {
    if (this.#early.length < mostEarly) this.#early.push({ seq, updates })
    else this.#again = true
  }

  see(origin: string, entries: readonly AwarenessEntry[]): void { this.room.see(origin, entries) }

  lost(origin: string): void { this.room.lost(origin) }

  /** The draft is there: what was heard meanwhile may be in it or not. */
  opened(): void {
    const early = this.#early
    this.#early = []
    for (const { seq, updates } of early) this.hear(seq, updates)
    if (this.#again) this.catchUp()
  }

  /** False when something that it depends on is not here, or it is not what a socket might have sent: then the log is read. */
  #take(draft: Draft, seq: number, updates: readonly Uint8Array[]): boolean {
    for (const update of updates) {
      const vetted = vet(update, draft, this.deps.limits.update)
      if (vetted.kind !== 'sound') {
        if (vetted.kind === 'refused') this.deps.tell('warn', 'an update of another process was not taken as it came', { standardId: this.room.standardId, why: vetted.why })
        this.#partly.add(seq)
        return false
      }
      if (vetted.writers.length > 0 || vetted.deletes) this.#add(draft, seq, update, vetted.depths)
    }
    this.#partly.delete(seq)
    return true
  }

  #add(draft: Draft, seq: number, update: Uint8Array, depths?: ReadonlyMap<Y.Item, number>): void {
    draft.takeRow(seq, [update], depths)
    this.room.relay(updateFrame(update))
  }

  catchUp(): void { void this.caughtUp() }

  /** Once everything that was in the log when this was called is in the room, or the room is not there any more. Does not reject. */
  async caughtUp(): Promise<void> {
    this.#again = true
    await (this.#reading ??= this.#readOn().finally(() => { this.#reading = null }))
  }

  async #readOn(): Promise<void> {
    for (let tried = 0; this.#again && !this.room.closed; tried += 1) {
      // Where it is not loaded yet, `opened` asks again.
      if (!this.room.draft) return
      this.#again = false
      try {
        await this.#read()
        tried = 0
      } catch (error) {
        this.#again = true
        this.deps.tell('warn', 'the log of a draft could not be read on', { standardId: this.room.standardId, error: (error as Error).message })
        await new Promise((resolve) => setTimeout(resolve, Math.min(5_000, 100 * 2 ** tried)).unref())
      }
    }
  }

  async #read(): Promise<void> {
    const { draft } = this.room
    // What is durable before the log is read is in what is read.
    const before = new Set(draft!.rows())
    const stored = await this.deps.read(this.room.standardId)
    if (this.room.draft !== draft) {
      this.#again = true
      return
    }
    this.#adopt(draft!, stored, before)
    const known = new Set(draft!.rows())
    for (const { seq, updates } of stored.rows) {
      if (known.has(seq) && !this.#partly.has(seq)) continue
      const decoded = decodeUpdates(updates)
      if (!this.#take(draft!, seq, decoded)) for (const update of decoded) this.#add(draft!, seq, update)
      this.#partly.delete(seq)
    }
  }

  /** Another process compacted: its compaction stands in the place of rows here too, and may hold some that never came. */
  #adopt(draft: Draft, { compaction, rows, damaged }: LoadedDraft, held: Set<number>): void {
    if (!compaction || compaction.generation <= draft.generation) return
    const lacking = Y.diffUpdate(compaction.state, draft.vector())
    if (!isEmptyUpdate(lacking)) {
      this.#add(draft, 0, lacking)
      held.add(0)
    }
    for (const { seq } of rows) held.delete(seq)
    for (const { seq } of damaged) if (seq !== undefined) held.delete(seq)
    draft.rebase(compaction, held)
  }
}
