import type { Live } from '@/lib/drafts/live'
import { log } from '../log'
import type { Pages } from '../pages/pages'
import type { Settings } from '../settings'
import { type CommitTrace, measures } from '../sync/measures'
import { nothingStands, type Standing } from '../sync/standing'
import { Look } from './look'
import { openMetrics } from './metrics-door'
import { metricsOf } from './prometheus'
import { Pulse } from './pulse'
import { requests } from './requests'

export interface Insight {
  read(): Live
  close(): Promise<void>
}

const rounded = (trace: CommitTrace): object => Object.fromEntries(Object.entries(trace).map(([name, value]) => [name, Math.round(value)]))

/** Begins to look: what administrators see, what METRICS_PORT tells, and slow commits in the log. */
export async function beginInsight(settings: Settings, from: { pages: () => Pages | null; standing: () => Standing | null }): Promise<Insight> {
  measures.onSlow = (trace) => log.warn(rounded(trace), 'a slow commit')
  const pulse = new Pulse()
  const sources = { measures, front: () => pulse.read(), standing: () => from.standing() ?? nothingStands, pages: () => from.pages()?.state() ?? { vital: null, restarts: 0 } }
  const look = new Look(sources)
  const door = settings.metrics && await openMetrics(settings.metrics, metricsOf(sources, requests))
  return { read: () => look.read(), close: async () => { await door?.close() } }
}
