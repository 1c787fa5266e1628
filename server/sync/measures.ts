/** Times in milliseconds: the last bucket holds everything longer. */
const times = [0.5, 1, 2, 3, 5, 8, 12, 20, 35, 60, 100, 250, 500, 1_000, 2_500, 5_000]
const sizes = [1, 2, 3, 5, 8, 13, 25, 50, 100, 250, 1_000, 5_000]

/** A histogram with fixed bounds: counting costs a short search and three additions, and allocates nothing. */
export class Spread {
  /** One more than `bounds`. */
  readonly counts: number[]
  sum = 0
  count = 0

  constructor(readonly bounds: readonly number[]) { this.counts = Array.from({ length: bounds.length + 1 }, () => 0) }

  add(value: number, times = 1): void {
    let place = 0
    while (place < this.bounds.length && value > this.bounds[place]!) place += 1
    this.counts[place]! += times
    this.sum += value * times
    this.count += times
  }
}

/**
 * Below which value that share of the counts lies, as a histogram knows it: a straight line within a bucket. Null without any; for what lies beyond
 * the last bound, that bound.
 */
export function quantile(bounds: readonly number[], counts: readonly number[], share: number): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0)
  if (all === 0) return null
  let left = share * all
  for (const [place, bound] of bounds.entries()) {
    const here = counts[place]!
    const from = place === 0 ? 0 : bounds[place - 1]!
    if (here > 0 && left <= here) return from + (bound - from) * (left / here)
    left -= here
  }
  return bounds.at(-1)!
}

/** Why a frame, or a socket before its first frame, was refused. Closed, since each is a label of a metric. */
export const refusedReasons = [
  'unreadable', 'lane', 'frozen', 'limits', 'full', 'missing', 'astray', 'poisoned', 'foreign-client', 'foreign-presence', 'large-presence',
  'too-fast', 'too-slow', 'origin', 'session', 'draft', 'schema',
] as const
export type RefusedReason = (typeof refusedReasons)[number]

/** One commit, part by part, in milliseconds. Never holds text. */
export interface CommitTrace {
  /** From the first update that waited for this commit until its statement was sent. */
  readonly waited: number
  /** Until PostgreSQL said that it is durable. */
  readonly statement: number
  /** Until everybody was told. */
  readonly relay: number
  readonly updates: number
  readonly drafts: number
}

export interface SlowCommit extends CommitTrace { readonly at: number }

/** From here on a commit is put into the log, and shown on the administrators' page. */
export const slowAfter = 250

/**
 * What the sync server counts on its way. Plain fields, since it is called for every keystroke; they are read when somebody asks for measures.
 * What only stands at a moment (connections, rooms, bytes that wait) is not counted here but looked up then.
 */
export class Measures {
  readonly commit = new Spread(times)
  readonly batchUpdates = new Spread(sizes)
  readonly batchDrafts = new Spread(sizes)
  readonly acknowledge = new Spread(times)
  readonly load = new Spread(times)
  readonly compaction = new Spread(times)
  readonly refusals: Record<RefusedReason, number> = Object.fromEntries(refusedReasons.map((reason) => [reason, 0])) as Record<RefusedReason, number>
  /** By code; 0 for those that the client, or the network, closed. */
  readonly closes = new Map<number, number>()
  /** From a commit at another server process until it was heard of here. */
  readonly lag = new Spread(times)
  readonly abroad = { said: 0, heard: 0 }
  /** Rounds in which copies were compared with what is stored, and copies that said something else. */
  readonly copies = { compared: 0, astray: 0 }
  readonly slow: SlowCommit[] = []
  updates = 0
  failedCommits = 0
  opened = 0
  onSlow: (trace: CommitTrace) => void = () => {}

  /** A commit is durable. `ms`: from its statement's sending until then. */
  committed(ms: number, updates: number, drafts: number): void {
    this.updates += updates
    this.commit.add(ms)
    this.batchUpdates.add(updates)
    this.batchDrafts.add(drafts)
  }

  /** After its relay. Kept, and told, where all of it together took long. */
  traced(trace: CommitTrace): void {
    if (trace.waited + trace.statement + trace.relay < slowAfter) return
    this.slow.push({ ...trace, at: Date.now() })
    if (this.slow.length > 20) this.slow.shift()
    this.onSlow(trace)
  }

  commitFailed(): void { this.failedCommits += 1 }

  /** `n` document messages were acknowledged `ms` after they were received. */
  acknowledged(ms: number, n = 1): void { this.acknowledge.add(ms, n) }

  refused(reason: RefusedReason): void { this.refusals[reason] += 1 }

  /** A socket was let in. */
  connected(): void { this.opened += 1 }

  /** A message went to the other server processes. */
  saidAbroad(): void { this.abroad.said += 1 }

  /** One came from another; `ms` after its commit, where it says. */
  heardAbroad(ms?: number): void {
    this.abroad.heard += 1
    if (ms !== undefined) this.lag.add(ms)
  }

  /** All copies of one draft were held against what is stored. */
  compared(): void { this.copies.compared += 1 }

  /** One said something else. */
  astray(): void { this.copies.astray += 1 }

  closed(code: number): void { this.closes.set(code, (this.closes.get(code) ?? 0) + 1) }

  loaded(ms: number): void { this.load.add(ms) }

  compacted(ms: number): void { this.compaction.add(ms) }
}

/** The process's own. */
export const measures = new Measures()
