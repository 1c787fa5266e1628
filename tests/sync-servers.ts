import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll } from 'vitest'
import type { Served } from './sync'

export interface SyncProcess extends Served { readonly child: ChildProcess; start(): Promise<void>; kill(signal: NodeJS.Signals): Promise<void> }

const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address() as AddressInfo; server.close(() => resolve(port)) })
})

/** Sync servers in processes of their own (tests/sync-process.ts), to be killed, paused and started again on their ports. */
export async function syncServers(url: string, count = 1): Promise<SyncProcess[]> {
  const folder = await mkdtemp(join(process.cwd(), 'node_modules', '.sync-process-'))
  const file = join(folder, 'server.mjs')
  await build({ entryPoints: ['tests/sync-process.ts'], outfile: file, bundle: true, platform: 'node', format: 'esm', packages: 'external', alias: { '@': process.cwd() }, logLevel: 'error' })
  const servers = await Promise.all(Array.from({ length: count }, () => syncServer(file, url)))
  afterAll(async () => {
    for (const { child } of servers) child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })
  return servers
}

async function syncServer(file: string, url: string): Promise<SyncProcess> {
  const port = await freePort()
  let child: ChildProcess
  const ended = () => new Promise<void>((resolve) => { if (child.exitCode !== null || child.signalCode !== null) resolve(); else child.once('exit', () => resolve()) })
  const server = {
    address: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}`,
    get child() { return child },
    async start() {
      child = spawn(process.execPath, [file, url, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] })
      await new Promise<void>((resolve, reject) => {
        child.stdout!.once('data', () => resolve())
        child.once('exit', () => reject(new Error('the server did not start')))
      })
    },
    async kill(signal: NodeJS.Signals) { child.kill(signal); await ended() },
  }
  await server.start()
  return server
}
