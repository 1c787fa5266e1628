import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Line, tries } from '../line'
import { attach } from './lane'

interface Asked { url: string; method: string; body: Uint8Array; answer(status: number, text?: string): void; cut(): void; stream(): (text: string) => void }

let asked: Asked[] = []
const kept = new Map<string, string>()
const online: (() => void)[] = []
class NoSocket {
  onclose: (() => void) | null = null
  constructor() { queueMicrotask(() => this.end()) }
  end() { this.onclose?.() }
  close() {}
}

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  kept.clear()
  online.length = 0
  tries.failed = 2
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) })
  vi.stubGlobal('addEventListener', (_: string, work: () => void) => online.push(work))
  vi.stubGlobal('removeEventListener', () => {})
  vi.stubGlobal('WebSocket', NoSocket)
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => new Promise<Response>((resolve, reject) => {
    init.signal?.addEventListener('abort', () => reject(new Error('aborted')))
    asked.push({
      url, method: init.method ?? 'GET', body: (init.body ?? new Uint8Array()) as Uint8Array,
      answer: (status, text) => resolve(new Response(status === 204 ? null : text ?? '', { status })),
      cut: () => reject(new Error('the network')),
      stream() {
        let say!: (text: string) => void
        const body = new ReadableStream<Uint8Array>({
          start(control) {
            say = (text) => control.enqueue(new TextEncoder().encode(text))
            init.signal?.addEventListener('abort', () => control.error(new Error('aborted')))
          },
        })
        resolve(new Response(body))
        return say
      },
    })
  }))
})

afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals() })

const turn = () => vi.advanceTimersByTimeAsync(0)
const hello = 'event: open\ndata: {"connection":"c1"}\n\n'

function opening() {
  const heard: number[][] = []
  const codes: number[] = []
  const line: Line = {
    readyState: 0, binaryType: '', onopen: null, onerror: null, send() {}, close() {},
    onmessage: ({ data }) => heard.push([...new Uint8Array(data)]), onclose: ({ code }) => codes.push(code),
  }
  attach(line, 'wss://accord.example/sync/1?schema=1&saved=1')
  return { line, heard, codes }
}

async function opened() {
  const it = opening()
  const say = asked[0]!.stream()
  say(hello)
  await turn()
  expect(it.line.readyState).toBe(1)
  return { ...it, say }
}

const posts = () => asked.filter(({ method }) => method === 'POST')

test('events come down, in pieces of any size, and the closing code with the last', async () => {
  const { heard, codes, say } = await opened()
  expect(asked[0]!.url).toBe('https://accord.example/sync/1/events?schema=1&saved=1')
  for (const letter of 'data: AAEC\n\n: a comment\n\ndata: Aw==\n\n') say(letter)
  await turn()
  expect(heard).toEqual([[0, 1, 2], [3]])
  say('event: close\ndata: {"code":4403,"why":""}\n\n')
  await turn()
  expect(codes).toEqual([4403])
  expect(tries.failed).toBe(2)
})

test('what is said in one turn goes up as one request; the next waits for its answer', async () => {
  const { line } = await opened()
  line.send(new Uint8Array([7]))
  line.send(new Uint8Array([8, 9]))
  await turn()
  line.send(new Uint8Array([10]))
  await turn()
  expect(posts().map(({ url, body }) => [url.replace(/.*\//, ''), ...body])).toEqual([['messages?connection=c1&number=1', 0, 0, 0, 1, 7, 0, 0, 0, 2, 8, 9]])
  posts()[0]!.answer(204)
  await turn()
  expect(posts()[1]!.url).toContain('number=2')
})

test('a request that the network lost goes again under the same number; after too many the line is over', async () => {
  const { line, codes } = await opened()
  line.send(new Uint8Array([7]))
  for (let times = 0; times < 5; times += 1) {
    await turn()
    expect([posts().length, posts().at(-1)!.url.replace(/.*&/, '')]).toEqual([times + 1, 'number=1'])
    if (times % 2) posts().at(-1)!.answer(502)
    else posts().at(-1)!.cut()
    await vi.advanceTimersByTimeAsync(4_000)
  }
  expect(posts()).toHaveLength(5)
  expect(codes).toEqual([1006])
})

test('a question whether the page is there is answered with a request that says nothing', async () => {
  const { say } = await opened()
  say('event: ping\ndata: \n\n')
  await turn()
  expect(posts().map(({ body }) => body.length)).toEqual([0])
})

test('a line that is closed still sends what was said, and then ends its stream', async () => {
  const { line, codes } = await opened()
  line.send(new Uint8Array([7]))
  line.close()
  await turn()
  expect(posts().map(({ url, body }) => [url.replace(/.*&n/, 'n'), body.length])).toEqual([['number=1&last=1', 5]])
  posts()[0]!.answer(204)
  await turn()
  expect([line.readyState, codes]).toEqual([3, []])
})

test('a refusal of the server’s says why; any other answer is the network’s, and the next try is a WebSocket', async () => {
  const said: [number, string, number][] = [[401, '{"refusal":{"code":"sign-in-needed"}}', 4401], [429, '{"refusal":{"code":"too-fast"}}', 4429],
    [403, '<h1>Blocked by your organisation</h1>', 1006], [503, '{"refusal":{"code":"unavailable"}}', 1006]]
  for (const [status, text, code] of said) {
    asked = []
    tries.failed = 2
    const { codes } = opening()
    asked[0]!.answer(status, text)
    await turn()
    expect(codes).toEqual([code])
    expect(tries.failed).toBe(code === 1006 ? 1 : 2)
  }
})

test('a stream from which nothing comes is given up for polls, and the tab remembers', async () => {
  const { line, heard } = opening()
  asked[0]!.stream()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(asked[1]!.url).toBe('https://accord.example/sync/1/events?schema=1&saved=1&poll=1')
  asked[1]!.answer(200, `id: 1\n${hello}`)
  await turn()
  expect([line.readyState, kept.get('accord.draft-line')]).toEqual([1, 'poll'])
  expect(asked[2]!.url).toMatch(/events\?connection=c1&after=1$/)
  asked[2]!.cut()
  await vi.advanceTimersByTimeAsync(500)
  expect(asked[3]!.url).toMatch(/after=1$/)
  asked[3]!.answer(200, 'id: 2\ndata: AQ==\n\nid: 3\ndata: Ag==\n\n')
  await turn()
  expect(heard).toEqual([[1], [2]])
  expect(asked[4]!.url).toMatch(/after=3$/)
  asked = []
  opening()
  expect(asked[0]!.url).toContain('poll=1')
})

test('a stream that falls silent is over, and the next one polls', async () => {
  const { codes } = await opened()
  expect(kept.get('accord.draft-line')).toBe('http')
  await vi.advanceTimersByTimeAsync(30_000)
  expect([codes, kept.get('accord.draft-line')]).toEqual([[1006], 'poll'])
})

test('a WebSocket is looked for soon, then ever more seldom, and at once when the network changes', async () => {
  let made = 0
  let goes = false
  class Socket extends NoSocket {
    onopen: (() => void) | null = null
    onmessage: (() => void) | null = null
    constructor() {
      super()
      made += 1
    }
    override end() {
      if (!goes) return super.end()
      this.onopen?.()
      this.onmessage?.()
    }
    send() {}
  }
  vi.stubGlobal('WebSocket', Socket)
  const { line, say } = await opened()
  const better: unknown[] = []
  line.onbetter = (socket) => better.push(socket)
  const beat = setInterval(() => say(': still here\n\n'), 12_000)
  await vi.advanceTimersByTimeAsync(4_999)
  expect(made).toBe(0)
  await vi.advanceTimersByTimeAsync(36_000)
  expect(made).toBe(3)
  goes = true
  for (const work of online) work()
  await turn()
  expect([made, better.length, kept.size]).toEqual([4, 1, 0])
  expect(tries.failed).toBeLessThan(2)
  clearInterval(beat)
})

test('with few connections to a site a page out of sight gives its own back, and takes one when it is looked at or has an edit', async () => {
  const sight = { hidden: false, listeners: new Set<() => void>() }
  const turnTo = (hidden: boolean) => { sight.hidden = hidden; for (const work of [...sight.listeners]) work() }
  vi.stubGlobal('performance', { now: () => 0, getEntriesByType: () => [{ nextHopProtocol: 'http/1.1' }] })
  vi.stubGlobal('document', {
    get hidden() { return sight.hidden },
    addEventListener: (_: string, work: () => void) => sight.listeners.add(work), removeEventListener: (_: string, work: () => void) => sight.listeners.delete(work),
  })
  for (const wake of ['seen', 'edit'] as const) {
    asked = []
    const { line, codes, heard } = await opened()
    const better: Line[] = []
    line.onbetter = (next) => { better.push(next); line.close() }
    turnTo(true)
    await vi.advanceTimersByTimeAsync(20_000)
    // Alive to its provider, without a connection, whatever is said of presence.
    line.send(new Uint8Array([1, 1, 0]))
    await vi.advanceTimersByTimeAsync(60_000)
    expect([line.readyState, codes, asked.length, heard[0]]).toEqual([1, [], 1, [1, 1, 0]])
    if (wake === 'seen') turnTo(false)
    else { sight.hidden = false; line.send(new Uint8Array([0, 2, 2, 0, 0])) }
    await turn()
    asked[1]!.stream()(hello)
    await turn()
    expect([better.length, better[0]!.readyState, codes]).toEqual([1, 1, []])
    better[0]!.close()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(sight.listeners.size).toBe(0)
  }
})
