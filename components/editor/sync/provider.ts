import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate, readSyncStep2, writeSyncStep1 } from 'y-protocols/sync'
import * as Y from 'yjs'
import type { Lane } from '@/lib/drafts/access'
import { mayComeBack, reasonOf } from '@/lib/drafts/close-codes'
import { keepOutForeign } from '@/lib/drafts/foreign'
import { messageType, readNotice } from '@/lib/drafts/messages'
import type { DraftNotice } from '@/lib/drafts/notice'
import { pauseBefore } from './backoff'
import { Comparing } from './comparing'
import { type Edit, inPieces, mostBytes } from './edits'
import { deletedBy, deletedIn, lackingTo } from './lacking'
import type { Line } from './line'
import { openLine } from './open-line'
import { applied, Outbox } from './outbox'
import { type Connection, isFinal, type Note, sameStatus, statusOf, type SyncStatus } from './status'

/** Milliseconds of silence after which the server is asked for a sign of life, and then given up. */
const quietFor = 20_000
const slowAfter = 6_000

export interface Surroundings {
  readonly open: (url: string) => Line
  readonly later: (work: () => void, milliseconds: number) => () => void
  readonly random: () => number
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number
}

const browser: Surroundings = {
  open: openLine,
  later: (work, milliseconds) => {
    const timer = setTimeout(work, milliseconds)
    return () => clearTimeout(timer)
  },
  random: Math.random,
  now: () => performance.now(),
}

/**
 * The browser's end of the socket (contract.md, "The socket"). Sends nothing of the text but in the write lane, whatever the local
 * document does; holds edits back until the server has said what it has, so that none arrives without what it builds on.
 */
export class DraftProvider {
  readonly awareness: Awareness
  readonly comparing: Comparing
  #socket: Line | null = null
  readonly #outbox = new Outbox()
  #connection: Connection = { kind: 'away', before: false, tried: false }
  #status: SyncStatus = { kind: 'connecting' }
  #attempt = 0
  #wanted = true
  /** The server told what it has, on this connection: edits may go out one by one. */
  #answered = false
  /** The deletions that the server has told of on this connection. */
  #known: ReturnType<typeof deletedIn> | null = null
  #once = false
  #cancel: { retry?: () => void; quiet?: () => void; slow?: () => void } = {}
  readonly #listeners = new Set<() => void>()
  readonly #editListeners = new Set<(edit: Edit) => void>()
  readonly #noticeListeners = new Set<(notice: DraftNotice) => void>()
  /** Something was changed here that was never sent, nor will be. */
  #isOwn = false
  /** What the page has to say of this copy of the text. */
  note: Note | null = null

  constructor(readonly url: string, readonly doc: Y.Doc, private lane: Lane, private readonly around: Surroundings = browser) {
    this.awareness = new Awareness(doc)
    this.comparing = new Comparing(doc, (write) => this.#send(messageType.astray, write))
    keepOutForeign(doc)
    doc.on('update', this.#changed)
    this.awareness.on('update', this.#present)
  }

  get status(): SyncStatus { return this.#status }
  /** The server has said no for good. */
  get isOver(): boolean { return isFinal(this.#status) }
  /** Edits made here that are not known to be durable. */
  get unsent(): readonly Edit[] { return this.#outbox.edits }
  /** The whole text, as an update, and what of it there is. */
  get state(): Uint8Array { return Y.encodeStateAsUpdate(this.doc) }
  get vector(): Uint8Array { return Y.encodeStateVector(this.doc) }
  /** The text has been here in full at least once. */
  get loaded(): boolean { return this.#once }

  say(note: Note | null): void {
    this.note = note
    this.#settle(true)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Told of each edit made here, once. */
  onEdit = (listener: (edit: Edit) => void): (() => void) => {
    this.#editListeners.add(listener)
    return () => this.#editListeners.delete(listener)
  }

  onNotice = (listener: (notice: DraftNotice) => void): (() => void) => {
    this.#noticeListeners.add(listener)
    return () => this.#noticeListeners.delete(listener)
  }

  connect(): void {
    this.#wanted = true
    if (this.#socket) return
    this.#cancel.retry?.()
    this.#away()
    this.#use(this.around.open(this.url))
  }

  #use(socket: Line): void {
    socket.binaryType = 'arraybuffer'
    this.#socket = socket
    socket.onopen = () => this.#opened()
    socket.onmessage = (event) => this.#received(new Uint8Array(event.data))
    socket.onclose = (event) => this.#closed(event.code)
    socket.onbetter = (better) => this.#change(better)
    this.#expectLife()
  }

  /** To a better line, open already. What is not known to be durable goes over it again; Yjs takes nothing twice. */
  #change(better: Line): void {
    this.#leave()
    this.#use(better)
    this.#opened()
    for (const listener of this.#listeners) listener()
  }

  /** Plain HTTP: others' words may take a moment longer. */
  get slower(): boolean { return this.#socket?.slower === true && this.#connection.kind === 'live' }

  /** Without waiting: the person asked, or the network is back. */
  retry(): void {
    this.#attempt = 0
    this.connect()
  }

  /** The connection is taken for lost; another is tried after a pause. */
  drop = (): void => {
    if (this.#socket) this.#closed(1006)
  }

  /** After a change of role: what may be sent follows at once; the server decides for itself. */
  allow(lane: Lane): void {
    if (lane === this.lane) return
    this.lane = lane
    this.#isOwn ||= this.#outbox.edits.length > 0
    this.#outbox.clear()
    this.drop()
    this.#attempt = 0
    if (this.#wanted) this.connect()
  }

  /** The text as this device last had it, where the server cannot be reached. What is the server's merges into it later. */
  standIn(state: Uint8Array): void {
    if (this.#once) return
    Y.applyUpdate(this.doc, state, this)
    this.#once = true
    if (this.#connection.kind === 'away') this.#away()
    this.#settle(true)
  }

  /** Edits of an earlier visit that were never sent: from here on as if made now. Only over a loaded text. */
  putBack(edits: readonly Edit[]): 'done' | 'unfit' | 'not allowed' {
    if (this.lane !== 'write') return 'not allowed'
    let fits = true
    for (const piece of inPieces(edits)) {
      const { brought, whole } = applied(this.doc, piece, this)
      this.#made(piece, brought)
      fits &&= whole
    }
    return fits ? 'done' : 'unfit'
  }

  destroy(): void {
    this.#wanted = false
    removeAwarenessStates(this.awareness, [this.doc.clientID], 'left')
    this.drop()
    this.doc.off('update', this.#changed)
    this.awareness.off('update', this.#present)
    this.awareness.destroy()
    for (const cancel of Object.values(this.#cancel)) cancel?.()
  }

  #opened(): void {
    this.#send(messageType.sync, (encoder) => writeSyncStep1(encoder, this.doc))
    if (this.awareness.getLocalState() !== null) this.#sendAwareness([this.doc.clientID])
  }

  #received(bytes: Uint8Array): void {
    this.#expectLife()
    const decoder = decoding.createDecoder(bytes)
    switch (decoding.readVarUint(decoder)) {
      case messageType.sync: return this.#synchronise(decoder)
      case messageType.awareness: return applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), this)
      case messageType.digest: return this.comparing.hear(decoder, this.#isWhole)
      case messageType.saved: return this.#landed(decoding.readVarUint(decoder))
      case messageType.notice: {
        const notice = readNotice(decoder)
        if (notice) for (const listener of this.#noticeListeners) listener(notice)
      }
    }
  }

  #synchronise(decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder)
    if (kind === messageYjsSyncStep1) return this.#answer(decoding.readVarUint8Array(decoder))
    const [isFirst, given] = [this.doc.store.clients.size === 0, decoding.clone(decoder)]
    // With nobody to hear of it Yjs does not write the whole text out again, to be told what came.
    if (isFirst) this.doc.off('update', this.#changed)
    readSyncStep2(decoder, this.doc, this)
    if (isFirst) this.doc.on('update', this.#changed)
    if (kind !== messageYjsSyncStep2) return
    // To take the whole text apart for them would cost more than to read them off the document.
    this.#known = isFirst ? deletedIn(this.doc) : deletedBy(decoding.readVarUint8Array(given))
    this.#once = true
    this.#attempt = 0
    this.#become({ kind: 'live', slow: false })
  }

  /** A long absence may have written more than one message holds. */
  #answer(stateVector: Uint8Array): void {
    if (this.lane !== 'write') return
    const lacking = lackingTo(this.doc, stateVector, this.#known)
    const again = this.#answered
    this.#answered = true
    if (again || lacking.length <= mostBytes) return this.#sendText(messageYjsSyncStep2, lacking)
    this.#outbox.inMessages().forEach((message, at) => this.#sayText(at === 0 ? messageYjsSyncStep2 : messageYjsUpdate, message))
    this.#settle()
  }

  /** Whether nothing of this copy is unknown to the server. */
  get #isWhole(): boolean { return this.#connection.kind === 'live' && this.#outbox.isEmpty && !this.#isOwn }

  /** As long as messages become durable, however many are on their way, saving is not slow. */
  #landed(messages: number): void {
    this.#outbox.durable(messages)
    this.#cancel.slow?.()
    this.#cancel.slow = undefined
    this.#become({ kind: 'live', slow: false })
  }

  #changed = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return
    if (this.lane !== 'write') return void (this.#isOwn = true)
    const edit = this.#outbox.editOf(update, this.around.now())
    this.#made([edit], update)
    for (const listener of this.#editListeners) listener(edit)
  }

  /** `update` is what the edits come to. */
  #made(edits: readonly Edit[], update: Uint8Array): void {
    this.#outbox.add(edits)
    if (this.#answered) this.#sendText(messageYjsUpdate, update)
    else this.#settle()
  }

  #sendText(kind: number, update: Uint8Array): void {
    this.#outbox.sent()
    this.#sayText(kind, update)
    this.#settle()
  }

  #sayText(kind: number, update: Uint8Array): void {
    this.#send(messageType.sync, (encoder) => {
      encoding.writeVarUint(encoder, kind)
      encoding.writeVarUint8Array(encoder, update)
    })
  }

  /** Observers are not seen: the server takes no presence from them. Nobody speaks for another. */
  #present = (change: { added: number[]; updated: number[]; removed: number[] }, origin: unknown): void => {
    if (origin === this) return
    if ([...change.added, ...change.updated, ...change.removed].includes(this.doc.clientID)) this.#sendAwareness([this.doc.clientID])
  }

  #sendAwareness(clients: number[]): void {
    if (this.lane === 'read') return
    this.#send(messageType.awareness, (encoder) => encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(this.awareness, clients)))
  }

  #send(type: number, write: (encoder: encoding.Encoder) => void): void {
    if (this.#socket?.readyState !== 1) return
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, type)
    write(encoder)
    this.#socket.send(encoding.toUint8Array(encoder))
  }

  #leave(): void {
    const socket = this.#socket!
    this.#socket = null
    socket.onopen = socket.onmessage = socket.onclose = socket.onbetter = null
    // A socket given up while still opening reports an error; there is nobody left to hear it.
    socket.onerror = () => {}
    socket.close()
    this.#answered = false
    this.#known = null
    this.#outbox.disconnected()
  }

  #closed(code: number): void {
    if (!this.#socket) return
    this.#leave()
    this.#cancel.quiet?.()
    removeAwarenessStates(this.awareness, [...this.awareness.getStates().keys()].filter((id) => id !== this.doc.clientID), this)
    const ending = reasonOf(code)
    if (ending && !mayComeBack(code)) return this.#become({ kind: 'ended', ending })
    this.#attempt += ending === 'too fast' ? 3 : 1
    this.#away()
    if (!this.#wanted) return
    this.#cancel.retry = this.around.later(() => this.connect(), pauseBefore(this.#attempt, this.around.random))
  }

  /** A dead network closes nothing by itself. Silence is answered with a question, more silence with giving the socket up. */
  #expectLife(): void {
    this.#cancel.quiet?.()
    this.#cancel.quiet = this.around.later(() => {
      this.#send(messageType.sync, (encoder) => writeSyncStep1(encoder, this.doc))
      this.#cancel.quiet = this.around.later(this.drop, quietFor / 2)
    }, quietFor)
  }

  #slowed = (): void => {
    if (this.#connection.kind === 'live') this.#become({ kind: 'live', slow: true })
  }

  #away(): void { this.#become({ kind: 'away', before: this.#once, tried: this.#attempt > 2 }) }

  #become(connection: Connection): void {
    this.#connection = connection
    this.#settle()
  }

  /** `tell` when something besides the status has changed. */
  #settle(tell = false): void {
    const status = statusOf(this.#connection, this.#outbox.changes)
    if (status.kind !== 'saving') {
      this.#cancel.slow?.()
      this.#cancel.slow = undefined
    } else this.#cancel.slow ??= this.around.later(this.#slowed, slowAfter)
    if (!tell && sameStatus(status, this.#status)) return
    this.#status = status
    for (const listener of this.#listeners) listener()
  }
}
