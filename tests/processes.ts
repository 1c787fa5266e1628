import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll } from 'vitest'
import { freePort } from './redis'
import type { Served } from './sync'

const children = new Set<ChildProcess>()
afterAll(() => { for (const child of children) child.kill('SIGKILL') })

/** Sync servers in processes of their own (tests/sync-process.ts), bundled once a test file. */
export async function bundleOfProcess(): Promise<string> {
  const folder = await mkdtemp(join(process.cwd(), 'node_modules', '.sync-process-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const outfile = join(folder, 'server.mjs')
  await build({ entryPoints: ['tests/sync-process.ts'], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', alias: { '@': process.cwd() } })
  return outfile
}

/** One of several that serve a database, on a port that it keeps when it is started again. */
export class ServerProcess implements Served {
  #child: ChildProcess | null = null

  private constructor(private readonly bundle: string, private readonly args: readonly string[], private readonly port: number) {}

  static async start(bundle: string, databaseUrl: string, redisUrl?: string): Promise<ServerProcess> {
    const port = await freePort()
    const one = new ServerProcess(bundle, [databaseUrl, String(port), ...(redisUrl ? [redisUrl] : [])], port)
    await one.start()
    return one
  }

  get address(): string { return `127.0.0.1:${this.port}` }
  get origin(): string { return `http://${this.address}` }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [this.bundle, ...this.args], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    children.add(child)
    await new Promise<void>((resolve, reject) => {
      child.stdout!.once('data', () => resolve())
      child.once('exit', () => reject(new Error('the server did not start')))
    })
  }

  /** `kill -9`, or SIGTERM for an orderly stop. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child!
    child.kill(signal)
    await new Promise((resolve) => child.once('exit', resolve))
    children.delete(child)
  }

  /** In its tracks. */
  pause(): void { this.#child!.kill('SIGSTOP') }
  resume(): void { this.#child!.kill('SIGCONT') }
}
