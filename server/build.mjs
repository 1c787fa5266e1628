// Bundles the server and every command (server/cli/NAME.ts → dist/NAME.js) and the threads that read files and compact drafts. Packages stay outside: they are installed beside it.
import { readdir, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { build } from 'esbuild'

const helpers = ['with-database.ts']
const commands = (await readdir('server/cli')).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !helpers.includes(file))
await rm('dist', { recursive: true, force: true })
await build({
  entryPoints: [
    { in: 'server/main.ts', out: 'server' },
    { in: 'server/pages/process.ts', out: 'pages' },
    { in: 'lib/import/worker.ts', out: 'import-worker' },
    { in: 'server/sync/compaction-worker.ts', out: 'compaction-worker' },
    ...commands.map((file) => ({ in: `server/cli/${file}`, out: basename(file, '.ts') })),
  ],
  outdir: 'dist', bundle: true, splitting: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external', sourcemap: true, logLevel: 'warning',
})
