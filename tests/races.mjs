// `npm run races -- OPERATIONS [SEED]`: the races of sign-off and publication, 60,000 operations unless told otherwise, and the mutants that must be seen.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled } from '../server/prepare.mjs'

await ensureInstalled()
const [operations = '60000', seed] = process.argv.slice(2)
const words = [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'database', 'lib/publication/races.db.test.ts']
const env = { ...process.env, ACCORD_RACES: operations, ...(seed ? { ACCORD_SEED: seed } : {}) }
spawn(process.execPath, words, { stdio: 'inherit', env }).on('close', (code) => { process.exitCode = code ?? 1 })
