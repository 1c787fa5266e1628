/** An event of Chromium's trace; times in microseconds. */
interface TraceEvent {
  readonly name: string; readonly ph: string; readonly ts: number; readonly dur?: number; readonly tdur?: number; readonly pid: number; readonly tid: number
  readonly args?: { readonly name?: string; readonly data?: { readonly type?: string } }
}

export interface KeyCost {
  /** Milliseconds of the tasks that handle the key, up to and with the next frame. */
  readonly handling: number
  /** All that the main thread did from this key to the next: timers, messages and idle work as well. */
  readonly all: number
  /** The longest single task among them. */
  readonly longest: number
  /** As `all`, in time of the processor instead of the clock: what it would be on a machine that does nothing else. */
  readonly processor: number
}

export interface Cost { readonly keys: readonly KeyCost[]; readonly parts: ReadonlyMap<string, number> }

const phases: Record<string, string> = {
  EventDispatch: 'script', FunctionCall: 'script', TimerFire: 'script', FireAnimationFrame: 'script', FireIdleCallback: 'script', RunMicrotasks: 'script',
  UpdateLayoutTree: 'style', Layout: 'layout', PrePaint: 'paint', Paint: 'paint', Layerize: 'paint', Commit: 'paint', HitTest: 'layout',
  MinorGC: 'garbage', MajorGC: 'garbage', 'V8.GCScavenger': 'garbage', IntersectionObserverController_computeIntersections: 'paint',
}

/** What each key pressed cost the page's main thread. */
export function costOfKeys(trace: Buffer): Cost {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const pressed = traceEvents.filter((one) => one.name === 'EventDispatch' && one.args?.data?.type === 'keydown')
  const main = pressed[0]
  if (!main) return { keys: [], parts: new Map() }
  const own = traceEvents.filter((one) => one.pid === main.pid && one.tid === main.tid && one.ph === 'X').sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
  const tasks = own.filter((one) => one.name === 'RunTask')
  const frames = own.filter((one) => one.name === 'Commit')
  const inputs = own.filter((one) => one.name === 'EventDispatch' && one.args?.data?.type === 'input')
  // The last key has no next one: it only ends the one before.
  const keys = pressed.slice(0, -1).map((key, index): KeyCost => {
    const start = tasks.findLast((task) => task.ts <= key.ts)?.ts ?? key.ts
    const end = tasks.findLast((task) => task.ts <= pressed[index + 1]!.ts)?.ts ?? Infinity
    const mine = tasks.filter((task) => task.ts >= start && task.ts < end)
    const input = inputs.find((one) => one.ts >= key.ts && one.ts < end)
    const frame = frames.find((one) => one.ts > (input?.ts ?? key.ts) && one.ts < end)
    const shown = frame ? frame.ts : end
    const spent = (some: readonly TraceEvent[], of: 'dur' | 'tdur') => some.reduce((sum, task) => sum + (task[of] ?? 0), 0) / 1000
    return {
      handling: spent(mine.filter((task) => task.ts <= shown), 'dur'), all: spent(mine, 'dur'), processor: spent(mine, 'tdur'),
      longest: Math.max(0, ...mine.map((task) => (task.dur ?? 0) / 1000)),
    }
  })
  return { keys, parts: partsOf(own, pressed[0]!.ts, pressed.at(-1)!.ts, keys.length) }
}

/** Own time of each kind of work between the first key and the last, in milliseconds a key. */
function partsOf(events: readonly TraceEvent[], from: number, to: number, keys: number): ReadonlyMap<string, number> {
  const parts = new Map<string, number>()
  const open: { end: number; part: string }[] = []
  for (const one of events) {
    const part = phases[one.name]
    if (!part || one.ts < from || one.ts > to) continue
    while (open.length > 0 && open.at(-1)!.end <= one.ts) open.pop()
    const around = open.at(-1)
    const dur = one.dur ?? 0
    parts.set(part, (parts.get(part) ?? 0) + dur / 1000 / keys)
    if (around) parts.set(around.part, parts.get(around.part)! - dur / 1000 / keys)
    open.push({ end: one.ts + dur, part })
  }
  return parts
}

export function quantiles(figures: readonly number[]): { p50: number; p95: number; p99: number; max: number } {
  const sorted = figures.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? NaN }
}
