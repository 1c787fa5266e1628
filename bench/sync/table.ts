import { median } from './histogram'

/** One line of the run: what one target did in one scenario. */
export interface Line {
  readonly run: number
  readonly scenario: string
  readonly load: string
  readonly target: string
  readonly title: string
  /** Milliseconds of a durable commit just before, and of others while it ran. */
  readonly commit: number
  readonly commitThen: number | null
  readonly figures: Readonly<Record<string, unknown>>
}

interface Column { readonly head: string; readonly of: (line: Line, all: readonly Line[]) => unknown; readonly digits?: number }

function at(figures: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined), figures)
}

const figure = (head: string, path: string, digits?: number, times = 1): Column => ({
  head, ...(digits === undefined ? {} : { digits }),
  of: ({ figures }) => {
    const value = at(figures, path)
    return typeof value === 'number' ? value * times : value
  },
})

/** CPU of the server a keystroke, as a multiple of the relay's in the same run. */
const againstRelay: Column = {
  head: 'CPU a key ÷ relay', digits: 2,
  of: (line, all) => {
    const relay = all.find((other) => other.target === 'relay' && other.run === line.run && other.scenario === line.scenario)
    const [own, base] = [at(line.figures, 'serverMicrosPerKey'), at(relay?.figures, 'serverMicrosPerKey')]
    return typeof own === 'number' && typeof base === 'number' ? own / base : undefined
  },
}

function overCommit({ figures, commitThen, target }: Line): number | undefined {
  const p50 = at(figures, 'arrival.p50')
  return target === 'ours' && typeof p50 === 'number' && commitThen !== null ? p50 / commitThen : undefined
}

/** Only ours promises that what it calls saved is stored. */
const savedOfOurs = (head: string, path: string): Column => ({ head, of: (line) => (line.target === 'ours' ? at(line.figures, path) : undefined) })

const generator = figure('generator CPU %', 'generatorCpu', 0, 100)

const columns: Readonly<Record<string, readonly Column[]>> = {
  typing: [
    figure('p50 ms', 'arrival.p50'), figure('p95', 'arrival.p95'), figure('p99', 'arrival.p99'), savedOfOurs('saved p50', 'saved.p50'), savedOfOurs('saved p99', 'saved.p99'),
    { head: 'a commit then', digits: 2, of: (line) => line.commitThen }, { head: 'p50 ÷ commit', digits: 2, of: (line) => overCommit(line) },
    againstRelay, figure('server µs a key', 'serverMicrosPerKey', 0), figure('database µs a key', 'databaseMicrosPerKey', 0), figure('MB', 'memory', 0, 1 / 2 ** 20),
    figure('missing', 'missing', 0), generator,
  ],
  flood: [
    figure('most keys/s', 'mostPerSecond', 0), figure('p50 there', 'at.arrival.p50'), figure('p99 there', 'at.arrival.p99'), savedOfOurs('saved p99 there', 'at.saved.p99'),
    figure('server CPU %', 'at.serverCpu', 0, 100), figure('generator CPU %', 'at.generatorCpu', 0, 100), figure('MB', 'at.memory', 0, 1 / 2 ** 20), figure('bound by', 'boundBy'),
  ],
  cold: ['small', 'large'].flatMap((size) => [
    figure(`${size}: bytes`, `${size}.bytes`, 0), figure('open ms', `${size}.openMs`, 0), figure('bytes read', `${size}.bytesRead`, 0), figure('empty first', `${size}.emptyFirst`),
    figure('gone', `${size}.gone`),
  ]),
  crash: [figure('typed', 'typed', 0), figure('lost, said to be saved or taken', 'lostSaved', 0), figure('lost, seen by others', 'lostHeard', 0), figure('seconds of typing lost', 'lostSeconds')],
  idle: [
    figure('kB each', 'memoryEach', 1, 1 / 1024), figure('all in, ms', 'joinMs', 0), figure('all back, ms', 'backMs', 0), figure('back', 'back', 0),
    figure('server ms for that', 'backCpuMs', 0), figure('listen overflows', 'overflows', 0), figure('resting CPU %', 'restingCpu', 1, 100),
  ],
  replay: [
    figure('changes', 'changes', 0), figure('s', 'tookMs', 2, 1 / 1000), figure('finished', 'finished'), figure('text equal', 'converged'), figure('after a restart', 'convergedLater'),
    figure('opens then in ms', 'laterMs', 0), figure('server µs a change', 'serverMicrosPerKey', 0), figure('MB', 'memory', 0, 1 / 2 ** 20), generator,
  ],
}

const shown = (value: number, digits?: number): string =>
  digits === undefined ? (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1)) : value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** Median and range of numbers; of words, the different ones. */
export function cell(values: readonly unknown[], digits?: number): string {
  const numbers = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  if (numbers.length === 0) {
    const words = [...new Set(values.filter((value) => value !== undefined && value !== null).map((value) => (value === true ? 'yes' : value === false ? 'no' : String(value))))]
    return words.join(', ') || '–'
  }
  const [middle, least, most] = [median(numbers), Math.min(...numbers), Math.max(...numbers)].map((value) => shown(value, digits))
  return least === most ? middle! : `${middle} (${least}–${most})`
}

/** One Markdown table a scenario. */
export function tables(lines: readonly Line[]): string {
  const scenarios = [...new Set(lines.map(({ scenario }) => scenario))]
  return scenarios.map((scenario) => table(scenario, lines.filter((line) => line.scenario === scenario))).join('\n')
}

function table(scenario: string, lines: readonly Line[]): string {
  const all = columns[lines[0]!.load]!
  const rows = [...new Set(lines.map(({ target }) => target))].map((target) => {
    const own = lines.filter((line) => line.target === target)
    const good = own.filter(({ figures }) => figures.failed === undefined)
    const title = own[0]!.title + (good.length < own.length ? ` (${own.length - good.length} of ${own.length} runs failed)` : '')
    return [title, ...all.map(({ of, digits }) => cell(good.map((line) => of(line, lines)), digits))]
  })
  const used = all.map((_, index) => rows.some((row) => row[index + 1] !== '–'))
  const kept = (row: readonly string[]): string => `| ${row.filter((_, index) => index === 0 || used[index - 1]).join(' | ')} |`
  const head = [scenario, ...all.map((column) => column.head)]
  return [kept(head), kept(head.map(() => '---')), ...rows.map(kept), ''].join('\n')
}
