import { createDecoder, readVarUint } from 'lib0/decoding'
import { createEncoder, length, toUint8Array, writeVarUint } from 'lib0/encoding'
import type WebSocket from 'ws'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import { rawSocket, type Served } from './sync'

/** A small client that keeps count of what was acknowledged, and comes and goes when it is told to. */
export class Peer {
  readonly doc = new Y.Doc()
  socket: WebSocket | null = null
  /** How far its own structs were sent on this connection, a document message at a time; acknowledged from the front. */
  #sent: number[] = []
  /** How far its own structs are known to be durable. */
  durable = 0
  acknowledged = 0
  synced = false
  readonly codes: number[] = []
  /** Every message as it comes, for who looks closer. */
  onMessage: (message: Uint8Array) => void = () => {}
  /** What the server said with its first answer to “what do I lack”. */
  firstAnswer: number | null = null

  constructor(public at: Served, private readonly standardId: string, readonly token: string, private readonly open: typeof rawSocket = rawSocket) {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === this) return
      const encoder = createEncoder()
      writeVarUint(encoder, 0)
      writeUpdate(encoder, update)
      this.send(toUint8Array(encoder))
    })
  }

  get own(): number { return Y.getState(this.doc.store, this.doc.clientID) }

  /** Nothing of its own that is not durable. */
  get settled(): boolean { return this.synced && this.durable >= this.own && this.#sent.length === 0 }

  connect(at: Served = this.at): void {
    this.at = at
    const socket = this.open(at, this.standardId, { token: this.token })
    this.socket = socket
    this.#sent = []
    this.synced = false
    socket.once('open', () => {
      if (this.socket !== socket) return
      const encoder = createEncoder()
      writeVarUint(encoder, 0)
      writeSyncStep1(encoder, this.doc)
      this.send(toUint8Array(encoder))
    })
    socket.on('message', (data: Buffer) => { if (this.socket === socket) this.#hear(new Uint8Array(data)) })
    socket.once('close', (code) => {
      this.codes.push(code)
      if (this.socket === socket) { this.socket = null; this.synced = false }
    })
  }

  disconnect(): void {
    const { socket } = this
    this.socket = null
    this.synced = false
    socket?.terminate()
  }

  send(message: Uint8Array): void {
    if (this.socket?.readyState !== 1) return
    if (message[0] === 0 && message[1] !== 0) this.#sent.push(this.own)
    this.socket.send(message)
  }

  #hear(message: Uint8Array): void {
    this.onMessage(message)
    const decoder = createDecoder(message)
    const type = readVarUint(decoder)
    if (type === 100) {
      const done = this.#sent.splice(0, readVarUint(decoder))
      this.acknowledged += done.length
      this.durable = Math.max(this.durable, ...done)
    }
    if (type !== 0) return
    if (message[1] === 1) this.firstAnswer ??= message.length
    const answer = createEncoder()
    writeVarUint(answer, 0)
    if (readSyncMessage(decoder, answer, this.doc, this) === 1) this.synced = true
    if (length(answer) > 1) this.send(toUint8Array(answer))
  }
}
