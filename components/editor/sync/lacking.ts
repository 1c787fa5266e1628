import * as Y from 'yjs'

type Deleted = ReturnType<typeof Y.createDeleteSetFromStructStore>
interface Range { readonly clock: number; readonly len: number }

/** Everything that is deleted in a document. */
export const deletedIn = (doc: Y.Doc): Deleted => Y.createDeleteSetFromStructStore(doc.store)

export const deletedBy = (update: Uint8Array): Deleted => Y.decodeUpdate(update).ds as Deleted

/**
 * What somebody lacks who has this state vector and knows of these deletions. Yjs sends along every deletion there ever was: of a draft with a long
 * history more than one message may carry, however little is new.
 */
export function lackingTo(doc: Y.Doc, vector: Uint8Array, known: Deleted | null): Uint8Array {
  const update = Y.encodeStateAsUpdate(doc, vector)
  if (!known) return update
  const all = deletedBy(update)
  const tail = bytesOf(all)
  const head = update.subarray(0, update.length - tail.length)
  // An update ends with its deletions; were they written otherwise than here, it would have to go as it is.
  if (!tail.every((byte, at) => update[head.length + at] === byte)) return update
  const rest = bytesOf(without(all, known))
  const made = new Uint8Array(head.length + rest.length)
  made.set(head)
  made.set(rest, head.length)
  return made
}

/** As Yjs writes them: a snapshot is its deletions, then its state vector, which is one byte when it is empty. */
const bytesOf = (deleted: Deleted): Uint8Array => Y.encodeSnapshot(Y.createSnapshot(deleted, new Map())).subarray(0, -1)

function without(all: Deleted, known: Deleted): Deleted {
  const left = Y.createDeleteSet()
  for (const [client, ranges] of all.clients) {
    const kept = uncovered(ranges, known.clients.get(client) ?? [])
    if (kept.length > 0) left.clients.set(client, kept as typeof ranges)
  }
  return left
}

/** The parts of sorted ranges that none of the others covers, those sorted and apart too. */
function uncovered(ranges: readonly Range[], others: readonly Range[]): Range[] {
  const kept: Range[] = []
  let next = 0
  for (const { clock, len } of ranges) {
    let from = clock
    const end = clock + len
    while (next < others.length && others[next]!.clock + others[next]!.len <= from) next += 1
    for (let at = next; from < end && at < others.length && others[at]!.clock < end; at += 1) {
      if (others[at]!.clock > from) kept.push({ clock: from, len: others[at]!.clock - from })
      from = Math.max(from, others[at]!.clock + others[at]!.len)
    }
    if (from < end) kept.push({ clock: from, len: end - from })
  }
  return kept
}
