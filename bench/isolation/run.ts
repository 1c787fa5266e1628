import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { prepare } from '../../server/prepare.mjs'
import { Clock, Typist } from './typist'
import { type Place, openPlace } from './world'

/**
 * How long a keystroke takes to reach the others (and to be told as saved) at rest, and while 20 heavy pages a second are asked for: the words after
 * the name are further checkouts, built, to measure in the same run, in turns.
 */
const rounds = 3
const seconds = 10
const people = 10
const keysASecond = 5
const rendersASecond = 20

interface Part { readonly seen: number[]; readonly saved: number[]; readonly rendered: number; readonly renders: number[] }

const at = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN
const median = (values: readonly number[]): number => at(values, 0.5)
const shown = (value: number): string => value.toFixed(1).padStart(8)

async function part(clock: Clock, rendering: () => Worker | null): Promise<Part> {
  const renders = rendering()
  await pause(1_000)
  clock.take()
  await pause(seconds * 1000)
  const { seen, saved } = clock.take()
  if (!renders) return { seen, saved, rendered: 0, renders: [] }
  const told = new Promise<{ failed: number; times: number[] }>((resolve) => { renders.once('message', resolve) })
  renders.postMessage('stop')
  const { failed, times } = await told
  if (failed > 0) console.log(`  ${failed} pages failed`)
  await pause(2_000)
  return { seen, saved, rendered: times.length / (seconds + 1), renders: times }
}

async function round(place: Place): Promise<{ rest: Part; loaded: Part }> {
  const clock = new Clock()
  const typists = Array.from({ length: people }, () => new Typist(clock, place))
  await Promise.all(typists.map(({ ready }) => ready))
  for (const typist of typists) typist.type(keysASecond)
  const rest = await part(clock, () => null)
  const workerData = { origin: place.origin, cookie: place.cookie, pages: place.pages, perSecond: rendersASecond }
  const loaded = await part(clock, () => new Worker(new URL('./renders.mjs', import.meta.url), { workerData }))
  for (const typist of typists) typist.close()
  return { rest, loaded }
}

function tell(place: Place, all: readonly { rest: Part; loaded: Part }[]): void {
  console.log(`\n${place.name}: ${people} people at one draft, ${keysASecond} keys a second each; medians of ${all.length} rounds, and the range of p99 (ms)`)
  console.log('                          seen p50     p99   (range)            saved p50     p99')
  for (const [name, parts] of [['at rest', all.map(({ rest }) => rest)], [`${rendersASecond} pages a second`, all.map(({ loaded }) => loaded)]] as const) {
    const of = (which: 'seen' | 'saved', share: number) => parts.map((each) => at(each[which], share))
    const tails = of('seen', 0.99)
    const range = `(${Math.min(...tails).toFixed(1)}–${Math.max(...tails).toFixed(1)})`
    console.log(`  ${name.padEnd(20)} ${shown(median(of('seen', 0.5)))} ${shown(median(tails))}   ${range.padEnd(16)} ${shown(median(of('saved', 0.5)))} ${shown(median(of('saved', 0.99)))}`)
  }
  const pages = all.map(({ loaded }) => loaded)
  console.log(`  pages: ${median(pages.map(({ rendered }) => rendered)).toFixed(1)} a second answered, p50 ${median(pages.map((each) => at(each.renders, 0.5))).toFixed(0)} ms, p99 ${median(pages.map((each) => at(each.renders, 0.99))).toFixed(0)} ms`)
  const { front, pages: second } = place.memory()
  console.log(`  memory after it: front ${front.toFixed(0)} MB, pages ${second.toFixed(0)} MB`)
}

await prepare(['site', 'pages', 'server'])
const opened = await Promise.allSettled(['.', ...process.argv.slice(2)].map(openPlace))
const places = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
const results = places.map((): { rest: Part; loaded: Part }[] => [])
try {
  for (const one of opened) if (one.status === 'rejected') throw one.reason
  for (let turn = 0; turn < rounds; turn += 1) for (const [index, place] of places.entries()) results[index]!.push(await round(place))
  for (const [index, place] of places.entries()) tell(place, results[index]!)
} finally {
  await Promise.all(places.map((place) => place.close()))
}
process.exit(0)
