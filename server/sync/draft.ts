import * as Y from 'yjs'
import { decodeUpdates, encodeUpdates } from '@/lib/drafts/log'
import { type Compaction, hasPending, type StoredDraft, type StoredRow } from '@/lib/drafts/replay'
import { outline, type Told } from './outline'
import { contentRef, type Known, type Sound } from './vet'

/** An update that could not be applied: the document may be half changed and must not be kept. */
export class Poisoned extends Error {}

/** A draft in bytes, for another thread. */
export interface DraftParts { readonly base: Uint8Array<ArrayBuffer> | null; readonly rows: Uint8Array<ArrayBuffer> }

/** What waits for the disk: one row of the log to be. */
export interface Segment { readonly updates: Uint8Array[] }

const nothing = new Uint8Array([0])
const emptyUpdate = new Uint8Array([0, 0])
/** Above this a compaction goes out as it lies, and what came since behind it. */
const large = 64 * 1024
/** So many updates are merged sooner than a document is built of them; merging more at once takes ever longer for each. */
const shortTail = 100
/** Behind a large compaction so many go out merged by the hundred: a document of it all would hold up the event loop for a tenth of a second and more. */
const longTail = 4_000
/** So many wait at most before they are put into a document that is there. */
const mostUnfolded = 400

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
  /** As they are stored: a tenth of the memory that their updates take one by one. */
  #rows: StoredRow[]
  /** On their way to the disk, oldest first. */
  #away: Segment[] = []
  #filling: Segment = { updates: [] }
  #tailUpdates = 0
  #tailBytes = 0
  #vector: Map<number, number>
  #formatted: boolean
  #doc: Y.Doc | null = null
  /** In the segments, and not yet in the document. */
  #unfolded: Uint8Array[] = []
  #brought: Uint8Array[] = []
  #whole: Uint8Array | null = null
  /** What came since the compaction, as it goes out behind it. */
  #behind: Uint8Array[] | null = null
  /** Of the compaction, what was deleted and nothing else: all that somebody lacks who has every struct of it. */
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
    this.#rows = [...stored.rows]
    for (const { updates } of this.#rows) for (const update of decodeUpdates(updates)) this.#count(update)
  }

  /** Updates and bytes since the last compaction. */
  get tail(): { updates: number; bytes: number } { return { updates: this.#tailUpdates, bytes: this.#tailBytes } }

  /** Another one whenever something came, or a compaction took the place of rows. */
  get state(): string { return `${this.generation} ${this.#tailUpdates} ${this.#tailBytes}` }

  /** What is stored: the compaction, and all rows since as if they were one. Copies, to be given away. */
  parts(): DraftParts {
    const rows = Buffer.concat(this.#rows.map(({ updates }) => updates))
    return { base: this.#base && new Uint8Array(this.#base), rows: new Uint8Array(rows) }
  }

  /** So much came since the compaction that to answer anybody takes a while. */
  get isLong(): boolean { return this.#tailUpdates > longTail && !this.#doc }

  get isBuilt(): boolean { return this.#doc !== null }

  #weigh(update: Uint8Array): void {
    this.bytes += update.length
    this.#tailUpdates += 1
    this.#tailBytes += update.length
  }

  #count(update: Uint8Array): void {
    this.#weigh(update)
    outline(update, this.#note)
  }

  readonly #note: Told = (client, clock, length, ref) => {
    if (clock + length > this.upto(client)) this.#vector.set(client, clock + length)
    if (ref === contentRef.format) this.#formatted = true
    if (ref === contentRef.type && !this.#levels.has(keyOf(client, clock))) this.#deepestSince = Infinity
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
    this.#weigh(copy)
    this.#whole = this.#behind = null
    if (this.#doc && this.#unfolded.push(copy) > mostUnfolded) this.#fold(this.#doc)
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
    if (brought.length > 0) this.#whole = this.#behind = null
    return brought
  }

  /** What waits for the disk; `stored` is to be called with it in the same order. */
  cut(): Segment {
    const segment = this.#filling
    if (segment.updates.length === 0) return segment
    this.#filling = { updates: [] }
    this.#away.push(segment)
    return segment
  }

  /** The oldest that was cut is durable: under this number, as these bytes. */
  stored(seq: number, updates: Uint8Array): void {
    if (this.#away.shift()) this.#rows.push({ seq, updates })
  }

  /** Rows of the log that this draft consists of beyond its compaction. */
  *rows(): Generator<number> { for (const { seq } of this.#rows) yield seq }

  /** What another process made durable, and vetting found sound; `depths` as vetting knows them. */
  takeRow(seq: number, updates: readonly Uint8Array[], depths?: ReadonlyMap<Y.Item, number>): void {
    if (depths) this.#level(depths)
    this.#rows.push({ seq, updates: encodeUpdates(updates) })
    for (const update of updates) {
      this.#count(update)
      if (this.#doc) this.#unfolded.push(update)
    }
    this.#whole = this.#behind = null
  }

  /** A compaction was made of rows that are here: it stands in their place. */
  rebase(compaction: Compaction, held: ReadonlySet<number>): void {
    this.generation = compaction.generation
    this.#base = compaction.state
    this.#baseVector = vectorOf(compaction)
    this.#deletions = this.#behind = null
    this.#rows = this.#rows.filter(({ seq }) => !held.has(seq))
    const since = this.#since()
    this.#tailUpdates = since.length
    this.#tailBytes = since.reduce((sum, update) => sum + update.length, 0)
    this.bytes = compaction.state.length + this.#tailBytes
    this.#formatted ||= compaction.formatted
    this.#deepest = compaction.depth ?? Infinity
    if (since.length > 0) return
    this.#levels.clear()
    this.#deepestSince = 0
  }

  /** Every update since the compaction, in the order in which they came. */
  #since(): Uint8Array[] {
    return [...this.#rows.flatMap(({ updates }) => decodeUpdates(updates)), ...this.#away.flatMap(({ updates }) => updates), ...this.#filling.updates]
  }

  /** The document, made if need be. */
  get doc(): Y.Doc {
    this.needed = Date.now()
    const doc = (this.#doc ??= this.#build())
    if (this.#unfolded.length > 0) this.#fold(doc)
    return doc
  }

  /** So many in one transaction cost a quarter of as many one by one. */
  #fold(doc: Y.Doc): void {
    const waiting = this.#unfolded
    this.#unfolded = []
    for (let at = 0; at < waiting.length; at += 100) Y.transact(doc, () => { for (const update of waiting.slice(at, at + 100)) Y.applyUpdate(doc, update) }, null, false)
  }

  /** Not a local transaction: what every client tidies away when it gets the text is tidied here too, else each would send it as an edit. */
  #build(): Y.Doc {
    const doc = new Y.Doc()
    Y.transact(doc, () => {
      if (this.#base) Y.applyUpdate(doc, this.#base)
      for (const update of this.#since()) Y.applyUpdate(doc, update)
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
   * What somebody who has `vector` lacks: the first for the answer, what is left as further updates. A large compaction goes out as it lies where
   * that is enough. Throws on a vector that cannot be read.
   */
  answer(vector: Uint8Array): Uint8Array[] {
    const isNew = isEmptyVector(vector)
    if (!this.#base || this.#base.length < large || this.#tailUpdates > longTail) return [this.lacking(vector)]
    if (!isNew && !this.#reachesBase(vector)) return [this.lacking(vector)]
    const head = isNew ? this.#base : (this.#deletions ??= Y.diffUpdate(this.#base, Y.encodeStateVector(this.#baseVector)))
    return [head, ...(this.#behind ??= mergedByHundreds(this.#since()))]
  }

  #reachesBase(vector: Uint8Array): boolean {
    const theirs = Y.decodeStateVector(vector)
    for (const [client, clock] of this.#baseVector) if ((theirs.get(client) ?? 0) < clock) return false
    return true
  }

  /** All that `vector` lacks in one update. Throws on a vector that cannot be read. */
  lacking(vector: Uint8Array): Uint8Array {
    // Whoever opens the draft for the first time has nothing: that answer is made once.
    const isNew = isEmptyVector(vector)
    const isShort = !this.#doc && this.#tailUpdates <= shortTail
    if (isNew) return (this.#whole ??= isShort ? this.#mergedWhole() : Y.encodeStateAsUpdate(this.doc))
    return isShort && this.bytes < large ? Y.diffUpdate(this.lacking(nothing), vector) : Y.encodeStateAsUpdate(this.doc, vector)
  }

  #mergedWhole(): Uint8Array {
    const since = this.#since()
    if (!this.#base) return since.length === 0 ? emptyUpdate : merged(since)
    return since.length === 0 ? this.#base : Y.mergeUpdates([this.#base, ...since])
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

const isEmptyVector = (vector: Uint8Array): boolean => vector.length === 1 && vector[0] === 0

function mergedByHundreds(updates: Uint8Array[]): Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < updates.length; at += shortTail) pieces.push(merged(updates.slice(at, at + shortTail)))
  return pieces
}

const merged = (updates: Uint8Array[]): Uint8Array => (updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates))

const keyOf = (clientId: number, clock: number): string => `${clientId} ${clock}`

function vectorOf(compaction: Compaction | null): Map<number, number> {
  return compaction ? Y.decodeStateVector(compaction.vector) : new Map()
}
