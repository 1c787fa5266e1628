import type { Lane } from '@/lib/drafts/access'
import type { CloseReason } from '@/lib/drafts/close-codes'
import type { DraftNotice } from '@/lib/drafts/notice'
import type { Compaction, LoadedDraft, StoredRow } from '@/lib/drafts/replay'
import type { PersonActor } from '@/lib/kernel/actor'
import type { Abroad } from './abroad'
import { Arrivals, type Harbour } from './arrivals'
import { AwarenessBook } from './awareness'
import { type Compared, Comparison, type Digester } from './compare'
import type { Connection, Handler } from './connection'
import { Draft } from './draft'
import { FanOut } from './fan-out'
import { type AwarenessEntry, awarenessFrame, noticeFrame, step1Frame, updateFrame, wholeFrame } from './frames'
import { judge, readFrame } from './gate'
import { type Host, Intake, type IntakeDeps } from './intake'
import type { Author, DraftLog, Parcel } from './log'
import { measures } from './measures'
import { inPlace, nothing, type Waiting } from './waiting'

/** What a room needs of the world. */
export interface RoomDeps extends IntakeDeps {
  readonly log: DraftLog
  readonly abroad?: Abroad
  load(standardId: string): Promise<{ stored: LoadedDraft; owners: Map<number, string> }>
  readonly digester: Digester
  /** Has the draft compacted; at once where that takes long. Does not reject. */
  shorten(room: Room): Promise<void>
  refusedEdit(person: PersonActor, where: { groupId: string; standardId: string }, lane: Lane, why: string): void
  /** The room has ended: nobody is in it and nothing waits, or it failed. */
  ended(room: Room): void
}

/** One live draft. Nothing of it is said to anybody before it is durable, and nobody is answered before it is loaded. */
export class Room implements Author<Waiting>, Handler, Host, Harbour, Compared {
  open = false
  closed = false
  /** Made durable since it was opened here. */
  updates = 0
  readonly connections = new Set<Connection>()
  /** Those that have had the whole state, and so get what comes after. */
  readonly #joined = new Set<Connection>()
  readonly #fan = new FanOut(this.#joined)
  readonly #awareness: AwarenessBook<Connection>
  readonly #intake: Intake
  readonly #arrivals: Arrivals
  readonly comparison: Comparison
  #loaded: Promise<void>
  #draft: Draft | null = null
  #queue: Waiting[] = []
  #waiting = 0
  #quiet: (() => void)[] = []

  constructor(readonly standardId: string, private readonly deps: RoomDeps) {
    this.#intake = new Intake(this, deps)
    this.#awareness = new AwarenessBook<Connection>((clientId) => this.#intake.owners.get(clientId), deps.limits.awareness)
    this.#arrivals = new Arrivals(this, { limits: deps.limits, tell: deps.tell, read: async (id) => (await deps.load(id)).stored })
    this.comparison = new Comparison(this, deps)
    this.#loaded = this.#begin()
  }

  /** What other processes commit from here on is heard; what they committed before is loaded. */
  async #begin(): Promise<void> {
    await this.deps.abroad?.enter(this.standardId, this.#arrivals)
    await this.#load()
  }

  /** Never rejects: a room that cannot be loaded fails, and its sockets are told to come back. */
  async #load(): Promise<void> {
    const from = performance.now()
    try {
      const { stored, owners } = await this.deps.load(this.standardId)
      if (this.closed) return
      this.#intake.owners = owners
      this.#intake.isDamaged = stored.damaged.length > 0
      this.#draft = new Draft(stored)
      this.open = true
      measures.loaded(performance.now() - from)
      this.#arrivals.opened()
      for (const connection of this.connections) connection.pump()
    } catch (error) {
      this.failed(error)
    }
  }

  /** Once the first loading has come to an end, one way or the other. */
  get loaded(): Promise<void> { return this.#loaded }

  /** Updates and bytes since the last compaction. */
  get tail(): { updates: number; bytes: number } { return this.#draft?.tail ?? { updates: 0, bytes: 0 } }

  get isLong(): boolean { return this.#draft?.isLong ?? false }

  get unsaved(): number { return this.#waiting }

  get reach(): number { return this.#joined.size }

  enter(connection: Connection): void { this.connections.add(connection) }

  leave(connection: Connection): void {
    if (!this.connections.delete(connection)) return
    this.#joined.delete(connection)
    this.comparison.leave(connection)
    this.hush(connection)
    this.endSoon()
  }

  /** A reloaded page finds the room still warm. */
  endSoon(): void {
    if (this.connections.size === 0 && !this.closed) setTimeout(() => this.#endIfEmpty(), this.deps.limits.linger).unref()
  }

  /** Takes the connection's presence away. */
  hush(connection: Connection): void {
    const entry = this.#awareness.leave(connection)
    if (!entry) return
    this.#fan.relay(awarenessFrame([entry]), connection)
    this.deps.abroad?.present(this.standardId, [entry])
  }

  /**
   * In its place among what waits for the disk: somebody whose answer was made before this came, and is held back until then, would miss it;
   * and what it depends on has to be said before it.
   */
  relay(frame: Buffer): void {
    if (this.#waiting === 0) this.#fan.relay(frame, null)
    else this.#wait({ ...inPlace, frame })
  }

  see(origin: string, entries: readonly AwarenessEntry[]): void { this.#sayAbroad(this.#awareness.see(origin, entries)) }

  lost(origin: string): void { this.#sayAbroad(this.#awareness.lost(origin)) }

  #sayAbroad(entries: readonly AwarenessEntry[]): void { if (entries.length > 0) this.relay(awarenessFrame(entries)) }

  #endIfEmpty(): void {
    if (this.connections.size > 0 || this.closed) return
    if (this.#waiting > 0) void this.quiet().then(() => this.#endIfEmpty())
    else this.#end()
  }

  failed(error: unknown): void {
    if (this.closed) return
    this.deps.tell('error', 'a draft had to be closed', { standardId: this.standardId, error: error instanceof Error ? error.message : String(error) })
    this.#end()
    for (const connection of [...this.connections]) connection.close('our fault')
  }

  #end(): void {
    this.open = false
    this.closed = true
    this.deps.abroad?.leave(this.standardId)
    this.deps.ended(this)
    this.#draft?.destroy()
    for (const resolve of this.#quiet.splice(0)) resolve()
  }

  /** When nothing waits for the disk. */
  quiet(): Promise<void> {
    return this.#waiting === 0 || this.closed ? Promise.resolve() : new Promise((resolve) => this.#quiet.push(resolve))
  }

  flush(): void { this.#fan.flush() }

  /** Called now and then: a document that nobody has needed for a while is let go. */
  rest(now: number): void { this.#draft?.rest(now - this.deps.limits.documentLinger) }

  /** A compaction was made of rows that this room has. */
  rebase(compaction: Compaction, held: ReadonlySet<number>): void {
    // With another process's in between it stands for rows of which that one knows.
    if (this.#draft?.generation === compaction.generation - 1) this.#draft.rebase(compaction, held)
    else this.#arrivals.catchUp()
  }

  behind(): Promise<void> | null { return this.deps.abroad && !this.deps.abroad.isAlone ? this.caughtUp() : null }

  /** Once everything that is in the log now is here. */
  caughtUp(): Promise<void> { return this.#arrivals.caughtUp() }

  notice(notice: DraftNotice): void {
    const frame = noticeFrame(notice)
    for (const connection of this.connections) if (connection.saved) connection.write(frame)
  }

  handle(connection: Connection, bytes: Uint8Array): Promise<void> | void {
    const { lane, frozen } = connection.as!
    const frame = readFrame(bytes)
    const verdict = judge(frame, lane, frozen)
    if (verdict.kind === 'drop') return
    if (verdict.kind === 'close' || !frame) {
      measures.refused(frame ? 'lane' : 'unreadable')
      return connection.close('not allowed', 'why' in verdict ? verdict.why : '')
    }
    switch (frame.kind) {
      case 'step 1': return this.#answer(connection, frame.vector)
      case 'query awareness': return connection.write(awarenessFrame(this.#awareness.present(connection)))
      case 'astray': return this.comparison.astray(connection, frame.round, frame.text)
      case 'awareness': return this.#hear(connection, frame.entries)
      default: return verdict.kind === 'refuse edit' ? this.#intake.refuse(connection, frame, verdict.reason) : this.#intake.take(connection, frame)
    }
  }

  refuse(connection: Connection, reason: CloseReason, why: string): void {
    const { person, groupId, lane } = connection.as!
    this.deps.refusedEdit(person, { groupId, standardId: this.standardId }, lane, why)
    connection.close(reason, why)
  }

  #answer(connection: Connection, vector: Uint8Array): Promise<void> | void {
    if (!connection.syncBucket.take(Date.now())) {
      measures.refused('too-fast')
      return connection.close('too fast', 'the whole text was asked for too often')
    }
    // To make a document of so much here would hold up everybody: a thread compacts it first.
    if (this.isLong) return this.deps.shorten(this).then(() => this.#give(connection, vector))
    this.#give(connection, vector)
  }

  #give(connection: Connection, vector: Uint8Array): void {
    if (connection.closed) return
    if (!this.open) return connection.close('our fault')
    let updates: Uint8Array[]
    try {
      updates = this.#draft!.answer(vector)
    } catch {
      measures.refused('unreadable')
      return connection.close('not allowed', 'a state vector that cannot be read')
    }
    const own = step1Frame(this.#draft!.vector())
    this.#afterCommit(() => {
      if (connection.closed) return
      updates.forEach((update, index) => connection.write(index === 0 ? wholeFrame(update) : updateFrame(update), true))
      this.#join(connection, own)
    })
  }

  #join(connection: Connection, vector: Buffer): void {
    const joins = !this.#joined.has(connection)
    this.#joined.add(connection)
    if (!joins) return
    this.comparison.join(connection)
    // Only writers are asked for what they have: a reader's client would answer with an edit.
    if (connection.as!.lane === 'write') this.ask(connection, vector)
    const present = this.#awareness.present(connection)
    if (present.length > 0) connection.write(awarenessFrame(present))
  }

  ask(connection: Connection, vector: Buffer): void {
    connection.asked = true
    connection.write(vector)
  }

  #hear(connection: Connection, entries: readonly AwarenessEntry[]): void {
    for (const entry of entries) {
      const heard = this.#awareness.hear(connection, entry)
      if (heard.kind === 'say') this.#sayPresence(connection, heard.entry)
      if (heard.kind === 'too large' || heard.kind === 'spoofed') return this.#refusePresence(connection, heard.kind)
    }
  }

  #refusePresence(connection: Connection, why: 'too large' | 'spoofed'): void {
    measures.refused(why === 'spoofed' ? 'foreign-presence' : 'large-presence')
    if (why === 'spoofed') this.refuse(connection, 'not allowed', 'a presence under another person’s client id')
    else connection.close('too large', 'an awareness state over its limit')
  }

  /** A caret behind words that nobody else has yet waits for them: it would point nowhere, and cost every socket a write of its own. */
  #sayPresence(connection: Connection, entry: AwarenessEntry): void {
    const frame = awarenessFrame([entry])
    const after = () => this.deps.abroad?.present(this.standardId, [entry])
    if (connection.unsaved > 0) return this.#wait({ ...inPlace, from: connection, frame, after })
    this.#fan.relay(frame, connection)
    after()
  }

  /** A document that threw may be half changed: what is durable is the truth. Frames wait meanwhile. */
  async reload(): Promise<void> {
    this.open = false
    await this.quiet()
    const had = this.#draft?.vector()
    this.#draft?.destroy()
    await this.#load()
    // Others may have written meanwhile; whoever is here has not had that.
    if (had && this.#draft && this.deps.abroad) this.relay(updateFrame(this.#draft.lacking(had)))
  }

  commit(brought: readonly Uint8Array[], from: Connection, bytes: number, due: number): void {
    this.#wait({ brought, from, bytes, due, at: performance.now() })
  }

  #wait(waiting: Waiting): void {
    this.#waiting += 1
    this.#queue.push(waiting)
    this.deps.log.wake(this)
  }

  parcel(): Parcel<Waiting> {
    const waiting = this.#queue
    this.#queue = []
    return { updates: this.#draft?.cut().updates ?? nothing, waiting }
  }

  /** To everybody but the one who brought it, and to that one how much is saved. */
  settled({ waiting, updates }: Parcel<Waiting>, row: StoredRow | null): void {
    if (row) this.#draft?.stored(row.seq, row.updates)
    this.updates += updates.length
    const now = performance.now()
    for (const each of waiting) this.#settle(each, now)
    this.#fan.flush()
    if (row) this.deps.abroad?.committed(this.standardId, row.seq, updates)
    this.#waiting -= waiting.length
    if (this.#waiting === 0) for (const resolve of this.#quiet.splice(0)) resolve()
  }

  #settle({ brought, from, bytes, due, at, frame, after }: Waiting, now: number): void {
    if (brought.length > 0 && this.#fan.reaches(from)) this.#fan.relay(updateFrame(brought[0]!), from)
    // What Yjs tidied away after it the sender needs as well, or its copy goes another way.
    for (let index = 1; index < brought.length; index += 1) this.#fan.relay(updateFrame(brought[index]!), null)
    if (frame) this.#fan.relay(frame, from)
    else if (from) {
      if (from.settled(1, bytes, due)) this.#fan.owe(from)
      measures.acknowledged(now - at, due)
    }
    after?.()
  }

  /** Once everything that the document holds now is durable. */
  #afterCommit(after: () => void): void {
    if (this.#waiting === 0) return after()
    this.#wait({ ...inPlace, after })
  }

  get draft(): Draft | null { return this.open ? this.#draft : null }

  own(clientId: number, personId: string): void { this.#intake.own(clientId, personId) }

  /** An edit of the server's own, made for the document as it is in this turn. Resolves once it is durable; rejects when the room fails. */
  write(update: Uint8Array): Promise<void> {
    try {
      const brought = this.#draft!.apply(update)
      return new Promise((resolve, reject) => {
        this.#wait({ ...inPlace, brought, after: resolve })
        void this.quiet().then(() => { if (this.closed) reject(new Error('the room failed')) })
      })
    } catch (error) {
      void this.reload()
      return Promise.reject(error as Error)
    }
  }
}
