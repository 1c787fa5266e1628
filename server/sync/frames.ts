import { createEncoder, type Encoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
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

/** By hand: one is made for every keystroke. */
function sync(type: number, bytes: Uint8Array): Buffer {
  let lengthBytes = 1
  for (let rest = bytes.length; rest > 127; rest = Math.floor(rest / 128)) lengthBytes += 1
  const built = framed(2 + lengthBytes + bytes.length)
  const { frame } = built
  let { at } = built
  frame[at++] = messageType.sync
  frame[at++] = type
  let rest = bytes.length
  for (; rest > 127; rest = Math.floor(rest / 128)) frame[at++] = 128 | (rest % 128)
  frame[at++] = rest
  frame.set(bytes, at)
  return frame
}

export const step1Frame = (vector: Uint8Array): Buffer => sync(syncType.step1, vector)
export const step2Frame = (update: Uint8Array): Buffer => sync(syncType.step2, update)
export const updateFrame = (update: Uint8Array): Buffer => sync(syncType.update, update)

/** How many further document messages of the connection are durable. */
export const savedFrame = (count: number): Buffer => message(messageType.saved, (encoder) => writeVarUint(encoder, count))

export const noticeFrame = (notice: DraftNotice): Buffer => message(messageType.notice, (encoder) => writeVarString(encoder, JSON.stringify(notice)))

export interface AwarenessEntry { readonly clientId: number; readonly clock: number; readonly json: string }

export const awarenessFrame = (entries: readonly AwarenessEntry[]): Buffer => message(messageType.awareness, (encoder) => {
  const inner = createEncoder()
  writeVarUint(inner, entries.length)
  for (const { clientId, clock, json } of entries) {
    writeVarUint(inner, clientId)
    writeVarUint(inner, clock)
    writeVarString(inner, json)
  }
  writeVarUint8Array(encoder, toUint8Array(inner))
})

/** Says nothing: the stock client takes half a minute without a message for a dead line. */
export const stillHere: Buffer = awarenessFrame([])
