import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { connect } from 'node:net'
import { availableParallelism } from 'node:os'
import { pause } from './client'
import type { Stand } from './ground'
import { cpuOf, cpuWithChildren, listenOverflows, memoryOf } from './use'

/** Whether the server gets a core of its own, and the generator another. */
export const pinned = availableParallelism() > 1 && spawnSync('taskset', ['-c', '0', 'true'], { stdio: 'ignore' }).status === 0

/** Stands before a command: its core. */
export const placed = (core: 0 | 1): string[] => (pinned ? ['taskset', '-c', String(core)] : [])

export interface Start {
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly port: number
  readonly databasePid: number | null
}

/** The server that is measured: started, stopped, killed and started again. */
export class ServerUnderTest {
  #child: ChildProcess | null = null
  #gone: Promise<unknown> = Promise.resolve()
  /** The end of what it said. */
  said = ''

  constructor(private readonly how: Start) {}

  async start(): Promise<void> {
    const { words, env, port } = this.how
    const [command, ...rest] = [...placed(0), ...words]
    const child = spawn(command!, rest, { env: { ...process.env, ...env, PORT: String(port), NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { this.said = (this.said + String(bytes)).slice(-4_000) })
    this.#child = child
    this.#gone = new Promise((resolve) => { child.once('exit', resolve); child.once('error', resolve) })
    for (const end = Date.now() + 30_000; !await answers(port); await pause(5)) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > end) throw new Error(`a server did not start: ${this.said}`)
    }
  }

  /** As its operator would stop it; after 15 s by force. */
  async stop(): Promise<void> {
    const late = setTimeout(() => this.#child?.kill('SIGKILL'), 15_000)
    this.#child?.kill('SIGTERM')
    await this.#gone
    clearTimeout(late)
    this.#child = null
  }

  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL')
    await this.#gone
    this.#child = null
  }

  stand(): Stand {
    // What pins it puts itself into its place: the process that was started is the server.
    const pid = this.#child?.pid ?? 0
    const { databasePid } = this.how
    return { at: performance.now(), cpuMs: cpuOf(pid), databaseMs: databasePid ? cpuWithChildren(databasePid) : 0, memory: memoryOf(pid), overflows: listenOverflows() }
  }
}

const answers = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true) })
  socket.on('error', () => resolve(false))
})
