import { performance } from 'node:perf_hooks'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import WebSocket from 'ws'
import * as Y from 'yjs'

/** When each keystroke was sent, by who and which: shared by all typists of a run. */
export class Clock {
  readonly #sent = new Map<string, number>()
  seen: number[] = []
  saved: number[] = []

  send(client: number, clock: number): void { this.#sent.set(`${client} ${clock}`, performance.now()) }

  arrive(client: number, clock: number): void {
    const at = this.#sent.get(`${client} ${clock}`)
    if (at !== undefined) this.seen.push(performance.now() - at)
  }

  /** Forgets what was, and answers it. */
  take(): { seen: number[]; saved: number[] } {
    const { seen, saved } = this
    this.seen = []
    this.saved = []
    this.#sent.clear()
    return { seen, saved }
  }
}

/** Somebody at a draft who types into a paragraph of their own. */
export class Typist {
  readonly #doc = new Y.Doc()
  readonly #text = new Y.XmlText()
  readonly #socket: WebSocket
  readonly #unsaved: number[] = []
  readonly ready: Promise<void>
  #timer: NodeJS.Timeout | undefined

  constructor(private readonly clock: Clock, at: { origin: string; standardId: string; cookie: string }) {
    this.#socket = new WebSocket(`${at.origin.replace('http', 'ws')}/sync/${at.standardId}?schema=1&saved=1`, { headers: { cookie: at.cookie, origin: at.origin } })
    this.#doc.on('update', (update: Uint8Array, from: unknown) => { if (from !== this) this.#send(2, update) })
    this.ready = new Promise((resolve, reject) => {
      this.#socket.once('open', () => this.#send(0, new Uint8Array([0])))
      this.#socket.once('close', (code) => reject(new Error(`a socket closed with ${code}`)))
      this.#socket.on('message', (data: Buffer) => { if (this.#hear(data)) resolve() })
    })
  }

  #send(kind: number, bytes: Uint8Array): void {
    const encoder = createEncoder()
    writeVarUint(encoder, 0)
    writeVarUint(encoder, kind)
    writeVarUint8Array(encoder, bytes)
    if (kind !== 0) this.#unsaved.push(performance.now())
    this.#socket.send(toUint8Array(encoder))
  }

  /** True for the whole text. */
  #hear(data: Buffer): boolean {
    const decoder = createDecoder(data)
    const type = readVarUint(decoder)
    if (type === 100) for (const at of this.#unsaved.splice(0, readVarUint(decoder))) this.clock.saved.push(performance.now() - at)
    if (type !== 0) return false
    const kind = readVarUint(decoder)
    const bytes = readVarUint8Array(decoder)
    if (kind === 0) this.#send(1, new Uint8Array([0, 0]))
    if (kind === 2) for (const { id } of Y.decodeUpdate(bytes).structs) this.clock.arrive(id.client, id.clock)
    // What others type changes nothing of this one's paragraph: reading it would only keep the measuring busy.
    if (kind === 1) Y.applyUpdate(this.#doc, bytes, this)
    return kind === 1
  }

  /** So many keys a second, each at a moment of its own. */
  type(perSecond: number): void {
    const block = new Y.XmlElement('paragraph')
    this.#doc.transact(() => {
      this.#doc.getXmlFragment('default').push([block])
      block.push([this.#text])
    })
    const key = () => {
      this.clock.send(this.#doc.clientID, Y.getState(this.#doc.store, this.#doc.clientID))
      this.#text.insert(this.#text.length, 'a')
      this.#timer = setTimeout(key, (1000 / perSecond) * (0.5 + Math.random()))
    }
    this.#timer = setTimeout(key, Math.random() * 1000 / perSecond)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#socket.removeAllListeners('close')
    this.#socket.close()
  }
}
