import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Measures } from '../sync/measures'
import type { Standing } from '../sync/standing'
import { Look, type Sources } from './look'
import { metricsOf } from './prometheus'
import { Pulse, type Vital } from './pulse'
import { Requests, groupOf } from './requests'

beforeEach(() => { vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z') }) })
afterEach(() => { vi.useRealTimers() })

const vital: Vital = { pid: 7, memory: 90e6, heap: 40e6, delay: { p50: 0.5, p99: 4, most: 30 } }

function sources(standing: Partial<Standing> = {}) {
  const measures = new Measures()
  const stands = { connections: [], drafts: [], buffered: 0, ...standing }
  const all: Sources = { measures, standing: () => stands, front: () => vital, pages: () => ({ vital: null, restarts: 2 }) }
  return { measures, stands, all }
}

const draft = (updates: number) => ({ standardId: 'd', people: 2, connections: 3, unsaved: 1, updates })

test('SY-20 rates and quantiles are of the last minute, and what is long past does not stay in them', () => {
  const drafts = [draft(1_000)]
  const { measures, all } = sources({ drafts })
  measures.committed(400, 1_000, 1)
  const look = new Look(all)
  vi.advanceTimersByTime(60_000)
  drafts[0] = draft(1_120)
  for (let commit = 0; commit < 12; commit += 1) measures.committed(4, 10, 1)
  expect(look.read()).toMatchObject({ updatesAMinute: 120, unsaved: 1, drafts: [{ standardId: 'd', people: 2, updatesAMinute: 120 }] })
  expect(look.read().commit.p99).toBeLessThanOrEqual(5)
  vi.advanceTimersByTime(130_000)
  expect(look.read()).toMatchObject({ updatesAMinute: 0, commit: { p50: null, p99: null }, drafts: [{ updatesAMinute: 0 }] })
})

test('SY-20 a draft that was closed and opened again within the minute counts what came since', () => {
  const drafts = [draft(500)]
  const { all } = sources({ drafts })
  const look = new Look(all)
  vi.advanceTimersByTime(60_000)
  drafts[0] = draft(40)
  expect(look.read().drafts).toMatchObject([{ updatesAMinute: 40 }])
})

test('SY-20 a draft that nobody is at is not shown as open; only reasons that were met are shown', () => {
  const { measures, all } = sources({ drafts: [{ ...draft(5), people: 0, connections: 0, unsaved: 0 }] })
  measures.refused('lane')
  measures.refused('lane')
  expect(new Look(all).read()).toMatchObject({ drafts: [], refused: [{ reason: 'lane', count: 2 }], processes: [{ name: 'front', pid: 7 }] })
})

test('SY-20 metrics are told as Prometheus reads them: a histogram in seconds, every reason from the start, nothing twice', async () => {
  const { measures, all } = sources({ connections: [{ lane: 'write', wire: 'http', count: 4 }], drafts: [draft(0)], buffered: 12 })
  const requests = new Requests()
  requests.answered('/workspace/standards/a-title-that-is-nobodys-business?x=1', 200, 30)
  measures.committed(4, 3, 2)
  measures.closed(4403)
  const registry = metricsOf(all, requests)
  await registry.metrics()
  const text = await registry.metrics()
  for (const line of [
    'accord_connections{lane="write",wire="http"} 4', 'accord_drafts_open 1', 'accord_unsaved_updates 1', 'accord_buffered_bytes 12', 'accord_updates_total 3',
    'accord_commit_seconds_bucket{le="0.003"} 0', 'accord_commit_seconds_bucket{le="0.005"} 1', 'accord_commit_seconds_bucket{le="+Inf"} 1', 'accord_commit_seconds_count 1',
    'accord_commit_updates_sum 3', 'accord_refused_total{reason="lane"} 0', 'accord_closes_total{code="4403"} 1', 'accord_pages_restarts_total 2',
    'accord_request_seconds_bucket{group="workspace",status="2xx",le="0.05"} 1', 'accord_event_loop_delay_seconds{process="front",quantile="0.99"} 0.004',
  ]) expect(text.split('\n')).toContain(line)
  expect(text).not.toContain('a-title')
})

test('SY-20 an address is told by its group only', () => {
  expect(['/', '/standards/x', '/_next/static/a.js', '/assets/b', '/api/v1/standards', '/api/auth/callback/oidc', '/sign-in/link?token=x', '/workspacex', '/sync/1/in', '/api/health/live']
    .map(groupOf)).toEqual(['public', 'public', 'assets', 'assets', 'api', 'sign-in', 'sign-in', 'public', 'sync', 'health'])
})

test('SY-20 the pulse of this process can be felt', () => {
  vi.useRealTimers()
  expect(new Pulse().read()).toMatchObject({ pid: process.pid, memory: expect.any(Number), delay: { p50: expect.any(Number), p99: expect.any(Number) } })
})
