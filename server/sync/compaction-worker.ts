import { parentPort } from 'node:worker_threads'
import { openDatabase } from '@/lib/db'
import { compactDraft } from '@/lib/drafts/compaction-commands'
import type { Answer, Task } from './off-thread'

// The thread that off-thread.ts keeps: one task, one answer.
const port = parentPort!
port.on('message', (task: Task) => void answer(task))

/** A line of its own each time: one that is kept may have been cut, and opening one costs little beside the replay. */
async function answer({ databaseUrl, standardId }: Task): Promise<void> {
  const { db, sql } = openDatabase(databaseUrl, 1, { connect_timeout: 5 })
  try {
    const compacted = await compactDraft(db, standardId)
    if (!compacted) return say({ compacted }, [])
    // Copies of their own size: what is transferred takes its whole buffer along.
    const [state, vector] = [new Uint8Array(compacted.state), new Uint8Array(compacted.vector)]
    say({ compacted: { ...compacted, state, vector } }, [state.buffer, vector.buffer])
  } catch (error) {
    const { message, cause } = error as Error
    say({ error: cause instanceof Error ? cause.message : message }, [])
  } finally {
    await sql.end({ timeout: 1 }).catch(() => {})
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
function say(message: Answer, transfer: ArrayBuffer[]): void { port.postMessage(message, transfer) }
