import type { Lane } from '@/lib/drafts/access'
import type { CloseReason } from '@/lib/drafts/close-codes'
import type { DraftNotice } from '@/lib/drafts/notice'
import { type StoredDraft } from '@/lib/drafts/replay'
import type { PersonActor } from '@/lib/kernel/actor'
import { AwarenessBook } from './awareness'
import type { Connection, Handler } from './connection'
import { Draft, Poisoned } from './draft'
import { FanOut } from './fan-out'
import { awarenessFrame, noticeFrame, step1Frame, step2Frame, updateFrame } from './frames'
import { type Frame, isEmptyUpdate, judge, readFrame } from './gate'
import type { Limits } from './limits'
import type { Author, DraftLog } from './log'
import { vet } from './vet'

/** What a room needs of the world. */
export interface RoomDeps {
  readonly limits: Limits
  readonly log: DraftLog
  load(standardId: string): Promise<{ stored: StoredDraft; owners: Map<number, string> }>
  /** Gives free client ids to the person; answers those that are somebody else's. */
  bind(standardId: string, personId: string, clientIds: readonly number[]): Promise<number[]>
  refusedEdit(person: PersonActor, where: { groupId: string; standardId: string }, lane: Lane, why: string): void
  tell(level: 'info' | 'warn' | 'error', message: string, facts: object): void
  /** The room has ended: nobody is in it and nothing waits, or it failed. */
  ended(room: Room): void
}

type DocumentFrame = Extract<Frame, { kind: 'step 2' | 'update' }>

/** One live draft. Nothing of it is said to anybody before it is durable, and nobody is answered before it is loaded. */
export class Room implements Author, Handler {
  open = false
  closed = false
  /** Updates and bytes since the last compaction. */
  tail = { updates: 0, bytes: 0 }
  readonly connections = new Set<Connection>()
  /** Those that have had the whole state, and so get what comes after. */
  readonly #joined = new Set<Connection>()
  readonly #fan = new FanOut(this.#joined)
  readonly #awareness: AwarenessBook<Connection>
  #loaded: Promise<void>
  #draft: Draft | null = null
  #owners = new Map<number, string>()
  #waiting = 0
  #quiet: (() => void)[] = []

  constructor(readonly standardId: string, private readonly deps: RoomDeps) {
    this.#awareness = new AwarenessBook<Connection>((clientId) => this.#owners.get(clientId), deps.limits.awareness)
    this.#loaded = this.#load()
  }

  /** Never rejects: a room that cannot be loaded fails, and its sockets are told to come back. */
  async #load(): Promise<void> {
    try {
      const { stored, owners } = await this.deps.load(this.standardId)
      if (this.closed) return
      this.#owners = owners
      this.#draft = new Draft(stored)
      this.tail = { updates: stored.rows.length, bytes: this.#draft.bytes - (stored.compaction?.state.length ?? 0) }
      this.open = true
      for (const connection of this.connections) connection.pump()
    } catch (error) {
      this.failed(error)
    }
  }

  /** Once the first loading has come to an end, one way or the other. */
  get loaded(): Promise<void> { return this.#loaded }

  enter(connection: Connection): void { this.connections.add(connection) }

  leave(connection: Connection): void {
    if (!this.connections.delete(connection)) return
    this.#joined.delete(connection)
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
    if (entry) this.#fan.relay(awarenessFrame([entry]), connection)
  }

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
    this.#draft?.destroy()
    for (const resolve of this.#quiet.splice(0)) resolve()
    this.deps.ended(this)
  }

  /** When nothing waits for the disk. */
  quiet(): Promise<void> {
    return this.#waiting === 0 || this.closed ? Promise.resolve() : new Promise((resolve) => this.#quiet.push(resolve))
  }

  notice(notice: DraftNotice): void {
    const frame = noticeFrame(notice)
    for (const connection of this.connections) if (connection.saved) connection.write(frame)
  }

  handle(connection: Connection, bytes: Uint8Array): Promise<void> | void {
    const { lane, frozen } = connection.as!
    const frame = readFrame(bytes)
    const verdict = judge(frame, lane, frozen)
    if (verdict.kind === 'drop') return
    if (verdict.kind === 'close' || !frame) return connection.close('not allowed', 'why' in verdict ? verdict.why : '')
    switch (frame.kind) {
      case 'step 1': return this.#answer(connection, frame.vector)
      case 'query awareness': return connection.write(awarenessFrame(this.#awareness.present(connection)))
      case 'awareness': return this.#hear(connection, frame)
      default: return verdict.kind === 'refuse edit' ? this.#refuse(connection, frame, verdict.reason) : this.#take(connection, frame)
    }
  }

  #refuse(connection: Connection, frame: DocumentFrame, reason: CloseReason): void {
    if (!this.#draft!.wouldChange(frame.update)) return this.#store(connection, frame, [])
    this.#record(connection, 'an edit')
    connection.close(reason, 'an edit')
  }

  #record(connection: Connection, why: string): void {
    const { person, groupId, lane } = connection.as!
    this.deps.refusedEdit(person, { groupId, standardId: this.standardId }, lane, why)
  }

  #answer(connection: Connection, vector: Uint8Array): void {
    if (!connection.syncBucket.take(Date.now())) return connection.close('too fast', 'the whole text was asked for too often')
    let reply: Buffer
    try {
      reply = step2Frame(this.#draft!.lacking(vector))
    } catch {
      return connection.close('not allowed', 'a state vector that cannot be read')
    }
    const own = step1Frame(this.#draft!.vector())
    this.#afterCommit(() => {
      if (connection.closed) return
      connection.write(reply, true)
      const joins = !this.#joined.has(connection)
      this.#joined.add(connection)
      // Only writers are asked for what they have: a reader's client would answer with an edit.
      if (joins && connection.as!.lane === 'write') this.#ask(connection, own)
      const present = joins ? this.#awareness.present(connection) : []
      if (present.length > 0) connection.write(awarenessFrame(present))
    })
  }

  #ask(connection: Connection, vector: Buffer): void {
    connection.asked = true
    connection.write(vector)
  }

  #hear(connection: Connection, frame: Extract<Frame, { kind: 'awareness' }>): void {
    for (const entry of frame.entries) {
      const heard = this.#awareness.hear(connection, entry)
      if (heard.kind === 'say') this.#fan.relay(awarenessFrame([heard.entry]), connection)
      if (heard.kind === 'too large') return connection.close('too large', 'an awareness state over its limit')
      if (heard.kind === 'spoofed') return this.#inAnothersName(connection, 'a presence under another person’s client id')
    }
  }

  #inAnothersName(connection: Connection, why: string): void {
    this.#record(connection, why)
    connection.close('not allowed', why)
  }

  #take(connection: Connection, frame: DocumentFrame): Promise<void> | void {
    if (isEmptyUpdate(frame.update)) return this.#store(connection, frame, [])
    const draft = this.#draft!
    const vetted = vet(frame.update, draft, this.deps.limits.update)
    if (vetted.kind === 'refused') return connection.close(vetted.reason, vetted.why)
    if (vetted.kind === 'missing') return this.#resync(connection, frame)
    const owners = vetted.writers.map((clientId) => ({ clientId, owner: this.#owners.get(clientId) }))
    if (owners.some(({ owner }) => owner !== undefined && owner !== connection.as!.person.id)) {
      return this.#inAnothersName(connection, 'an edit under another person’s client id')
    }
    const free = owners.filter(({ owner }) => owner === undefined).map(({ clientId }) => clientId)
    if (free.length > 0) return this.#bind(connection, frame, free)
    if (vetted.writers.length > 0 && this.#isFull(frame.update.length)) return connection.close('too large', 'the draft is as large as it may be')
    this.#apply(connection, frame)
  }

  #isFull(more: number): boolean {
    const { document } = this.deps.limits
    return this.#draft!.bytes + more > document && this.#draft!.measure() + more > document
  }

  async #bind(connection: Connection, frame: DocumentFrame, free: number[]): Promise<void> {
    if (free.length > this.deps.limits.newClients) return connection.close('too large', 'too many new client ids at once')
    try {
      const { id } = connection.as!.person
      const foreign = new Set(await this.deps.bind(this.standardId, id, free))
      for (const clientId of free) if (!foreign.has(clientId)) this.#owners.set(clientId, id)
      if (foreign.size > 0) return this.#inAnothersName(connection, 'an edit under another person’s client id')
      // Looked at again: meanwhile the draft has moved on.
      if (!connection.closed && this.open) await this.#take(connection, frame)
      else if (!connection.closed) connection.close('our fault')
    } catch (error) {
      this.deps.tell('warn', 'a client id could not be bound', { standardId: this.standardId, error: (error as Error).message })
      connection.close('our fault')
    }
  }

  /** Asks the client for everything that is missing here; its answer makes good for what was not taken. */
  #resync(connection: Connection, frame: DocumentFrame): void {
    if (frame.kind === 'step 2' && connection.asked) return connection.close('not allowed', 'edits that depend on something that is not here')
    connection.owed += 1
    if (!connection.asked) this.#ask(connection, step1Frame(this.#draft!.vector()))
  }

  #apply(connection: Connection, frame: DocumentFrame): void {
    try {
      this.#store(connection, frame, this.#draft!.apply(frame.update))
    } catch (error) {
      if (!(error instanceof Poisoned)) throw error
      this.deps.tell('warn', 'an update could not be applied', { standardId: this.standardId, personId: connection.as!.person.id, error: error.message })
      connection.close('not allowed', 'an update that cannot be applied')
      void this.#reload()
    }
  }

  /** A document that threw may be half changed: what is durable is the truth. Frames wait meanwhile. */
  async #reload(): Promise<void> {
    this.open = false
    await this.quiet()
    this.#draft?.destroy()
    await this.#load()
  }

  #store(connection: Connection, frame: DocumentFrame, brought: readonly Uint8Array[]): void {
    const size = frame.update.length
    const due = this.#due(connection, frame)
    connection.sent(size)
    this.commit(brought, connection, () => connection.settled(size, due))
  }

  /** How many of the client's messages are saved once this one is. */
  #due(connection: Connection, frame: DocumentFrame): number {
    if (frame.kind === 'step 2') {
      const due = 1 + connection.owed
      connection.owed = 0
      connection.asked = false
      return due
    }
    if (connection.owed === 0) return 1
    connection.owed += 1
    return 0
  }

  /** To the disk, then to everybody but `from`. */
  commit(brought: readonly Uint8Array[], from: Connection | null, settled: () => void): void {
    this.#waiting += 1
    this.deps.log.add(this, brought, () => {
      // The first is the sender's own; what Yjs tidied away after it the sender needs as well, or its copy goes another way.
      brought.forEach((update, index) => this.#fan.relay(updateFrame(update), index === 0 ? from : null))
      for (const update of brought) this.tail = { updates: this.tail.updates + 1, bytes: this.tail.bytes + update.length }
      settled()
      this.#settle()
    })
  }

  /** Once everything that the document holds now is durable. */
  #afterCommit(work: () => void): void {
    if (this.#waiting === 0) return work()
    this.commit([], null, work)
  }

  #settle(): void {
    this.#waiting -= 1
    if (this.#waiting === 0) for (const resolve of this.#quiet.splice(0)) resolve()
  }

  /** For changes that the server makes for a person: null while the draft is not there. */
  get draft(): Draft | null { return this.open ? this.#draft : null }

  own(clientId: number, personId: string): void { this.#owners.set(clientId, personId) }

  /** An edit of the server's own, made for the document as it is in this turn. Resolves once it is durable; rejects when the room fails. */
  write(update: Uint8Array): Promise<void> {
    try {
      const brought = this.#draft!.apply(update)
      return new Promise((resolve, reject) => {
        this.commit(brought, null, resolve)
        void this.quiet().then(() => { if (this.closed) reject(new Error('the room failed')) })
      })
    } catch (error) {
      void this.#reload()
      return Promise.reject(error as Error)
    }
  }
}
