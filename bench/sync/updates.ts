import * as Y from 'yjs'
import { cursor, lengthOfVar, measured, readVar, writeVar } from './varint'

/** The text that everybody writes in. */
export const root = 'text'

export const emptyUpdate = Buffer.from([0, 0])

const withOrigin = 0x80
const withRightOrigin = 0x40
const stringContent = 4

/** What Yjs sends when a client types one ASCII letter behind its own last one; `clock` 0 stands at the start of the text. */
export function typedUpdate(client: number, clock: number, letter: number): Buffer {
  const before = clock > 0 ? lengthOfVar(client) + lengthOfVar(clock - 1) : 2 + root.length
  const bytes = Buffer.allocUnsafe(2 + lengthOfVar(client) + lengthOfVar(clock) + 1 + before + 3)
  bytes[0] = 1
  bytes[1] = 1
  let at = writeVar(bytes, writeVar(bytes, 2, client), clock)
  bytes[at++] = clock > 0 ? stringContent | withOrigin : stringContent
  if (clock > 0) at = writeVar(bytes, writeVar(bytes, at, client), clock - 1)
  else {
    bytes[at++] = 1
    bytes[at++] = root.length
    at += bytes.write(root, at, 'latin1')
  }
  bytes[at++] = 1
  bytes[at++] = letter
  bytes[at] = 0
  return bytes
}

/** Tells of each client from which clock up to which an update brings something. */
export function reachOf(bytes: Uint8Array, from: number, to: number, tell: (client: number, from: number, upto: number) => void): void {
  if (bytes[from] === 1 && bytes[from + 1] === 1) {
    cursor.at = from + 2
    const client = readVar(bytes)
    const clock = readVar(bytes)
    const info = bytes[cursor.at++]!
    const behindSomething = (info & (withOrigin | withRightOrigin)) !== 0
    if ((info & 31) === stringContent && behindSomething) {
      if (info & withOrigin) { readVar(bytes); readVar(bytes) }
      if (info & withRightOrigin) { readVar(bytes); readVar(bytes) }
      // Bytes of UTF-8: the letters that are typed here are one each.
      return tell(client, clock, clock + readVar(bytes))
    }
  }
  if (bytes[from] === 0) return
  const met = Y.parseUpdateMeta(Uint8Array.prototype.slice.call(bytes, from, to))
  for (const [client, upto] of met.to) tell(client, met.from.get(client) ?? 0, upto)
}

/** The body of an awareness message with one state. */
export function presenceBody(client: number, clock: number, state: string): Buffer {
  const json = measured(Buffer.from(state))
  const body = Buffer.allocUnsafe(1 + lengthOfVar(client) + lengthOfVar(clock) + json.length)
  body[0] = 1
  body.set(json, writeVar(body, writeVar(body, 1, client), clock))
  return body
}

/** A caret behind one's own last letter, as editors publish it. */
export function caretState(client: number, clock: number): string {
  const place = { type: null, tname: root, item: { client, clock }, assoc: 0 }
  return JSON.stringify({ user: { name: `Person ${client % 1000}`, color: '#30bced', colorLight: '#30bced33' }, cursor: { anchor: place, head: place } })
}
