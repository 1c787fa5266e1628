import type { CloseReason } from '@/lib/drafts/close-codes'
import type { Connection } from './connection'
import { type Draft, Poisoned } from './draft'
import { step1Frame } from './frames'
import { type Frame, isEmptyUpdate } from './gate'
import { vetKeystroke } from './keystroke'
import type { Limits } from './limits'
import { measures, type RefusedReason } from './measures'
import { contradicts, overlaps } from './overlap'
import { type Sound, vet } from './vet'

export type DocumentFrame = Extract<Frame, { kind: 'step 2' | 'update' }>

/** What the way of an edit needs of its room. */
export interface Host {
  readonly standardId: string
  /** Null while the draft is not there. */
  readonly draft: Draft | null
  /** To the disk, then to everybody else, and to the sender that `due` of its messages are saved. */
  commit(brought: readonly Uint8Array[], from: Connection, bytes: number, due: number): void
  /** Records what was tried, and closes. */
  refuse(connection: Connection, reason: CloseReason, why: string): void
  ask(connection: Connection, vector: Buffer): void
  reload(): Promise<void>
  /** Once everything durable is here; null where nothing can be missing, since nobody else writes. */
  behind(): Promise<void> | null
}

/** What it needs of the world. */
export interface IntakeDeps {
  readonly limits: Limits
  /** Gives free client ids to the person; answers those that are somebody else's. */
  bind(standardId: string, personId: string, clientIds: readonly number[]): Promise<number[]>
  tell(level: 'info' | 'warn' | 'error', message: string, facts: object): void
}

/** The way of an edit from a socket to the log: vetted, owned, applied, stored. */
export class Intake {
  /** Whose client id is whose. */
  owners = new Map<number, string>()
  /** Part of what was stored had to be set aside. */
  isDamaged = false

  constructor(private readonly host: Host, private readonly deps: IntakeDeps) {}

  own(clientId: number, personId: string): void { this.owners.set(clientId, personId) }

  /** An edit from somebody who may not write. What changes nothing is none: stock clients repeat and tidy by themselves. */
  refuse(connection: Connection, frame: DocumentFrame, reason: CloseReason): void {
    if (!this.host.draft!.wouldChange(frame.update)) return this.#store(connection, frame, [])
    measures.refused(reason === 'draft frozen' ? 'frozen' : 'lane')
    this.host.refuse(connection, reason, 'an edit')
  }

  take(connection: Connection, frame: DocumentFrame, again = false): Promise<void> | void {
    if (isEmptyUpdate(frame.update)) return this.#store(connection, frame, [])
    const vetted = vetKeystroke(frame.update, this.host.draft!) ?? vet(frame.update, this.host.draft!, this.deps.limits.update)
    if (vetted.kind === 'refused') return this.#turnAway(connection, 'limits', vetted.reason, vetted.why)
    if (vetted.kind === 'missing') return this.#lookAgain(connection, frame, again) ?? this.#resync(connection, frame)
    const { id } = connection.as!.person
    const others = vetted.writers.filter((clientId) => (this.owners.get(clientId) ?? id) !== id)
    if (others.length > 0 && !this.#bringsBack(connection, frame, others)) return this.#lookAgain(connection, frame, again) ?? this.#foreign(connection)
    if (overlaps(vetted, this.host.draft!) && contradicts(frame.update, this.host.draft!.doc)) {
      measures.refused('astray')
      return this.host.refuse(connection, 'schema too old', 'this copy of the draft has gone another way: reload the page')
    }
    const free = vetted.writers.filter((clientId) => !this.owners.has(clientId))
    if (free.length > 0) return this.#bind(connection, frame, free, again)
    if (vetted.writers.length > 0 && this.#isFull(frame.update.length)) return this.#turnAway(connection, 'full', 'too large', 'the draft is as large as it may be')
    this.#apply(connection, frame, vetted)
  }

  #turnAway(connection: Connection, counted: RefusedReason, reason: CloseReason, why: string): void {
    measures.refused(counted)
    connection.close(reason, why)
  }

  /** Answering what is missing here, somebody may bring what others wrote and the disk has lost: nobody else may still have it. */
  #bringsBack(connection: Connection, frame: DocumentFrame, clientIds: readonly number[]): boolean {
    if (!this.isDamaged || frame.kind !== 'step 2' || !connection.asked) return false
    const { standardId } = this.host
    this.deps.tell('warn', 'edits that the disk had lost were brought back by somebody else', { standardId, personId: connection.as!.person.id, clientIds })
    return true
  }

  #foreign(connection: Connection): void {
    measures.refused('foreign-client')
    this.host.refuse(connection, 'not allowed', 'an edit under another person’s client id')
  }

  #isFull(more: number): boolean {
    const { document } = this.deps.limits
    return this.host.draft!.bytes + more > document && this.host.draft!.measure() + more > document
  }

  async #bind(connection: Connection, frame: DocumentFrame, free: number[], again: boolean): Promise<void> {
    if (free.length > this.deps.limits.newClients) return this.#turnAway(connection, 'limits', 'too large', 'too many new client ids at once')
    const { standardId } = this.host
    try {
      const { id } = connection.as!.person
      const foreign = await this.deps.bind(standardId, id, free)
      for (const clientId of free) if (!foreign.includes(clientId)) this.own(clientId, id)
      if (foreign.length > 0) return await (this.#lookAgain(connection, frame, again) ?? this.#foreign(connection))
      await this.#takeAgain(connection, frame, again)
    } catch (error) {
      this.deps.tell('warn', 'a client id could not be bound', { standardId, error: (error as Error).message })
      connection.close('our fault')
    }
  }

  /**
   * Somebody who comes from another process brings what others made durable there, and it may be ahead of what was heard here. Before it is
   * called wrong, everything durable is read. Null when that was done, or need not be.
   */
  #lookAgain(connection: Connection, frame: DocumentFrame, again: boolean): Promise<void> | null {
    const caughtUp = again ? null : this.host.behind()
    return caughtUp && caughtUp.then(() => this.#takeAgain(connection, frame, true))
  }

  /** Meanwhile the draft has moved on, and the person may have lost the lane. */
  async #takeAgain(connection: Connection, frame: DocumentFrame, again: boolean): Promise<void> {
    if (connection.closed) return
    if (!this.host.draft) return connection.close('our fault')
    if (connection.as!.lane !== 'write') return this.refuse(connection, frame, 'not allowed')
    await this.take(connection, frame, again)
  }

  /** Asks the client for everything that is missing here; its answer makes good for what was not taken. */
  #resync(connection: Connection, frame: DocumentFrame): void {
    if (frame.kind === 'step 2' && connection.asked) return this.#turnAway(connection, 'missing', 'not allowed', 'edits that depend on something that is not here')
    connection.owed += 1
    if (!connection.asked) this.host.ask(connection, step1Frame(this.host.draft!.vector()))
  }

  #apply(connection: Connection, frame: DocumentFrame, sound: Sound): void {
    try {
      this.#store(connection, frame, this.host.draft!.take(frame.update, sound))
    } catch (error) {
      if (!(error instanceof Poisoned)) throw error
      const { standardId } = this.host
      this.deps.tell('warn', 'an update could not be applied', { standardId, personId: connection.as!.person.id, error: error.message })
      this.#turnAway(connection, 'poisoned', 'not allowed', 'an update that cannot be applied')
      void this.host.reload()
    }
  }

  #store(connection: Connection, frame: DocumentFrame, brought: readonly Uint8Array[]): void {
    const size = frame.update.length
    const due = this.#due(connection, frame)
    connection.sent(size)
    this.host.commit(brought, connection, size, due)
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
}
