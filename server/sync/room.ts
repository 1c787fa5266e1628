import type { Lane } from '@/lib/drafts/access'
import type { CloseReason } from '@/lib/drafts/close-codes'
import type { DraftNotice } from '@/lib/drafts/notice'
import { type StoredDraft } from '@/lib/drafts/replay'
import type { PersonActor } from '@/lib/kernel/actor'
import { AwarenessBook } from './awareness'
import type { Connection, Handler } from './connection'
import { Draft } from './draft'
import { FanOut } from './fan-out'
import { awarenessFrame, noticeFrame, step1Frame, step2Frame, updateFrame } from './frames'
import { type Frame, judge, readFrame } from './gate'
import { type Host, Intake, type IntakeDeps } from './intake'
import type { Author, DraftLog } from './log'

/** What a room needs of the world. */
export interface RoomDeps extends IntakeDeps {
  readonly log: DraftLog
  load(standardId: string): Promise<{ stored: StoredDraft; owners: Map<number, string> }>
  refusedEdit(person: PersonActor, where: { groupId: string; standardId: string }, lane: Lane, why: string): void
  /** The room has ended: nobody is in it and nothing waits, or it failed. */
  ended(room: Room): void
}

/** One live draft. Nothing of it is said to anybody before it is durable, and nobody is answered before it is loaded. */
export class Room implements Author, Handler, Host {
  open = false
  closed = false
  /** Updates and bytes since the last compaction. */
  tail = { updates: 0, bytes: 0 }
  readonly connections = new Set<Connection>()
  /** Those that have had the whole state, and so get what comes after. */
  readonly #joined = new Set<Connection>()
  readonly #fan = new FanOut(this.#joined)
  readonly #awareness: AwarenessBook<Connection>
  readonly #intake: Intake
  #loaded: Promise<void>
  #draft: Draft | null = null
  #waiting = 0
  #quiet: (() => void)[] = []

  constructor(readonly standardId: string, private readonly deps: RoomDeps) {
    this.#intake = new Intake(this, deps)
    this.#awareness = new AwarenessBook<Connection>((clientId) => this.#intake.owners.get(clientId), deps.limits.awareness)
    this.#loaded = this.#load()
  }

  /** Never rejects: a room that cannot be loaded fails, and its sockets are told to come back. */
  async #load(): Promise<void> {
    try {
      const { stored, owners } = await this.deps.load(this.standardId)
      if (this.closed) return
      this.#intake.owners = owners
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
      default: return verdict.kind === 'refuse edit' ? this.#intake.refuse(connection, frame, verdict.reason) : this.#intake.take(connection, frame)
    }
  }

  refuse(connection: Connection, reason: CloseReason, why: string): void {
    const { person, groupId, lane } = connection.as!
    this.deps.refusedEdit(person, { groupId, standardId: this.standardId }, lane, why)
    connection.close(reason, why)
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
      if (joins && connection.as!.lane === 'write') this.ask(connection, own)
      const present = joins ? this.#awareness.present(connection) : []
      if (present.length > 0) connection.write(awarenessFrame(present))
    })
  }

  ask(connection: Connection, vector: Buffer): void {
    connection.asked = true
    connection.write(vector)
  }

  #hear(connection: Connection, frame: Extract<Frame, { kind: 'awareness' }>): void {
    for (const entry of frame.entries) {
      const heard = this.#awareness.hear(connection, entry)
      if (heard.kind === 'say') this.#fan.relay(awarenessFrame([heard.entry]), connection)
      if (heard.kind === 'too large') return connection.close('too large', 'an awareness state over its limit')
      if (heard.kind === 'spoofed') return this.refuse(connection, 'not allowed', 'a presence under another person’s client id')
    }
  }

  /** A document that threw may be half changed: what is durable is the truth. Frames wait meanwhile. */
  async reload(): Promise<void> {
    this.open = false
    await this.quiet()
    this.#draft?.destroy()
    await this.#load()
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

  get draft(): Draft | null { return this.open ? this.#draft : null }

  own(clientId: number, personId: string): void { this.#intake.own(clientId, personId) }

  /** An edit of the server's own, made for the document as it is in this turn. Resolves once it is durable; rejects when the room fails. */
  write(update: Uint8Array): Promise<void> {
    try {
      const brought = this.#draft!.apply(update)
      return new Promise((resolve, reject) => {
        this.commit(brought, null, resolve)
        void this.quiet().then(() => { if (this.closed) reject(new Error('the room failed')) })
      })
    } catch (error) {
      void this.reload()
      return Promise.reject(error as Error)
    }
  }
}
