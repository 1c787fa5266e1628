import { type ChildProcess, fork } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Handler } from '../http'
import type { Vital } from '../insight/pulse'
import { log } from '../log'
import { answerAway } from './away'
import { type Questions, type ToFront, type ToPages, aliveEvery } from './messages'
import type { Pages } from './pages'
import { Unanswered, newAgent, relay } from './relay'

/** How long it waits before it starts them again: longer each time, until they have lived for a minute. */
const pauses = [250, 1_000, 2_500, 5_000, 10_000]
const longLived = 60_000
/** So many times in a row they did not say that they are alive: they are stuck, and nothing else would end them. */
const silences = 12
const patience = 8_000

export const keepPages = (answers: Questions): Pages => new Keeper(answers)

/** Starts the pages' process, hands requests on to it, and starts it again when it ends. */
class Keeper implements Pages {
  readonly reload = undefined
  readonly #agent = newAgent()
  #child: ChildProcess
  #path: string | null = null
  #environment: Record<string, string> | null = null
  #silent = 0
  #failures = 0
  #restarts = 0
  #vital: Vital | null = null
  #stopping = false
  #again: NodeJS.Timeout | undefined
  readonly #watch: NodeJS.Timeout
  #settle: { resolve: () => void; reject: (error: Error) => void } | null = null
  #ended: Promise<void> = Promise.resolve()

  constructor(private readonly answers: Questions) {
    this.#child = this.#start()
    this.#watch = setInterval(() => this.#look(), aliveEvery).unref()
  }

  serve(environment: Record<string, string>): Promise<void> {
    this.#environment = environment
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      this.#tell({ kind: 'begin', environment })
    })
  }

  readonly handle: Handler = async (request, response) => {
    try {
      if (this.#path === null) return answerAway(request, response)
      await relay(this.#path, this.#agent, request, response)
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error
      log.warn({ err: error }, 'the pages broke a request off')
      answerAway(request, response)
    }
  }

  #start(): ChildProcess {
    const began = Date.now()
    this.#silent = 0
    const child = fork(fileURLToPath(new URL('./pages.js', import.meta.url)), [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child.on('message', (message) => this.#hear(child, message as ToFront))
    child.on('error', (err) => log.error({ err }, 'the process of the pages'))
    this.#ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => { this.#gone(code ?? signal, Date.now() - began); resolve() })
    })
    return child
  }

  #tell(message: ToPages, child = this.#child): void {
    // A process that is gone has said so by its exit, or will.
    if (child.connected) child.send(message, () => {})
  }

  #hear(child: ChildProcess, message: ToFront): void {
    this.#silent = 0
    if (message.kind === 'ask') return void this.#answer(child, message)
    if (message.kind === 'alive') this.#vital = message.vital
    if (message.kind !== 'serving') return
    this.#path = message.path
    this.#settle?.resolve()
    this.#settle = null
    if (this.#failures > 0) log.info({ pagesPid: child.pid }, 'the pages are back')
  }

  async #answer(child: ChildProcess, { id, what, words }: Extract<ToFront, { kind: 'ask' }>): Promise<void> {
    try {
      const answer = this.answers[what] as (...words: readonly unknown[]) => Promise<unknown>
      this.#tell({ kind: 'answer', id, value: await answer(...words) }, child)
    } catch (err) {
      log.error({ err, what }, 'the pages asked for something that failed')
      this.#tell({ kind: 'failed', id }, child)
    }
  }

  #gone(how: number | string | null, lived: number): void {
    const path = this.#path
    this.#path = null
    this.#vital = null
    // Killed, they could not take their socket along.
    if (path !== null && process.platform !== 'win32') void rm(dirname(path), { recursive: true, force: true })
    if (this.#stopping) return
    if (this.#settle) return this.#settle.reject(new Error(`the pages ended (${how}) before they could answer`))
    this.#failures = lived > longLived ? 1 : this.#failures + 1
    const pause = pauses[Math.min(this.#failures, pauses.length) - 1]!
    log.error({ how, lived, pause }, 'the pages ended; starting them again')
    this.#again = setTimeout(() => {
      this.#restarts += 1
      this.#child = this.#start()
      if (this.#environment) this.#tell({ kind: 'begin', environment: this.#environment })
    }, pause)
  }

  #look(): void {
    this.#silent += 1
    if (this.#silent <= silences || this.#child.exitCode !== null) return
    log.error({ pagesPid: this.#child.pid }, 'the pages do not say that they are alive; ending them')
    this.#child.kill('SIGKILL')
  }

  state(): { vital: Vital | null; restarts: number } { return { vital: this.#vital, restarts: this.#restarts } }

  async close(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#again)
    clearInterval(this.#watch)
    this.#tell({ kind: 'stop' })
    const late = setTimeout(() => this.#child.kill('SIGKILL'), patience)
    await this.#ended
    clearTimeout(late)
    this.#agent.destroy()
  }
}
