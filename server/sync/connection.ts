import type { Lane } from '@/lib/drafts/access'
import { closeCodes, type CloseReason } from '@/lib/drafts/close-codes'
import type { Presence } from '@/lib/drafts/messages'
import type { PersonActor } from '@/lib/kernel/actor'
import { savedFrame, stillHere } from './frames'
import type { Limits } from './limits'
import { Bucket } from './rate'
import { measures } from './measures'
import type { Wire } from './wire'

/** Who is at the other end, and what they may do: derived by the entrance, again whenever access may have changed. */
export interface Admitted {
  readonly person: PersonActor
  readonly presence: Presence
  readonly lane: Exclude<Lane, 'none'>
  readonly frozen: boolean
  readonly groupId: string
}

/** Where a connection's frames go. */
export interface Handler {
  readonly open: boolean
  /** A promise when the next frame has to wait. Must not reject. */
  handle(connection: Connection, bytes: Uint8Array): Promise<void> | void
  leave(connection: Connection): void
}

export interface Opening {
  readonly wire: Wire
  readonly token: string
  readonly standardId: string
  readonly saved: boolean
  /** Whether it compares its copy with what is stored (SY-34). */
  readonly compares?: boolean
  readonly limits: Limits
}

/** One client's line to a draft: its inbox in order, what it is owed, and how much it may hold up. */
export class Connection {
  readonly standardId: string
  readonly token: string
  readonly saved: boolean
  readonly compares: boolean
  as: Admitted | null = null
  closed = false
  /** Whether the client was asked for what is missing here (sync step 1) and has not answered. */
  asked = false
  /** Messages that were not taken; the answer to `asked` makes good for them, so until then nothing after them counts as saved. */
  owed = 0
  onClosed: () => void = () => {}
  personBucket: Bucket | null = null
  readonly syncBucket: Bucket
  #handler: Handler | null = null
  #inbox: Uint8Array[] = []
  #inboxBytes = 0
  #holds = 1
  #unsaved = { messages: 0, bytes: 0 }
  #durable = 0
  #bucket: Bucket
  #alive = true
  #allowance: number
  #isGone = false
  #mourners: (() => void)[] = []

  constructor(private readonly opening: Opening) {
    const { wire, limits } = opening
    this.standardId = opening.standardId
    this.token = opening.token
    this.saved = opening.saved
    this.compares = opening.compares === true
    this.#bucket = new Bucket(limits.socketRate, Date.now())
    this.syncBucket = new Bucket(limits.syncRate, Date.now())
    this.#allowance = limits.buffered
    wire.listen({
      message: (bytes) => this.#receive(bytes),
      alive: () => { this.#alive = true },
      closed: () => { this.#isGone = true; this.#end(); for (const resolve of this.#mourners.splice(0)) resolve() },
    })
  }

  get presence(): Presence { return this.as!.presence }

  get wire(): Wire['kind'] { return this.opening.wire.kind }

  /** Bytes that its network has not taken yet. */
  get buffered(): number { return this.opening.wire.buffered }

  /** From here frames go to `handler`; they waited since the socket opened. */
  release(handler: Handler | null = this.#handler): void {
    this.#handler = handler
    this.#holds -= 1
    this.pump()
  }

  hold(): void { this.#holds += 1 }

  #receive(bytes: Uint8Array): void {
    if (this.closed) return
    const now = Date.now()
    this.#alive = true
    if (!this.#bucket.take(now) || this.personBucket?.take(now) === false) {
      measures.refused('too-fast')
      return this.close('too fast')
    }
    this.#inbox.push(bytes)
    this.#inboxBytes += bytes.length
    this.pump()
    this.#throttle()
  }

  /** Handles what waits, in order, until something has to be waited for. */
  pump(): void {
    let taken = 0
    while (taken < this.#inbox.length && this.#holds === 0 && !this.closed && this.#handler?.open) {
      const bytes = this.#inbox[taken]!
      taken += 1
      this.#inboxBytes -= bytes.length
      const later = this.#handler.handle(this, bytes)
      if (later) {
        this.hold()
        void later.then(() => this.release())
      }
    }
    if (taken === 0) return
    this.#inbox.splice(0, taken)
    // It may have been stopped from reading while it was held, and nothing else of it need ever come to make it go on.
    this.#throttle()
  }

  /** Reads no further while too much waits; the client's own buffer, then its network, takes the rest. */
  #throttle(): void {
    const { unsaved } = this.opening.limits
    const full = this.#inbox.length + this.#unsaved.messages > unsaved.messages || this.#inboxBytes + this.#unsaved.bytes > unsaved.bytes
    const { wire } = this.opening
    if (full && !wire.paused) wire.pause()
    if (!full && wire.paused && wire.open) wire.resume()
  }

  /** A document message went to the log. */
  sent(bytes: number): void {
    this.#unsaved.messages += 1
    this.#unsaved.bytes += bytes
  }

  /** Of its messages, not durable yet. */
  get unsaved(): number { return this.#unsaved.messages }

  /** So many of them are durable, of `bytes` in all; and with them `due` are to be acknowledged. True when there is something to tell it. */
  settled(messages: number, bytes: number, due: number): boolean {
    this.#unsaved.messages -= messages
    this.#unsaved.bytes -= bytes
    this.#throttle()
    if (due === 0 || !this.saved) return false
    this.#durable += due
    return true
  }

  /** The acknowledgement that is due. */
  own(): Buffer | null {
    if (this.#durable === 0) return null
    const frame = savedFrame(this.#durable)
    this.#durable = 0
    return frame
  }

  #tellSaved(): void {
    const frame = this.own()
    if (frame) this.write(frame)
  }

  /** `large` is a reply that the client asked for: it may be buffered whole. */
  write(frame: Buffer, large = false): void {
    const { wire, limits } = this.opening
    if (this.closed || !wire.open) return
    if (large) this.#allowance = Math.max(this.#allowance, limits.buffered + frame.length)
    wire.write(frame)
    // It reads too slowly, or not at all: no close frame would get through.
    if (wire.buffered > this.#allowance) {
      measures.refused('too-slow')
      this.terminate()
    }
  }

  /** False when nothing came since the last time: the line is dead. */
  heartbeat(): boolean {
    const { wire } = this.opening
    if (!this.#alive && !wire.paused) return false
    this.#alive = false
    if (wire.open) wire.ping()
    this.write(stillHere)
    return true
  }

  close(reason: CloseReason, why = ''): void {
    if (this.closed) return
    // What was decided before must still go out: acknowledgements first, then the close.
    this.#tellSaved()
    this.#end(closeCodes[reason])
    this.opening.wire.close(closeCodes[reason], why.slice(0, 100))
  }

  terminate(): void {
    this.#end(1006)
    this.opening.wire.terminate()
  }

  /** When the closing handshake is over. */
  gone(): Promise<void> {
    return this.#isGone ? Promise.resolve() : new Promise((resolve) => this.#mourners.push(resolve))
  }

  #end(code = 0): void {
    if (this.closed) return
    this.closed = true
    measures.closed(code)
    this.#inbox = []
    this.#handler?.leave(this)
    this.onClosed()
  }
}
