import { encodeUpdates } from '@/lib/drafts/log'
import type { CommittedRow } from '@/lib/drafts/commands'
import { isOfContent } from './line'

/** Somebody whose updates wait for the disk: a room. */
export interface Author {
  readonly standardId: string
  /** Nothing of what waited is known to be durable: the room must not live on. */
  failed(error: unknown): void
  readonly closed: boolean
}

interface Entry { updates: Uint8Array[]; settled: (() => void)[] }

type Batch = Map<Author, Entry>

/**
 * Group commit: one statement makes the waiting updates of all rooms durable, and the next batch fills meanwhile. What is added first is durable
 * first, within a room and across rooms; `settled` is called once it is, never before.
 */
export class DraftLog {
  #filling: Batch = new Map()
  #running = false
  #idle: (() => void)[] = []

  /** A commit that failed because the line was lost is tried again after each of `pauses` (ms): what is stored twice does no harm. */
  constructor(private readonly append: (rows: CommittedRow[]) => Promise<void>, private readonly pauses: readonly number[] = []) {}

  /** `updates` may be empty: then `settled` only keeps its place in the order. */
  add(author: Author, updates: readonly Uint8Array[], settled: () => void): void {
    const entry = this.#filling.get(author)
    if (entry) {
      entry.updates.push(...updates)
      entry.settled.push(settled)
    } else this.#filling.set(author, { updates: [...updates], settled: [settled] })
    if (this.#running) return
    this.#running = true
    // At the end of the turn, so that everything this turn has read goes into one commit.
    setImmediate(() => void this.#run())
  }

  /** When nothing waits any more. */
  drained(): Promise<void> {
    return this.#running ? new Promise((resolve) => this.#idle.push(resolve)) : Promise.resolve()
  }

  async #run(): Promise<void> {
    while (this.#filling.size > 0) {
      const batch = this.#filling
      this.#filling = new Map()
      await this.#commit([...batch].filter(([author]) => !author.closed))
    }
    this.#running = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  async #commit(entries: [Author, Entry][]): Promise<void> {
    const rows = entries.filter(([, entry]) => entry.updates.length > 0)
      .map(([author, entry]) => ({ standardId: author.standardId, updates: encodeUpdates(entry.updates) }))
    try {
      if (rows.length > 0) await this.#append(rows)
    } catch (error) {
      return this.#mourn(entries, error)
    }
    for (const [author, entry] of entries) for (const settled of entry.settled) if (!author.closed) settled()
  }

  async #append(rows: CommittedRow[], tried = 0): Promise<void> {
    try {
      await this.append(rows)
    } catch (error) {
      const pause = this.pauses[tried]
      if (pause === undefined || isOfContent(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
      await this.#append(rows, tried + 1)
    }
  }

  /** What PostgreSQL refused of one draft is not the others' fault: alone, each stands or falls. A lost line fails them all at once. */
  async #mourn(entries: [Author, Entry][], error: unknown): Promise<void> {
    if (isOfContent(error) && entries.length > 1) for (const entry of entries) await this.#commit([entry])
    else for (const [author] of entries) author.failed(error)
  }
}
