import * as Y from 'yjs'
import { decodeUpdates } from './log'

export interface Compaction {
  /** Counts a draft's compactions, from 1. */
  readonly generation: number
  /** A Yjs update that holds everything, its state vector, and whether there is any format among it. */
  readonly state: Uint8Array
  readonly vector: Uint8Array
  readonly formatted: boolean
  /** How deep its items stand at most; the root is 0, its children 1. Null where that is not known. */
  readonly depth: number | null
}

export interface StoredRow { readonly seq: number; readonly updates: Uint8Array }

/** What PostgreSQL holds of a draft: the newest compaction that is sound, and the rows that it does not hold. */
export interface StoredDraft { readonly compaction: Compaction | null; readonly rows: readonly StoredRow[] }

/** A row or a compaction that was not taken, and why in words that name it. */
export interface Damage { readonly what: string; readonly seq?: number; readonly generation?: number }

export interface LoadedDraft extends StoredDraft { readonly damaged: readonly Damage[] }

/** Stored bytes from which nothing may be served; the message names what is damaged. */
export class DamagedDraft extends Error {}

/**
 * One transaction: 20,000 small updates take 0.05 s so, and 8 s one by one. Not a local one: what every client tidies away when it gets
 * the text (formats without effect) must be tidied here too, else each sends it as an edit.
 */
export function replay(stored: StoredDraft): Y.Doc {
  const doc = new Y.Doc()
  Y.transact(doc, () => {
    if (stored.compaction) Y.applyUpdate(doc, stored.compaction.state)
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

/** Whether there is any format, deleted ones aside (those are tidied away), and how deep the deepest item stands. */
export function shapeOf(doc: Y.Doc): { formatted: boolean; depth: number } {
  const depths = new Map<Y.AbstractType<unknown>, number>()
  const depthOf = (type: Y.AbstractType<unknown>): number => {
    const known = depths.get(type)
    if (known !== undefined) return known
    const above = type._item?.parent
    const depth = above instanceof Y.AbstractType ? 1 + depthOf(above) : 0
    depths.set(type, depth)
    return depth
  }
  let [formatted, depth] = [false, 0]
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) continue
      formatted ||= struct.content instanceof Y.ContentFormat
      if (struct.parent instanceof Y.AbstractType) depth = Math.max(depth, 1 + depthOf(struct.parent))
    }
  }
  return { formatted, depth }
}
