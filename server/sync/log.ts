import type { CommittedRow } from '@/lib/drafts/commands'
import { encodeUpdates } from '@/lib/drafts/log'
import type { StoredRow } from '@/lib/drafts/replay'
import { isOfContent } from './line'
import { measures } from './measures'
import { Traffic } from './traffic'

/** What of one draft goes into one row, and who waits for it. */
export interface Parcel<T> {
  readonly updates: readonly Uint8Array[]
  /** In the order in which they came; some may bring no update and only keep their place. */
  readonly waiting: readonly T[]
}

/** Somebody whose updates wait for the disk: a room. */
export interface Author<T = unknown> {
  readonly standardId: string
  readonly closed: boolean
  /** How many sockets hear what it says. */
  readonly reach: number
  /** Everything that waits now. Called only when nothing of this author is on its way. */
  parcel(): Parcel<T>
  /** The parcel is durable, as this row of the log; null where it held no update. */
  settled(parcel: Parcel<T>, row: StoredRow | null): void
  /** Nothing of what waited is known to be durable: the room must not live on. */
  failed(error: unknown): void
}

type Sent = { author: Author; parcel: Parcel<unknown> }

export interface Pace {
  /** How many commits may be on their way at once, of different drafts each. */
  readonly inFlight: number
  /** Updates are collected for so many ms before a commit while so many drafts are written to within a tenth of a second: fewer commits. */
  readonly drafts: number
  readonly collect: number
  /** The same for drafts that many hear, from so many frames a second on that leave for a socket: fewer writes to each. */
  readonly heard: number
  readonly gather: number
}

const eager: Pace = { inFlight: 1, collect: 0, drafts: Infinity, gather: 0, heard: Infinity }

/**
 * Group commit: one statement makes the waiting updates of many drafts durable, and the next batches fill meanwhile. A draft is in one batch at
 * a time, so that what it added first is durable first; drafts do not wait for one another. Nothing is called settled before it is durable.
 */
export class DraftLog {
  #waiting = new Set<Author>()
  readonly #away = new Set<Author>()
  #inFlight = 0
  #scheduled = false
  #idle: (() => void)[] = []
  #since = 0
  readonly #traffic = new Traffic()

  /** A commit that failed because the line was lost is tried again after each of `pauses` (ms): what is stored twice does no harm. */
  constructor(
    private readonly append: (rows: CommittedRow[]) => Promise<readonly number[]>, private readonly pauses: readonly number[] = [],
    private readonly pace: Pace = eager,
  ) {}

  /** Something of the author's waits. */
  wake(author: Author): void {
    // What waits already goes into the same commit, and out in the same writes.
    if (this.#waiting.has(author)) return
    this.#traffic.add(author)
    if (this.#waiting.size === 0) this.#since = performance.now()
    this.#waiting.add(author)
    // Otherwise the end of its commit does.
    if (!this.#away.has(author)) this.#schedule()
  }

  /** When nothing waits any more. */
  drained(): Promise<void> {
    return this.#inFlight === 0 && this.#waiting.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve))
  }

  /** At the end of the turn, so that everything this turn has read goes into one commit. */
  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= this.pace.inFlight) return
    this.#scheduled = true
    const { drafts, heardPerSecond } = this.#traffic.lately
    if (drafts >= this.pace.drafts) setTimeout(this.#run, this.pace.collect)
    else if (heardPerSecond >= this.pace.heard) setTimeout(this.#run, this.pace.gather)
    else setImmediate(this.#run)
  }

  readonly #run = (): void => {
    this.#scheduled = false
    const sent: Sent[] = []
    for (const author of this.#waiting) {
      if (this.#away.has(author)) continue
      this.#waiting.delete(author)
      if (!author.closed) sent.push({ author, parcel: author.parcel() })
    }
    if (sent.length > 0) void this.#commit(sent)
    this.#restIfIdle()
  }

  async #commit(sent: Sent[]): Promise<void> {
    this.#inFlight += 1
    for (const { author } of sent) this.#away.add(author)
    await this.#store(sent, this.#since)
    for (const { author } of sent) this.#away.delete(author)
    this.#inFlight -= 1
    this.#since = performance.now()
    if (this.#waiting.size > 0) this.#schedule()
    this.#restIfIdle()
  }

  #restIfIdle(): void {
    if (this.#inFlight === 0 && this.#waiting.size === 0) for (const resolve of this.#idle.splice(0)) resolve()
  }

  async #store(sent: Sent[], since: number): Promise<void> {
    const stored = sent.filter(({ parcel }) => parcel.updates.length > 0)
    const rows = stored.map(({ author, parcel }) => ({ standardId: author.standardId, updates: encodeUpdates(parcel.updates) }))
    const from = performance.now()
    let seqs: readonly number[] = []
    try {
      if (stored.length > 0) seqs = await this.#append(rows)
    } catch (error) {
      measures.commitFailed()
      return this.#mourn(sent, error)
    }
    const durable = performance.now()
    let at = 0
    for (const { author, parcel } of sent) {
      const row = parcel.updates.length > 0 ? { seq: seqs[at]!, updates: rows[at++]!.updates } : null
      if (!author.closed) author.settled(parcel, row)
    }
    if (stored.length > 0) this.#measure(stored, since, from, durable)
  }

  #measure(stored: Sent[], since: number, from: number, durable: number): void {
    const updates = stored.reduce((sum, { parcel }) => sum + parcel.updates.length, 0)
    measures.committed(durable - from, updates, stored.length)
    measures.traced({ waited: from - since, statement: durable - from, relay: performance.now() - durable, updates, drafts: stored.length })
  }

  async #append(rows: CommittedRow[], tried = 0): Promise<readonly number[]> {
    try {
      return await this.append(rows)
    } catch (error) {
      const pause = this.pauses[tried]
      if (pause === undefined || isOfContent(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
      return this.#append(rows, tried + 1)
    }
  }

  /** What PostgreSQL refused of one draft is not the others' fault: alone, each stands or falls. A lost line fails them all at once. */
  async #mourn(sent: Sent[], error: unknown): Promise<void> {
    if (isOfContent(error) && sent.length > 1) for (const one of sent) await this.#store([one], performance.now())
    else for (const { author } of sent) author.failed(error)
  }
}
