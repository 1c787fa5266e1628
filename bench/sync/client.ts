import * as Y from 'yjs'
import { emptyUpdate } from './updates'
import { LightSocket } from './web-socket'
import { type Ears, type Wire, type WireName, wireFor } from './wires'

/** How clients reach a server under test. */
export interface Address {
  readonly port: number
  readonly wire: WireName
  /** `{room}` stands for the room. */
  readonly path: string
  /** Whether clients come with a session: client N with that of person N. */
  readonly signedIn: boolean
}

/** Sessions that the database of our server holds (database.ts). */
export const sessionCount = 500
export const sessionToken = (index: number): string => `bench-${index % sessionCount}`

/** Rooms are standards, so their names are UUIDs; a database of ours holds the first of them. */
export const roomCount = 2_000
export const roomName = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`

/** What a client does with what it hears; all may be left out. */
export interface Habits extends Partial<Omit<Ears, 'step1'>> {
  /** Where updates are applied; without one nothing is. */
  readonly doc?: Y.Doc
  /** A body to say as soon as the socket opens. */
  readonly greeting?: Uint8Array
  /** Without `doc`: what it says it has. */
  readonly vector?: () => Uint8Array
  readonly lazily?: number
  readonly closed?: (said: string) => void
}

/** One connection to one room. */
export class Client {
  readonly wire: Wire
  synced = false
  /** How many of its messages the server said were saved. */
  savedCount = 0
  /** Bytes of the last answer to its first question. */
  step2Bytes = 0
  #socket: LightSocket | null = null

  constructor(readonly address: Address, readonly room: string, readonly index: number, readonly habits: Habits = {}) {
    this.wire = wireFor(address.wire, room)
  }

  get bytesRead(): number { return this.#socket?.bytesRead ?? 0 }
  get waiting(): number { return this.#socket?.waiting ?? 0 }

  /** Resolves with the first answer to what it lacks. */
  connect(): Promise<void> {
    this.synced = false
    return new Promise((resolve, reject) => {
      const ears = this.#ears(resolve)
      const { port, path, signedIn } = this.address
      const headers = signedIn ? { Origin: `http://127.0.0.1:${port}`, Cookie: `next-auth.session-token=${sessionToken(this.index)}` } : undefined
      this.#socket = new LightSocket({ port, path: path.replace('{room}', this.room), headers: headers ?? {}, lazily: this.habits.lazily }, {
        onOpen: () => this.#greet(),
        onMessage: (bytes, from) => this.wire.read(bytes, from, ears),
        onClose: (said) => {
          const was = this.synced
          this.synced = false
          if (!was) reject(new Error(said))
          this.habits.closed?.(said)
        },
      })
    })
  }

  #greet(): void {
    const { doc, vector, greeting } = this.habits
    const hello = this.wire.hello(doc ? Y.encodeStateVector(doc) : vector?.() ?? Buffer.from([0]))
    this.send(greeting ? [...hello, this.wire.presence(greeting)] : hello)
  }

  #ears(synced: () => void): Ears {
    const { doc, step2, update, presence, saved } = this.habits
    const apply = (bytes: Buffer, from: number, to: number) => { if (doc) Y.applyUpdate(doc, bytes.subarray(from, to), this) }
    return {
      step1: (bytes, from, to) => this.send([this.wire.step2(doc ? Y.encodeStateAsUpdate(doc, Uint8Array.prototype.slice.call(bytes, from, to)) : emptyUpdate)]),
      step2: (bytes, from, to) => {
        this.step2Bytes = to - from
        apply(bytes, from, to)
        step2?.(bytes, from, to)
        this.synced = true
        synced()
      },
      update: (bytes, from, to) => {
        apply(bytes, from, to)
        update?.(bytes, from, to)
      },
      presence: (bytes, from, to) => presence?.(bytes, from, to),
      saved: (count) => {
        this.savedCount += count
        saved?.(count)
      },
    }
  }

  send(messages: readonly Uint8Array[]): void { this.#socket?.send(messages) }

  leave(): void { this.#socket?.destroy() }
}

/** So many handshakes at once. */
export async function connectAll(clients: readonly Client[], atOnce = 100): Promise<void> {
  let next = 0
  await Promise.all(Array.from({ length: Math.min(atOnce, clients.length) }, async () => {
    while (next < clients.length) await clients[next++]!.connect()
  }))
}

/** Looks every `step` ms until it holds, at most `most` ms; whether it did. */
export async function until(holds: () => boolean, most: number, step = 5): Promise<boolean> {
  for (const end = performance.now() + most; performance.now() < end; await pause(step)) if (holds()) return true
  return holds()
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
