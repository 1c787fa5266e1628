import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { refuse } from '../kernel/refusal'
import { refused, type Result } from '../kernel/result'
import { type GivenFile, type Imported, largestFile } from './imported'

/** Limits of one reading. The thread ends with it, whatever state the file left it in. */
export interface ThreadLimits { seconds: number; megabytes: number }

const usual: ThreadLimits = { seconds: 30, megabytes: 768 }

/** So many files are read at once in this process; the others wait. */
const atOnce = 2
const waiting: (() => void)[] = []
let running = 0

/** The bundle stands beside the server's, wherever the caller was bundled to (server/build.mjs). */
export const workerFile = (): string => resolve(process.cwd(), 'dist/import-worker.js')

/** Reads a file in a thread of its own, so that a large or hostile one can hold nobody up. */
export async function readFileInThread(file: GivenFile, limits = usual, bundle = workerFile()): Promise<Result<Imported>> {
  if (file.bytes.length > largestFile) return refused(refuse('too-large', 'This file is larger than 20 MB, which is the most that Accord takes.', 'file'))
  if (!existsSync(bundle)) throw new Error(`${bundle} is missing: run npm run build:server`)
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
  running += 1
  try {
    return await inThread(file, limits, bundle)
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

const tooMuch = refused(refuse('unreadable-file', 'This file takes too long or too much memory to read. Split it, or save it in another format.', 'file'))

function inThread(file: GivenFile, { seconds, megabytes }: ThreadLimits, bundle: string): Promise<Result<Imported>> {
  return new Promise((answer, fail) => {
    const worker = new Worker(bundle, { workerData: file, resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 64 }, env: {} })
    const timer = setTimeout(() => { answer(tooMuch); void worker.terminate() }, seconds * 1000)
    worker.once('message', (result: Result<Imported>) => { answer(result); void worker.terminate() })
    worker.once('error', (error: Error & { code?: string }) => error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? answer(tooMuch) : fail(error))
    worker.once('exit', () => { clearTimeout(timer); answer(tooMuch) })
  })
}
