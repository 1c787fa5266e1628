import { createDecoder, type Decoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import * as Y from 'yjs'
import { fragmentName } from '../../lib/document/version'
import { Alike } from '../../components/editor/sync/alike'
import { rawSocket, type Served } from '../sync'
import { Peer } from '../sync-peer'
import { typing } from './edits'
import type { Line, Network } from './network'

export interface Post { readonly served: Served; readonly network: Network }

/** A peer that remembers what it was promised (every update that was acknowledged) and shown (every update that came from others). */
export class FuzzPeer extends Peer {
  line: Line | null = null
  /** Sent on this connection and not acknowledged yet. */
  #pending: Uint8Array[] = []
  promised: Uint8Array[] = []
  shown: Uint8Array[] = []
  /** Who is here, by client id, as the server last said. */
  readonly present = new Map<number, { clock: number; user: string | null }>()
  #clock = 0
  caret = 0
  /** Whether it said on this connection that it is here. */
  waved = false
  /** How far it had written when it knew that it may not write any more; null while it may. */
  revokedAt: number | null = null
  told = false
  /** How often its copy was compared with what is stored, and in which rounds it said something else: never, unless something is wrong. */
  compared = 0
  readonly astray: string[] = []
  readonly #alike: Alike
  readonly undo: Y.UndoManager

  constructor(post: Post, standardId: string, token: string, readonly person: string) {
    super(post.served, standardId, token, (at, id, door) => rawSocket(at, id, { ...door, query: 'schema=1&saved=1&compare=1' }))
    this.#alike = new Alike(this.doc)
    this.undo = new Y.UndoManager(this.doc.getXmlFragment(fragmentName), { trackedOrigins: new Set([typing]), captureTimeout: 0 })
    this.onMessage = (message) => this.#note(message)
  }

  dial({ served, network }: Post): void {
    this.#pending = []
    this.present.clear()
    this.waved = false
    this.connect({ ...served, dial: () => (this.line = network.dial()).client })
  }

  /** `lost`: with everything that was under way; else what was sent still arrives. */
  hangUp(lost: boolean): void {
    if (lost) this.line?.cut()
    this.disconnect()
    this.line = null
  }

  override send(message: Uint8Array): void {
    if (this.socket?.readyState === 1 && message[0] === 0 && message[1] !== 0) this.#pending.push(updateOf(message))
    super.send(message)
  }

  /** Says where its caret is. */
  wave(): void {
    if (!this.synced) return
    this.waved = true
    this.caret += 1
    this.#clock += 1
    const inner = createEncoder()
    writeVarUint(inner, 1)
    writeVarUint(inner, this.doc.clientID)
    writeVarUint(inner, this.#clock)
    writeVarString(inner, JSON.stringify({ caret: this.caret, user: { name: 'Somebody else' } }))
    const encoder = createEncoder()
    writeVarUint(encoder, 1)
    writeVarUint8Array(encoder, toUint8Array(inner))
    this.send(toUint8Array(encoder))
  }

  #note(message: Uint8Array): void {
    const decoder = createDecoder(message)
    const type = readVarUint(decoder)
    if (type === 100) this.promised.push(...this.#pending.splice(0, readVarUint(decoder)))
    if (type === 0 && message[1] !== 0) this.shown.push(updateOf(message))
    if (type === 102) this.#compare(decoder)
    if (type === 1) this.#see(readVarUint8Array(decoder))
    if (type === 101 && readVarString(decoder).includes('"access"')) this.told = true
  }

  #compare(decoder: Decoder): void {
    const astray = this.#alike.hear(decoder, this.settled && this.revokedAt === null)
    if (astray) this.compared += 1
    if (astray && astray !== 'alike') this.astray.push(`${astray.round} ${astray.text}`)
  }

  #see(bytes: Uint8Array): void {
    const decoder = createDecoder(bytes)
    for (let left = readVarUint(decoder); left > 0; left -= 1) {
      const [clientId, clock, json] = [readVarUint(decoder), readVarUint(decoder), readVarString(decoder)]
      if ((this.present.get(clientId)?.clock ?? -1) >= clock) continue
      const state = JSON.parse(json) as { user: { id: string } } | null
      this.present.set(clientId, { clock, user: state?.user.id ?? null })
    }
  }

  /** Who is here, apart from itself. */
  get others(): string[] {
    return [...this.present].flatMap(([clientId, { user }]) => (user === null || clientId === this.doc.clientID ? [] : [`${clientId} ${user}`])).sort()
  }
}

const updateOf = (message: Uint8Array): Uint8Array => readVarUint8Array(createDecoder(message.subarray(2)))

/** Whether everything that an update brings and deletes is in the document. */
export function holds(doc: Y.Doc, update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update)
  if (structs.some(({ id, length }) => id.clock + length > Y.getState(doc.store, id.client))) return false
  for (const [client, ranges] of ds.clients) for (const { clock, len } of ranges) if (!isGone(doc, client, clock, clock + len)) return false
  return true
}

function isGone(doc: Y.Doc, client: number, from: number, to: number): boolean {
  if (to > Y.getState(doc.store, client)) return false
  const structs = doc.store.clients.get(client)!
  for (let index = Y.findIndexSS(structs, from); index < structs.length && structs[index]!.id.clock < to; index += 1) if (!structs[index]!.deleted) return false
  return true
}
