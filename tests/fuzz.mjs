// `npm run fuzz -- RUNS`: the nightly fuzz of the live draft, 2,000 runs unless told otherwise, and the long recorded sessions.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled } from '../server/prepare.mjs'

await ensureInstalled()
const runs = process.argv[2] ?? '2000'
const words = [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'sync', 'server/sync/fuzz.sync.test.ts', 'server/sync/traces.sync.test.ts']
spawn(process.execPath, words, { stdio: 'inherit', env: { ...process.env, ACCORD_FUZZ_RUNS: runs } }).on('close', (code) => { process.exitCode = code ?? 1 })
