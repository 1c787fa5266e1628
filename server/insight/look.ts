import type { Live } from '@/lib/drafts/live'
import { type Measures, quantile, type Spread } from '../sync/measures'
import type { Standing } from '../sync/standing'
import type { Vital } from './pulse'

/** What is looked at. */
export interface Sources {
  readonly measures: Measures
  readonly standing: () => Standing
  readonly front: () => Vital
  /** Null while there is no such process. */
  readonly pages: () => { readonly vital: Vital | null; readonly restarts: number }
}

interface Moment { readonly at: number; readonly commit: readonly number[]; readonly acknowledge: readonly number[]; readonly updates: number; readonly drafts: ReadonlyMap<string, number> }

const every = 5_000
const span = 60_000

/** What an administrator sees: rates and quantiles of the last minute, told from what was counted a minute ago. */
export class Look {
  readonly #startedAt = new Date().toISOString()
  #past: Moment[]

  constructor(private readonly sources: Sources) {
    this.#past = [this.#moment()]
    setInterval(() => this.remember(), every).unref()
  }

  #moment(): Moment {
    const { measures, standing } = this.sources
    return {
      at: Date.now(), commit: [...measures.commit.counts], acknowledge: [...measures.acknowledge.counts], updates: measures.updates,
      drafts: new Map(standing().drafts.map(({ standardId, updates }) => [standardId, updates])),
    }
  }

  remember(): void {
    const now = this.#moment()
    this.#past = [...this.#past.filter(({ at }) => now.at - at <= span), now]
  }

  read(): Live {
    const { measures, standing } = this.sources
    const [past] = this.#past as [Moment, ...Moment[]]
    const { drafts, connections, buffered } = standing()
    const minutes = Math.max(Date.now() - past.at, every) / 60_000
    return {
      at: new Date().toISOString(), startedAt: this.#startedAt, connections, buffered, failedCommits: measures.failedCommits, slow: [...measures.slow].reverse(),
      drafts: drafts.filter((draft) => draft.connections > 0 || draft.unsaved > 0).map(({ standardId, people, connections: open, unsaved, updates }) => ({
        standardId, people, connections: open, unsaved, updatesAMinute: Math.round(grown(updates, past.drafts.get(standardId) ?? 0) / minutes),
      })),
      updatesAMinute: Math.round((measures.updates - past.updates) / minutes),
      unsaved: drafts.reduce((sum, { unsaved }) => sum + unsaved, 0),
      commit: since(measures.commit, past.commit), acknowledged: since(measures.acknowledge, past.acknowledge),
      refused: Object.entries(measures.refusals).flatMap(([reason, count]) => (count > 0 ? [{ reason, count }] : [])),
      processes: this.#processes(),
    }
  }

  #processes(): Live['processes'] {
    const { vital, restarts } = this.sources.pages()
    const front = { name: 'front', restarts: 0, ...plain(this.sources.front()) } as const
    return vital ? [front, { name: 'pages', restarts, ...plain(vital) }] : [front]
  }
}

/** A draft that was closed and opened again counts from nothing. */
const grown = (now: number, before: number): number => (now < before ? now : now - before)

const plain = ({ pid, memory, delay }: Vital) => ({ pid, memory, delay })

function since(spread: Spread, before: readonly number[]): { p50: number | null; p99: number | null } {
  const counts = spread.counts.map((count, place) => count - before[place]!)
  return { p50: quantile(spread.bounds, counts, 0.5), p99: quantile(spread.bounds, counts, 0.99) }
}
