import { parentPort, workerData } from 'node:worker_threads'
import type { GivenFile } from './imported'
import { readFile } from './read'

// The thread that in-thread.ts starts: one file, one answer.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort!.postMessage(await readFile(workerData as GivenFile))
