import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Compacted } from '@/lib/drafts/compaction-commands'
import type { CopyDigest } from '@/lib/drafts/content-digest'
import type { DraftParts } from './draft'

export type Task = { readonly databaseUrl: string; readonly standardId: string } | DraftParts
/** With the number of what was asked: a thread that was given up may still answer, and its answer is nobody else's. */
export interface Asked { readonly number: number; readonly task: Task }
export interface Answered { readonly number: number; readonly answer: Answer }
/** `ms`: what it took, the waiting for its turn aside. */
export interface Digested { readonly digest: CopyDigest; readonly ms: number }
export type Answer = { readonly compacted: Compacted | null } | Digested | { readonly error: string }

/** Limits of the thread. One that answers nothing for `patience` ms, or needs more memory, is ended; the next task gets a new one. */
export interface ThreadLimits { readonly patience: number; readonly megabytes: number }

/** Compacts drafts, and takes their digests, in one thread that is kept, one draft after another, since each may need much memory. */
export class Compactor {
  #worker: Worker | null = null
  #last: Promise<unknown> = Promise.resolve()
  #number = 0
  #heard: (answer: Answer) => void = () => {}

  constructor(private readonly limits: ThreadLimits = { patience: 120_000, megabytes: 1_024 }, private readonly open: typeof openThread = openThread) {}

  /** Null when there was nothing to compact, or another process was quicker; rejects when it could not be done. */
  compact(databaseUrl: string, standardId: string): Promise<Compacted | null> {
    return this.#inTurn({ databaseUrl, standardId }).then((answer) => (answer as { compacted: Compacted | null }).compacted)
  }

  /** What the parts of a draft say. They are given away. */
  digest(parts: DraftParts): Promise<Digested> {
    return this.#inTurn(parts, parts.base ? [parts.base.buffer, parts.rows.buffer] : [parts.rows.buffer]).then((answer) => answer as Digested)
  }

  #inTurn(task: Task, given: ArrayBuffer[] = []): Promise<Answer> {
    const answer = this.#last.then(() => this.#ask(task, given))
    this.#last = answer.catch(() => {})
    return answer
  }

  async #ask(task: Task, given: ArrayBuffer[]): Promise<Answer> {
    const bundle = await (bundled ??= bundleOfThread())
    const worker = (this.#worker ??= this.#start(bundle))
    const number = this.#number += 1
    let timer: NodeJS.Timeout | undefined
    const answer = new Promise<Answer>((resolve) => {
      this.#heard = resolve
      timer = setTimeout(() => this.#drop(worker, `a compaction took longer than ${this.limits.patience} ms`), this.limits.patience)
    })
    worker.ref()
    worker.postMessage({ number, task } satisfies Asked, given)
    const said = await answer
    clearTimeout(timer)
    worker.unref()
    if ('error' in said) throw new Error(said.error)
    return said
  }

  #start(bundle: Bundle): Worker {
    const worker = this.open(bundle, this.limits)
    worker.on('message', ({ number, answer }: Answered) => { if (number === this.#number) this.#heard(answer) })
    worker.on('error', (error) => this.#drop(worker, (error as Error).message))
    worker.on('exit', (code) => this.#drop(worker, `the thread that compacts ended with ${code}`))
    return worker
  }

  #drop(worker: Worker, error: string): void {
    if (this.#worker !== worker) return
    this.#worker = null
    void worker.terminate()
    this.#heard({ error })
  }
}

const openThread = ({ source, eval: isCode }: Bundle, { megabytes }: ThreadLimits): Worker =>
  new Worker(source, { eval: isCode, env: {}, resourceLimits: { maxOldGenerationSizeMb: megabytes } })

const shared = new Compactor()

/** In a thread, so that no replay holds up the event loop; what it answers was moved here, not copied. */
export const compactOffThread = (databaseUrl: string, standardId: string): Promise<Compacted | null> => shared.compact(databaseUrl, standardId)

export const digestOffThread = (parts: DraftParts): Promise<Digested> => shared.digest(parts)

interface Bundle { readonly source: string; readonly eval: boolean }
let bundled: Promise<Bundle> | null = null

/** It stands beside the server's own bundle. Run from the sources it is made first. */
async function bundleOfThread(): Promise<Bundle> {
  const beside = fileURLToPath(new URL('./compaction-worker.js', import.meta.url))
  if (existsSync(beside)) return { source: beside, eval: false }
  const { build } = await import('esbuild')
  const made = await build({
    entryPoints: ['server/sync/compaction-worker.ts'], write: false, bundle: true, platform: 'node', format: 'cjs', packages: 'external',
    alias: { '@': process.cwd() }, logLevel: 'error',
  })
  return { source: made.outputFiles[0]!.text, eval: true }
}
