import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll } from 'vitest'
import type { Limits } from '../server/sync/limits'
import type { Served } from './sync'

const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address() as AddressInfo; server.close(() => resolve(port)) })
})

let bundled: Promise<string> | null = null

async function bundle(): Promise<string> {
  const folder = await mkdtemp(join(process.cwd(), 'node_modules', '.sync-process-'))
  const outfile = join(folder, 'server.mjs')
  await build({ entryPoints: ['tests/sync-measured.ts'], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', alias: { '@': process.cwd() } })
  return outfile
}

const children = new Set<ChildProcess>()
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  if (bundled) await rm(join(await bundled, '..'), { recursive: true, force: true })
})

/** The sync server in a process of its own. `facts`: its memory (MB), and its longest stall since it was last asked (ms). */
export async function serveInProcess(databaseUrl: string, limits: Partial<Limits> = {}) {
  const file = await (bundled ??= bundle())
  const port = await freePort()
  const child = spawn(process.execPath, [file, databaseUrl, String(port), JSON.stringify(limits)], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.add(child)
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', () => reject(new Error('the server did not start')))
  })
  const at: Served = { address: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` }
  const facts = async () => await (await fetch(at.origin)).json() as { stall: number; memory: number }
  await facts()
  return { at, facts, isAlive: () => child.exitCode === null && child.signalCode === null }
}
