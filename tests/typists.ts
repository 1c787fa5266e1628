import * as Y from 'yjs'
import { rawSocket, type Served } from './sync'
import { Peer } from './sync-peer'

/** Nobody types on for ever into a server that does not save: on a slow machine what is to be caught up with would only grow. */
const mostUnsaved = 200

/** People who type all the time, and come back by themselves when they are cut off. Afterwards what they were promised is held against what is stored. */
export class Typists {
  readonly peers: Peer[]
  #typing = true
  /** Structs that are stored nowhere: of those that were acknowledged, and of those that others had seen. */
  lost = 0
  seenAndLost = 0

  /** `door` says where each goes when it comes back, `pause` (ms) how long a person waits after each letter, `way` over what. */
  constructor(tokens: readonly string[], standardId: string, private readonly door: (n: number) => Served, private readonly pause = 1, way: (n: number) => typeof rawSocket = () => rawSocket) {
    this.peers = tokens.map((token, n) => new Peer(door(n), standardId, token, way(n)))
    this.peers.forEach((peer, n) => { this.#comeBack(peer, n); this.#type(peer) })
  }

  get acknowledged(): number { return this.peers.reduce((sum, peer) => sum + peer.acknowledged, 0) }

  get settled(): boolean { return this.peers.every((peer) => peer.settled) }

  #type(peer: Peer): void {
    if (!this.#typing) return
    if (peer.synced && peer.own - peer.durable < mostUnsaved) peer.doc.getText('t').insert(Math.floor(peer.doc.getText('t').length / 2), 'k')
    setTimeout(() => this.#type(peer), this.pause)
  }

  #comeBack(peer: Peer, n: number): void {
    if (this.#stopped) return
    if (!peer.socket) peer.connect(this.door(n))
    setTimeout(() => this.#comeBack(peer, n), 20)
  }

  /** No more letters; they still come back until `stop`. */
  rest(): void { this.#typing = false }

  #stopped = false
  stop(): void {
    this.#typing = false
    this.#stopped = true
    for (const peer of this.peers) peer.disconnect()
  }

  /** Counts what was promised before the question, and is not in what is stored. */
  async holdAgainst(read: () => Promise<Y.Doc>): Promise<Y.Doc> {
    const promised = this.peers.map((peer) => ({
      client: peer.doc.clientID, durable: peer.durable,
      seen: this.peers.map((other) => (other === peer ? 0 : Y.getState(other.doc.store, peer.doc.clientID))),
    }))
    const stored = await read()
    for (const { client, durable, seen } of promised) {
      const there = Y.getState(stored.store, client)
      this.lost += Math.max(0, durable - there)
      for (const far of seen) this.seenAndLost += Math.max(0, far - there)
    }
    return stored
  }

  /** Whether everybody reads what is stored. */
  agreeWith(stored: Y.Doc): boolean {
    const text = stored.getText('t').toString()
    return this.peers.every((peer) => peer.doc.getText('t').toString() === text)
  }
}
