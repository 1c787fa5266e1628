import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { startDatabases } from './database'
import { measure } from './measure'
import { built, installedPeers } from './peers'
import { type Scenario, scenarios } from './scenarios'
import { takePrecedence } from './precedence'
import { pinned } from './server-under-test'
import { type Line, tables } from './table'
import { type Target, targets } from './targets'

/** `npm run bench -- sync`: our sync server beside others, interleaved; README.md beside the benchmarks says what the figures mean. */
const { values: asked } = parseArgs({
  options: {
    scenarios: { type: 'string', default: '' },
    targets: { type: 'string', default: '' },
    runs: { type: 'string', default: '3' },
    out: { type: 'string', default: join('.build', 'bench', 'sync.jsonl') },
    nice: { type: 'string', default: '0' },
    traces: { type: 'string' },
  },
})

if (process.platform !== 'linux') {
  process.stderr.write('This benchmark reads what processes use from /proc: it runs on Linux only.\n')
  process.exit(1)
}

/** What is asked for, in the order asked; a name may be the beginning of several, and nothing means all. */
function chosen<T extends { readonly name: string }>(all: readonly T[], names: string): T[] {
  const found = names.split(',').flatMap((name) => {
    const met = all.filter((each) => each.name === name)
    const meant = met.length > 0 ? met : all.filter((each) => each.name.startsWith(name))
    if (meant.length > 0) return meant
    process.stderr.write(`There is no ${name}. There are: ${all.map((each) => each.name).join(', ')}\n`)
    process.exit(1)
  })
  return [...new Set(found)]
}

async function measured(run: number, scenario: Scenario, target: Target, gear: Parameters<typeof measure>[2]): Promise<Line> {
  const commit = await gear.databases.commit()
  const began = performance.now()
  const during = scenario.load === 'typing' ? gear.databases.commitsDuring() : null
  const figures = await measure(scenario, target, gear)
  const commitThen = await during?.() ?? null
  const line = { run, scenario: scenario.name, load: scenario.load, target: target.name, title: target.title, commit, commitThen, figures }
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  const said = 'failed' in figures ? `failed: ${String(figures.failed).split('\n')[0]}` : `${seconds} s`
  process.stderr.write(`run ${run} · ${scenario.name} · ${target.title} · commit ${commit.toFixed(2)} ms · ${said}\n`)
  return line
}

const plan = chosen(scenarios(asked.traces), asked.scenarios)
const among = chosen(targets, asked.targets)
const peers = among.some(({ name }) => name === 'hocuspocus' || name === 'y-websocket') ? installedPeers() : ''
const starting = startDatabases()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void starting.then(({ pid }) => {
    process.kill(pid, 'SIGINT')
    process.exit(1)
  }))
}
const gear = { built: await built(), peers, databases: await starting }
takePrecedence(Number(asked.nice), gear.databases.pid)
mkdirSync(dirname(asked.out), { recursive: true })
writeFileSync(asked.out, '')
const lines: Line[] = []
try {
  for (let run = 1; run <= Number(asked.runs); run++) {
    for (const scenario of plan) {
      for (const target of among.filter(({ name }) => !scenario.without?.includes(name))) {
        const line = await measured(run, scenario, target, gear)
        lines.push(line)
        appendFileSync(asked.out, `${JSON.stringify(line)}\n`)
      }
    }
  }
} finally {
  await gear.databases.stop()
}
const commits = lines.map(({ commit }) => commit).sort((one, other) => one - other)
const revision = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout?.trim()
console.log(`${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Linux ${release()}, Node ${process.versions.node}, `
  + `PostgreSQL ${gear.databases.version}; Accord ${revision}; ${pinned ? 'server and generator on a core each' : 'nothing pinned'}; `
  + `a durable commit took ${commits[commits.length >> 1]!.toFixed(2)} ms (${commits[0]!.toFixed(2)}–${commits.at(-1)!.toFixed(2)}); ${new Date().toISOString().slice(0, 10)}\n`)
console.log(tables(lines))
