import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Traffic } from './traffic'

beforeEach(() => { vi.useFakeTimers({ toFake: ['performance'] }) })
afterEach(() => { vi.useRealTimers() })

const author = (reach: number) => ({ reach })

test('SY-6 one draft with many updates is one draft; what is heard counts each socket', () => {
  const traffic = new Traffic()
  const draft = author(40)
  for (let update = 0; update < 10; update += 1) traffic.add(draft)
  expect(traffic.lately).toEqual({ drafts: 0, heardPerSecond: 0 })
  vi.advanceTimersByTime(100)
  expect(traffic.lately).toEqual({ drafts: 1, heardPerSecond: 4_000 })
})

test('SY-6 after a pause nobody is taken for busy', () => {
  const traffic = new Traffic()
  for (let n = 0; n < 20; n += 1) traffic.add(author(2))
  vi.advanceTimersByTime(2_000)
  expect(traffic.lately.drafts).toBe(1)
  vi.advanceTimersByTime(100)
  expect(traffic.lately).toEqual({ drafts: 0, heardPerSecond: 0 })
})
