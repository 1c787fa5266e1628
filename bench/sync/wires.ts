import { cursor, measured, readVar } from './varint'

/** What comes from a server, and where in the bytes it lies. */
export interface Ears {
  step1(bytes: Buffer, from: number, to: number): void
  step2(bytes: Buffer, from: number, to: number): void
  update(bytes: Buffer, from: number, to: number): void
  presence(bytes: Buffer, from: number, to: number): void
  /** So many more of this connection's messages are stored (ours), or taken (Hocuspocus says no more than that). */
  saved(count: number): void
}

export interface Wire {
  /** What a client says first. */
  hello(vector: Uint8Array): Buffer[]
  step2(update: Uint8Array): Buffer
  update(update: Uint8Array): Buffer
  presence(body: Uint8Array): Buffer
  read(bytes: Buffer, from: number, ears: Ears): void
}

export type WireName = 'y-websocket' | 'hocuspocus'

const savedHere = 100

/** The messages of y-websocket; a document's name stands in the address. */
class YWebsocket implements Wire {
  readonly #before: Uint8Array

  constructor(before: Uint8Array = Buffer.alloc(0)) { this.#before = before }

  #message(head: readonly number[], body: Uint8Array): Buffer {
    return Buffer.concat([this.#before, Buffer.from(head), measured(body)])
  }

  hello(vector: Uint8Array): Buffer[] { return [this.#message([0, 0], vector)] }
  step2(update: Uint8Array): Buffer { return this.#message([0, 1], update) }
  update(update: Uint8Array): Buffer { return this.#message([0, 2], update) }
  presence(body: Uint8Array): Buffer { return this.#message([1], body) }

  read(bytes: Buffer, from: number, ears: Ears): void {
    cursor.at = from
    const type = readVar(bytes)
    if (type === 0) readSync(bytes, ears)
    else if (type === 1) readPresence(bytes, ears)
    else if (type === savedHere) ears.saved(readVar(bytes))
  }
}

function readSync(bytes: Buffer, ears: Ears): void {
  const kind = readVar(bytes)
  const length = readVar(bytes)
  const from = cursor.at
  if (kind === 2) ears.update(bytes, from, from + length)
  else if (kind === 1) ears.step2(bytes, from, from + length)
  else ears.step1(bytes, from, from + length)
}

function readPresence(bytes: Buffer, ears: Ears): void {
  const length = readVar(bytes)
  ears.presence(bytes, cursor.at, cursor.at + length)
}

/** The same messages, each behind its document's name; one signs in first. */
class Hocuspocus extends YWebsocket {
  readonly #greeting: Buffer

  constructor(room: string) {
    const name = measured(Buffer.from(room))
    super(name)
    this.#greeting = Buffer.concat([name, Buffer.from([2, 0]), measured(Buffer.from('token')), measured(Buffer.from('4.7.0'))])
  }

  override hello(vector: Uint8Array): Buffer[] { return [this.#greeting, ...super.hello(vector)] }

  override read(bytes: Buffer, from: number, ears: Ears): void {
    cursor.at = from
    const name = readVar(bytes)
    cursor.at += name
    const type = readVar(bytes)
    if (type === 0 || type === 4) readSync(bytes, ears)
    else if (type === 1) readPresence(bytes, ears)
    else if (type === 8) ears.saved(1)
  }
}

export const wireFor = (name: WireName, room: string): Wire => (name === 'hocuspocus' ? new Hocuspocus(room) : new YWebsocket())
