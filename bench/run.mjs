// `npm run bench -- NAME [words]`: one benchmark. No test asserts a time; the figures and how they were got stand in README.md beside this.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
const [name, ...words] = process.argv.slice(2)
const known = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
const script = name && join(here, name, 'run.ts')

if (!script || !existsSync(script)) {
  process.stderr.write(`Name a benchmark: ${known.join(', ')}\n`)
  process.exit(1)
}
process.exit(spawnSync(process.execPath, ['--import', 'tsx', script, ...words], { stdio: 'inherit' }).status ?? 1)
