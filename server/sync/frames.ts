import { createEncoder, type Encoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'
import type { CopyDigest } from '@/lib/drafts/content-digest'
import type { DraftNotice } from '@/lib/drafts/notice'
import { messageType, syncType } from '@/lib/drafts/messages'

/** The head of a binary WebSocket frame (RFC 6455, 5.2), unmasked as a server's are, with room behind it: built once, written to every socket as it lies. */
function framed(size: number): { frame: Buffer; at: number } {
  const at = size < 126 ? 2 : size < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(at + size)
  frame[0] = 0x82
  if (at === 2) frame[1] = size
  else if (at === 4) { frame[1] = 126; frame.writeUInt16BE(size, 2) }
  else { frame[1] = 127; frame.writeBigUInt64BE(BigInt(size), 2) }
  return { frame, at }
}

export function frameOf(message: Uint8Array): Buffer {
  const { frame, at } = framed(message.length)
  frame.set(message, at)
  return frame
}

function message(type: number, write: (encoder: Encoder) => void): Buffer {
  const encoder = createEncoder()
  writeVarUint(encoder, type)
  write(encoder)
  return frameOf(toUint8Array(encoder))
}

const sizeOfVarUint = (value: number): number => {
  let size = 1
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) size += 1
  return size
}

/** Where it ends. */
function putVarUint(frame: Buffer, at: number, value: number): number {
  let [rest, place] = [value, at]
  for (; rest > 127; rest = Math.floor(rest / 128)) frame[place++] = 128 | (rest % 128)
  frame[place] = rest
  return place + 1
}

/** By hand, without an encoder's buffers: one is made for every keystroke. */
function sync(type: number, bytes: Uint8Array): Buffer {
  const { frame, at } = framed(2 + sizeOfVarUint(bytes.length) + bytes.length)
  frame[at] = messageType.sync
  frame[at + 1] = type
  frame.set(bytes, putVarUint(frame, at + 2, bytes.length))
  return frame
}

export const step1Frame = (vector: Uint8Array): Buffer => sync(syncType.step1, vector)
export const step2Frame = (update: Uint8Array): Buffer => sync(syncType.step2, update)

/** The frame of a whole text is made once, however many open it. */
const wholeFrames = new WeakMap<Uint8Array, Buffer>()

export function wholeFrame(update: Uint8Array): Buffer {
  const made = wholeFrames.get(update)
  if (made) return made
  const frame = step2Frame(update)
  wholeFrames.set(update, frame)
  return frame
}

export const updateFrame = (update: Uint8Array): Buffer => sync(syncType.update, update)

/** How many further document messages of the connection are durable. */
export const savedFrame = (count: number): Buffer => message(messageType.saved, (encoder) => writeVarUint(encoder, count))

export const noticeFrame = (notice: DraftNotice): Buffer => message(messageType.notice, (encoder) => writeVarString(encoder, JSON.stringify(notice)))

/** Time to take the digest of one's copy. */
export const compareFrame = (round: number): Buffer => message(messageType.digest, (encoder) => writeVarUint(encoder, round))

export const digestFrame = (round: number, { vector, text }: CopyDigest): Buffer => message(messageType.digest, (encoder) => {
  writeVarUint(encoder, round)
  writeVarString(encoder, vector)
  writeVarString(encoder, text)
})

export interface AwarenessEntry { readonly clientId: number; readonly clock: number; readonly json: string }

/** By hand as well: a caret moves with every keystroke. */
export function awarenessFrame(entries: readonly AwarenessEntry[]): Buffer {
  const texts = entries.map(({ json }) => Buffer.from(json))
  let inner = sizeOfVarUint(entries.length)
  entries.forEach(({ clientId, clock }, index) => {
    const { length } = texts[index]!
    inner += sizeOfVarUint(clientId) + sizeOfVarUint(clock) + sizeOfVarUint(length) + length
  })
  const { frame, at } = framed(1 + sizeOfVarUint(inner) + inner)
  frame[at] = messageType.awareness
  let place = putVarUint(frame, putVarUint(frame, at + 1, inner), entries.length)
  entries.forEach(({ clientId, clock }, index) => {
    const text = texts[index]!
    place = putVarUint(frame, putVarUint(frame, putVarUint(frame, place, clientId), clock), text.length)
    frame.set(text, place)
    place += text.length
  })
  return frame
}

/** Says nothing: the stock client takes half a minute without a message for a dead line. */
export const stillHere: Buffer = awarenessFrame([])
