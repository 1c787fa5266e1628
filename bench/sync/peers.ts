import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const here = import.meta.dirname
const repository = join(here, '..', '..')

/** The peers, installed on first use in a folder that is no part of the repository. */
export function installedPeers(): string {
  const folder = join(repository, '.build', 'bench-peers')
  const [lock, done] = [readFileSync(join(here, 'peers', 'package-lock.json'), 'utf8'), join(folder, 'installed')]
  mkdirSync(folder, { recursive: true })
  cpSync(join(here, 'peers'), folder, { recursive: true })
  if (existsSync(done) && readFileSync(done, 'utf8') === lock) return folder
  process.stderr.write('Installing the servers to compare with, once (some 200 MB, Node 22 among them) …\n')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`the servers to compare with could not be installed in ${folder}: npm ended with ${status}`)
  writeFileSync(done, lock)
  return folder
}

/** Our server, bundled as it is for production, and the generator. */
export async function built(): Promise<string> {
  const folder = join(repository, '.build', 'bench')
  await build({
    absWorkingDir: repository,
    entryPoints: [
      { in: join(here, 'serve.ts'), out: 'serve' },
      { in: join(here, 'generator.ts'), out: 'generator' },
      { in: join(repository, 'server', 'sync', 'compaction-worker.ts'), out: 'compaction-worker' },
    ],
    outdir: folder, bundle: true, splitting: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external', sourcemap: true, logLevel: 'warning',
  })
  return folder
}
