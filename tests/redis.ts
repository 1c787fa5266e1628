import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { type AddressInfo, createServer, connect } from 'node:net'

/** The Redis of this machine, or Valkey; null where there is none. */
export const redisProgram = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0) ?? null

/** Said once a file, so that nobody takes a skipped play for one that was played. */
export function sayWhatIsLeftOut(plays: string): void {
  if (!redisProgram) console.log(`LEFT OUT, since neither redis-server nor valkey-server is on this machine: ${plays}`)
}

export const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address() as AddressInfo; server.close(() => resolve(port)) })
})

/** A Redis of one test file's own, with a password, that keeps nothing; to be killed and started again on its port. */
export class TestRedis {
  #child: ChildProcess | null = null
  readonly #password = randomBytes(8).toString('hex')

  private constructor(private readonly port: number) {}

  static async start(): Promise<TestRedis> {
    const redis = new TestRedis(await freePort())
    await redis.start()
    return redis
  }

  get url(): string { return `redis://:${this.#password}@127.0.0.1:${this.port}` }

  async start(): Promise<void> {
    this.#child = spawn(redisProgram!, ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--requirepass', this.#password], { stdio: 'ignore' })
    while (!await answers(this.port)) await new Promise((resolve) => setTimeout(resolve, 10))
  }

  /** It answers no more, and its connections stay open. */
  hang(): void { this.#child!.kill('SIGSTOP') }

  goOn(): void { this.#child!.kill('SIGCONT') }

  async kill(): Promise<void> {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null) return
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
  }
}

const answers = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true) })
  socket.on('error', () => resolve(false))
})
