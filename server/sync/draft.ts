import * as Y from 'yjs'
import { hasPending, replay, type StoredDraft } from '@/lib/drafts/replay'
import type { Known } from './vet'

/** An update that could not be applied: the document may be half changed and must not be kept. */
export class Poisoned extends Error {}

/**
 * The live document of a room. It runs ahead of the disk by what is being committed; whatever leaves the room waits for that commit.
 */
export class Draft implements Known {
  readonly doc: Y.Doc
  /** What is stored and what came since, roughly; measured exactly where it matters. */
  bytes: number
  #brought: Uint8Array[] = []
  #whole: Uint8Array | null = null

  /** Throws DamagedDraft. */
  constructor(stored: StoredDraft) {
    this.doc = replay(stored)
    this.bytes = stored.rows.reduce((sum, row) => sum + row.updates.length, stored.compaction?.state.length ?? 0)
    this.doc.on('update', (update: Uint8Array) => { this.#brought.push(update) })
  }

  /**
   * What the update changed, as Yjs writes it: nothing for what was known; first what it brought, then what Yjs tidied away after it (formats
   * without effect), which the sender has not. Throws Poisoned.
   */
  apply(update: Uint8Array): Uint8Array[] {
    this.#brought = []
    try {
      Y.applyUpdate(this.doc, update)
    } catch (error) {
      throw new Poisoned((error as Error).message)
    }
    if (hasPending(this.doc)) throw new Poisoned('it waits for something that is not there')
    const brought = this.#brought
    if (brought.length > 0) this.#whole = null
    for (const each of brought) this.bytes += each.length
    return brought
  }

  /** Whether applying it would change anything; also when it cannot be read. */
  wouldChange(update: Uint8Array): boolean {
    try {
      const { structs, ds } = Y.decodeUpdate(update)
      if (structs.some(({ id, length }) => id.clock + length > this.upto(id.client))) return true
      return [...ds.clients].some(([clientId, ranges]) => ranges.some(({ clock, len }) => !this.#isGone(clientId, clock, len)))
    } catch {
      return true
    }
  }

  #isGone(clientId: number, clock: number, length: number): boolean {
    const end = clock + length
    if (end > this.upto(clientId)) return false
    const structs = this.doc.store.clients.get(clientId)!
    for (let index = Y.findIndexSS(structs, clock); index < structs.length && structs[index]!.id.clock < end; index += 1) {
      if (!structs[index]!.deleted) return false
    }
    return true
  }

  /** What somebody who has `vector` lacks. Throws on a vector that cannot be read. */
  lacking(vector: Uint8Array): Uint8Array {
    // Whoever opens the draft for the first time has nothing: that answer is made once.
    if (vector.length === 1 && vector[0] === 0) return (this.#whole ??= Y.encodeStateAsUpdate(this.doc))
    return Y.encodeStateAsUpdate(this.doc, vector)
  }

  vector(): Uint8Array { return Y.encodeStateVector(this.doc) }

  measure(): number { return (this.bytes = this.lacking(new Uint8Array([0])).length) }

  upto(clientId: number): number { return Y.getState(this.doc.store, clientId) }

  depthOf(clientId: number, clock: number): number {
    let struct: Y.AbstractStruct | null = Y.getItem(this.doc.store, Y.createID(clientId, clock))
    let depth = 0
    while (struct instanceof Y.Item) {
      depth += 1
      const parent: Y.Item['parent'] = struct.parent
      struct = parent instanceof Y.AbstractType ? parent._item : null
    }
    return depth
  }

  destroy(): void { this.doc.destroy() }
}
