import { Counter, Gauge, type Histogram, Registry } from 'prom-client'
import { closeCodes } from '@/lib/drafts/close-codes'
import type { Spread } from '../sync/measures'
import type { Sources } from './look'
import type { Vital } from './pulse'
import type { Requests } from './requests'

type Labels = Record<string, string>
type Sample = readonly [labels: Labels, value: number]

/** What was counted as plain numbers becomes metrics when somebody asks, and costs nothing until then. */
export function metricsOf(sources: Sources, requests: Requests): Registry {
  const registry = new Registry()
  const { measures } = sources
  const gauge = gauges(registry)
  const counter = counters(registry)
  const spread = spreads(registry)

  gauge('connections', 'Open connections to drafts.', ['lane', 'wire'], () => sources.standing().connections.map(({ lane, wire, count }) => [{ lane, wire }, count]))
  gauge('drafts_open', 'Drafts held in memory.', [], () => one(sources.standing().drafts.length))
  gauge('unsaved_updates', 'Messages received and not durable yet.', [], () => one(sources.standing().drafts.reduce((sum, { unsaved }) => sum + unsaved, 0)))
  gauge('buffered_bytes', 'Bytes that clients have not taken yet.', [], () => one(sources.standing().buffered))
  gauge('memory_bytes', 'Memory of a process.', ['process', 'kind'], () => eachProcess(sources, ({ memory, heap }) => [['resident', memory], ['heap', heap]], 'kind'))
  gauge('event_loop_delay_seconds', 'How late the event loop is, over the last minute or two.', ['process', 'quantile'],
    () => eachProcess(sources, ({ delay }) => [['0.5', delay.p50 / 1000], ['0.99', delay.p99 / 1000], ['1', delay.most / 1000]], 'quantile'))

  counter('updates_total', 'Updates of drafts made durable.', [], () => one(measures.updates))
  counter('commits_failed_total', 'Tries of a commit that failed.', [], () => one(measures.failedCommits))
  counter('connections_opened_total', 'Connections let in.', [], () => one(measures.opened))
  counter('refused_total', 'Frames, and connections, that were refused.', ['reason'], () => Object.entries(measures.refusals).map(([reason, count]) => [{ reason }, count]))
  counter('closes_total', 'Connections closed; client: by the other end or the network.', ['code'],
    () => [0, 1006, ...Object.values(closeCodes)].map((code) => [{ code: code === 0 ? 'client' : String(code) }, measures.closes.get(code) ?? 0]))
  counter('copies_compared_total', 'Rounds in which the open copies of a draft were compared with what is stored.', [], () => one(measures.copies.compared))
  counter('copies_astray_total', 'Open copies of a draft that said something else than what is stored.', [], () => one(measures.copies.astray))
  counter('pages_restarts_total', 'How often the pages were started again.', [], () => one(sources.pages().restarts))
  counter('abroad_messages_total', 'Messages between server processes.', ['direction'], () => [[{ direction: 'said' }, measures.abroad.said], [{ direction: 'heard' }, measures.abroad.heard]])

  spread('commit_seconds', 'From sending a commit until it is durable.', 1000, () => [[{}, measures.commit]])
  spread('commit_updates', 'Updates in a commit.', 1, () => [[{}, measures.batchUpdates]])
  spread('commit_drafts', 'Drafts in a commit.', 1, () => [[{}, measures.batchDrafts]])
  spread('acknowledged_seconds', 'From receiving an update until it is durable and acknowledged.', 1000, () => [[{}, measures.acknowledge]])
  spread('draft_load_seconds', 'Loading a draft.', 1000, () => [[{}, measures.load]])
  spread('compaction_seconds', 'Compacting a draft.', 1000, () => [[{}, measures.compaction]])
  spread('abroad_lag_seconds', 'From a commit at another server process until it was heard of.', 1000, () => (measures.lag.count > 0 ? [[{}, measures.lag]] : []))
  spread('request_seconds', 'HTTP requests, by group of addresses and class of status.', 1000, () => [...requests.all.values()].map(({ group, status, took }) => [{ group, status }, took]))
  return registry
}

const one = (value: number): Sample[] => [[{}, value]]

function eachProcess({ front, pages }: Sources, values: (vital: Vital) => readonly (readonly [string, number])[], label: string): Sample[] {
  const processes = [['front', front()], ['pages', pages().vital]] as const
  return processes.flatMap(([process, vital]) => (vital ? values(vital).map(([name, value]): Sample => [{ process, [label]: name }, value]) : []))
}

const gauges = (registry: Registry) => (name: string, help: string, labelNames: string[], read: () => Sample[]) => new Gauge({
  name: `accord_${name}`, help, labelNames, registers: [registry],
  collect() { this.reset(); for (const [labels, value] of read()) this.set(labels, value) },
})

const counters = (registry: Registry) => (name: string, help: string, labelNames: string[], read: () => Sample[]) => new Counter({
  name: `accord_${name}`, help, labelNames, registers: [registry],
  collect() { this.reset(); for (const [labels, value] of read()) this.inc(labels, value) },
})

/** The library's own histogram counts by itself; ours is counted already, and only has to be read out. */
const spreads = (registry: Registry) => (name: string, help: string, per: number, read: () => readonly (readonly [Labels, Spread])[]) => {
  const full = `accord_${name}`
  const get = async () => ({ name: full, help, type: 'histogram', aggregator: 'sum', values: read().flatMap(([labels, spread]) => samplesOf(full, labels, spread, per)) })
  registry.registerMetric({ name: full, get } as unknown as Histogram)
}

function samplesOf(name: string, labels: Labels, { bounds, counts, sum, count }: Spread, per: number) {
  let upTo = 0
  const buckets = bounds.map((bound, place) => ({ metricName: `${name}_bucket`, labels: { ...labels, le: String(bound / per) }, value: (upTo += counts[place]!) }))
  return [
    ...buckets, { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
    { metricName: `${name}_sum`, labels, value: sum / per }, { metricName: `${name}_count`, labels, value: count },
  ]
}
