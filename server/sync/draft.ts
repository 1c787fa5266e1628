import * as Y from 'yjs'
import { decodeUpdates } from '@/lib/drafts/log'
import { type Compaction, hasPending, type StoredDraft } from '@/lib/drafts/replay'
import type { Known, Sound } from './vet'

/** An update that could not be applied: the document may be half changed and must not be kept. */
export class Poisoned extends Error {}

/** One row of the log, or what will be one: `seq` is null while it is not durable. */
export interface Segment { seq: number | null; readonly updates: Uint8Array[] }

const nothing = new Uint8Array([0])
const emptyUpdate = new Uint8Array([0, 0])
/** Below this a document is built sooner than it is worked around. */
const small = 64 * 1024
/** So many updates are still said one by one behind the compaction to whoever opens the draft. */
const shortTail = 200

/**
 * The live text of a room: the bytes of the last compaction and the updates since. A Yjs document of them costs ten times their memory, and applying
 * an update to it four times as much as looking at its structure; so it is made when something needs it, and let go when nothing has for a while.
 * It runs ahead of the disk by what is being committed; whatever leaves the room waits for that commit.
 */
export class Draft implements Known {
  /** What is stored and what came since, roughly; measured exactly where it matters. */
  bytes: number
  /** When the document was last needed, in ms. */
  needed = 0
  /** Of the compaction that it stands on; 0 without one. */
  generation: number
  #base: Uint8Array | null
  #baseVector: Map<number, number>
  /** How deep anything in the compaction stands at most; and each block that came since. */
  #deepest: number
  #deepestSince = 0
  readonly #levels = new Map<string, number>()
  #segments: Segment[]
  #filling: Segment = { seq: null, updates: [] }
  #vector: Map<number, number>
  #formatted: boolean
  #doc: Y.Doc | null = null
  /** In the segments, and not yet in the document. */
  #unfolded: Uint8Array[] = []
  #brought: Uint8Array[] = []
  #whole: Uint8Array | null = null
  #deletions: Uint8Array | null = null

  /** Its bytes were checked against their digests when they were read. */
  constructor(stored: StoredDraft) {
    const { compaction } = stored
    this.generation = compaction?.generation ?? 0
    this.#base = compaction?.state ?? null
    this.bytes = compaction?.state.length ?? 0
    this.#baseVector = vectorOf(compaction)
    this.#vector = new Map(this.#baseVector)
    this.#deepest = compaction ? compaction.depth ?? Infinity : 0
    this.#formatted = compaction?.formatted ?? false
    this.#segments = stored.rows.map(({ seq, updates }) => ({ seq, updates: decodeUpdates(updates) }))
    for (const { updates } of this.#segments) for (const update of updates) this.#count(update)
  }

  /** Updates and bytes since the last compaction. */
  get tail(): { updates: number; bytes: number } {
    let [updates, bytes] = [0, 0]
    for (const segment of this.#segments) { updates += segment.updates.length; for (const update of segment.updates) bytes += update.length }
    return { updates, bytes }
  }

  get isBuilt(): boolean { return this.#doc !== null }

  #count(update: Uint8Array): void {
    this.bytes += update.length
    for (const struct of Y.decodeUpdate(update).structs) {
      const { client, clock } = struct.id
      if (clock + struct.length > this.upto(client)) this.#vector.set(client, clock + struct.length)
      if (!(struct instanceof Y.Item)) continue
      if (struct.content instanceof Y.ContentFormat) this.#formatted = true
      if (struct.content instanceof Y.ContentType && !this.#levels.has(keyOf(client, clock))) this.#deepestSince = Infinity
    }
  }

  /**
   * Takes an update in that vetting found sound. Answers what it brought, to be stored and then said: nothing for what was known; first what is the
   * sender's own, then what Yjs tidied away after it (formats without effect), which the sender has not. Throws Poisoned.
   */
  take(update: Uint8Array, sound: Sound): Uint8Array[] {
    this.#level(sound.depths)
    if (!sound.plain || (sound.deletes && this.#formatted)) return this.apply(update)
    // A copy of its own: the message lies in a much larger buffer of the network's, which would be held as long.
    const copy = update.slice()
    for (const [client, { end }] of sound.spans) this.#vector.set(client, end)
    this.#filling.updates.push(copy)
    this.bytes += copy.length
    this.#whole = null
    if (this.#doc) this.#unfolded.push(copy)
    return [copy]
  }

  #level(depths: ReadonlyMap<Y.Item, number>): void {
    for (const [item, depth] of depths) {
      this.#levels.set(keyOf(item.id.client, item.id.clock), depth)
      this.#deepestSince = Math.max(this.#deepestSince, depth)
    }
  }

  /** Through the document. Throws Poisoned. */
  apply(update: Uint8Array): Uint8Array[] {
    const { doc } = this
    this.#brought = []
    try {
      Y.applyUpdate(doc, update)
    } catch (error) {
      throw new Poisoned((error as Error).message)
    }
    if (hasPending(doc)) throw new Poisoned('it waits for something that is not there')
    const brought = this.#brought
    for (const each of brought) {
      this.#count(each)
      this.#filling.updates.push(each)
    }
    if (brought.length > 0) this.#whole = null
    return brought
  }

  /** What waits for the disk. The caller says its number when it has one. */
  cut(): Segment {
    const segment = this.#filling
    this.#filling = { seq: null, updates: [] }
    if (segment.updates.length > 0) this.#segments.push(segment)
    return segment
  }

  /** Rows of the log that this draft consists of beyond its compaction. */
  *rows(): Generator<number> {
    for (const { seq } of this.#segments) if (seq !== null) yield seq
  }

  /** What another process made durable, and vetting found sound; `depths` as vetting knows them. */
  takeRow(seq: number, updates: readonly Uint8Array[], depths?: ReadonlyMap<Y.Item, number>): void {
    if (depths) this.#level(depths)
    this.#segments.push({ seq, updates: [...updates] })
    for (const update of updates) {
      this.#count(update)
      if (this.#doc) this.#unfolded.push(update)
    }
    this.#whole = null
  }

  /** A compaction was made of rows that are here: it stands in their place. */
  rebase(compaction: Compaction, held: ReadonlySet<number>): void {
    this.generation = compaction.generation
    this.#base = compaction.state
    this.#baseVector = vectorOf(compaction)
    this.#deletions = null
    this.#segments = this.#segments.filter(({ seq }) => seq === null || !held.has(seq))
    this.bytes = compaction.state.length + this.tail.bytes
    this.#formatted ||= compaction.formatted
    this.#deepest = compaction.depth ?? Infinity
    if (this.#segments.length > 0) return
    this.#levels.clear()
    this.#deepestSince = 0
  }

  /** The document, made if need be. */
  get doc(): Y.Doc {
    this.needed = Date.now()
    const doc = (this.#doc ??= this.#build())
    const waiting = this.#unfolded
    if (waiting.length === 0) return doc
    this.#unfolded = []
    // So many in one transaction cost a quarter of as many one by one.
    for (let at = 0; at < waiting.length; at += 100) Y.transact(doc, () => { for (const update of waiting.slice(at, at + 100)) Y.applyUpdate(doc, update) }, null, false)
    return doc
  }

  /** Not a local transaction: what every client tidies away when it gets the text is tidied here too, else each would send it as an edit. */
  #build(): Y.Doc {
    const doc = new Y.Doc()
    Y.transact(doc, () => {
      if (this.#base) Y.applyUpdate(doc, this.#base)
      for (const { updates } of this.#segments) for (const update of updates) Y.applyUpdate(doc, update)
      for (const update of this.#filling.updates) Y.applyUpdate(doc, update)
    }, null, false)
    this.#unfolded = []
    doc.on('update', (update: Uint8Array) => { this.#brought.push(update) })
    return doc
  }

  /** Called now and then: lets the document go when nothing has needed it since `before` (ms). */
  rest(before: number): void {
    if (!this.#doc || this.needed >= before) return
    this.#doc.destroy()
    this.#doc = null
    this.#unfolded = []
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

  /**
   * What somebody who has `vector` lacks: the first for the answer, what is left as further updates. The compaction goes out as it lies where that
   * is enough. Throws on a vector that cannot be read.
   */
  answer(vector: Uint8Array): Uint8Array[] {
    const isNew = vector.length === 1 && vector[0] === 0
    if (this.#doc || !this.#base || this.#base.length < small) return [this.lacking(vector)]
    if (isNew || this.#reachesBase(vector)) {
      const since = [...this.#segments.flatMap(({ updates }) => updates), ...this.#filling.updates]
      if (since.length <= shortTail) {
        const head = isNew ? this.#base : (this.#deletions ??= deletionsOf(this.#base))
        return since.length === 0 ? [head] : [head, since.length === 1 ? since[0]! : Y.mergeUpdates(since)]
      }
    }
    return [this.lacking(vector)]
  }

  #reachesBase(vector: Uint8Array): boolean {
    const theirs = Y.decodeStateVector(vector)
    for (const [client, clock] of this.#baseVector) if ((theirs.get(client) ?? 0) < clock) return false
    return true
  }

  /** All of it in one update. Throws on a vector that cannot be read. */
  lacking(vector: Uint8Array): Uint8Array {
    // Whoever opens the draft for the first time has nothing: that answer is made once.
    if (vector.length === 1 && vector[0] === 0) return (this.#whole ??= this.#bytesOfAll())
    return Y.encodeStateAsUpdate(this.doc, vector)
  }

  #bytesOfAll(): Uint8Array {
    const isBare = !this.#doc && this.#segments.length === 0 && this.#filling.updates.length === 0
    return isBare ? this.#base ?? emptyUpdate : Y.encodeStateAsUpdate(this.doc)
  }

  vector(): Uint8Array { return Y.encodeStateVector(this.#vector) }

  measure(): number { return (this.bytes = this.lacking(nothing).length) }

  upto(clientId: number): number { return this.#vector.get(clientId) ?? 0 }

  depthAtMost(clientId: number, clock: number): number {
    // A text that came since stands in a block, and is not written down itself.
    return this.#levels.get(keyOf(clientId, clock)) ?? (clock < (this.#baseVector.get(clientId) ?? 0) ? this.#deepest : this.#deepestSince + 1)
  }

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

  destroy(): void { this.#doc?.destroy() }
}

const keyOf = (clientId: number, clock: number): string => `${clientId} ${clock}`

function vectorOf(compaction: Compaction | null): Map<number, number> {
  return compaction ? Y.decodeStateVector(compaction.vector) : new Map()
}

/** An update that brings nothing but what was deleted: all that somebody lacks who has every struct. */
const deletionsOf = (state: Uint8Array): Uint8Array => Y.diffUpdate(state, Y.encodeStateVectorFromUpdate(state))
