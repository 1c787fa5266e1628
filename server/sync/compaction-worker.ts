import { parentPort } from 'node:worker_threads'
import * as Y from 'yjs'
import { openDatabase } from '@/lib/db'
import { compactDraft } from '@/lib/drafts/compaction-commands'
import { digestOfCopy } from '@/lib/drafts/content-digest'
import { decodeUpdates } from '@/lib/drafts/log'
import type { DraftParts } from './draft'
import type { Answer, Answered, Asked } from './off-thread'

// The thread that off-thread.ts keeps: one task, one answer.
const port = parentPort!
port.on('message', ({ number, task }: Asked) => {
  if ('rows' in task) digest(number, task)
  else void compact(number, task)
})

/** A line of its own each time: one that is kept may have been cut, and opening one costs little beside the replay. */
async function compact(number: number, { databaseUrl, standardId }: { databaseUrl: string; standardId: string }): Promise<void> {
  const { db, sql } = openDatabase(databaseUrl, 1, { connect_timeout: 5 })
  try {
    const compacted = await compactDraft(db, standardId)
    if (!compacted) return say(number, { compacted })
    // Copies of their own size: what is transferred takes its whole buffer along.
    const [state, vector] = [new Uint8Array(compacted.state), new Uint8Array(compacted.vector)]
    say(number, { compacted: { ...compacted, state, vector } }, [state.buffer, vector.buffer])
  } catch (error) {
    const { message, cause } = error as Error
    say(number, { error: cause instanceof Error ? cause.message : message })
  } finally {
    await sql.end({ timeout: 1 }).catch(() => {})
  }
}

/** Of the text as a replay makes it: bytes may differ where the text does not. */
function digest(number: number, { base, rows }: DraftParts): void {
  const from = performance.now()
  const doc = new Y.Doc()
  try {
    Y.transact(doc, () => { for (const update of [...(base ? [base] : []), ...decodeUpdates(rows)]) Y.applyUpdate(doc, update) }, null, false)
    say(number, { digest: digestOfCopy(doc), ms: performance.now() - from })
  } catch (error) {
    say(number, { error: (error as Error).message })
  } finally {
    doc.destroy()
  }
}

function say(number: number, answer: Answer, transfer: ArrayBuffer[] = []): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  port.postMessage({ number, answer } satisfies Answered, transfer)
}
