import { parentPort, workerData } from 'node:worker_threads'
import type { GivenFile } from './imported'
import { readFile } from './read'

// The thread that in-thread.ts starts: one file, one answer.
parentPort!.postMessage(await readFile(workerData as GivenFile))
