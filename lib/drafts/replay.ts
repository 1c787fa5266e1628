import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { decodeUpdates } from './log'

/** What PostgreSQL holds of a draft, read in one statement. */
export interface StoredDraft {
  readonly compaction: { readonly state: Uint8Array; readonly digest: string } | null
  readonly rows: readonly { readonly seq: number; readonly updates: Uint8Array }[]
}

/** Stored bytes that are not what was stored. Nothing may be served from them; the message names what is damaged. */
export class DamagedDraft extends Error {}

export const digestOfState = (state: Uint8Array): string => createHash('sha256').update(state).digest('hex')

/**
 * The digest is checked before the bytes reach Yjs. One transaction: 20,000 small updates take 0.05 s so, and 8 s one by one. Not a local one:
 * what every client tidies away when it gets the text (formats without effect) must be tidied here too, else each sends it as an edit.
 */
export function replay(stored: StoredDraft): Y.Doc {
  const { compaction } = stored
  if (compaction && digestOfState(compaction.state) !== compaction.digest) throw new DamagedDraft('the compaction does not match its digest')
  const doc = new Y.Doc()
  Y.transact(doc, () => {
    if (compaction) Y.applyUpdate(doc, compaction.state)
    for (const { seq, updates } of stored.rows) applyRow(doc, seq, updates)
  }, null, false)
  if (hasPending(doc)) throw new DamagedDraft('updates are missing: some of what is stored depends on what is not')
  return doc
}

function applyRow(doc: Y.Doc, seq: number, updates: Uint8Array) {
  try {
    for (const update of decodeUpdates(updates)) Y.applyUpdate(doc, update)
  } catch (error) {
    throw new DamagedDraft(`row ${seq} of the log cannot be read: ${(error as Error).message}`)
  }
}

/** Whether the document holds structs or deletions that wait for others: they would be invisible, and kept for ever. */
export const hasPending = (doc: Y.Doc): boolean => doc.store.pendingStructs !== null || doc.store.pendingDs !== null
