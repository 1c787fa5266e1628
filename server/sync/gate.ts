import { createDecoder, type Decoder, hasContent, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import type { Lane } from '@/lib/drafts/access'
import type { CloseReason } from '@/lib/drafts/close-codes'
import { messageType, syncType } from '@/lib/drafts/messages'
import type { AwarenessEntry } from './frames'

/** What a client may send. Everything else, the server's own types included, is refused. */
export type Frame =
  | { kind: 'step 1'; vector: Uint8Array }
  | { kind: 'step 2' | 'update'; update: Uint8Array }
  | { kind: 'awareness'; entries: AwarenessEntry[] }
  | { kind: 'query awareness' }
  | { kind: 'astray'; round: number; text: string }

/** Null for anything that is not, to the last byte, one of the messages that a client may send. Never throws. */
export function readFrame(bytes: Uint8Array): Frame | null {
  try {
    const decoder = createDecoder(bytes)
    const frame = read(decoder)
    return frame && !hasContent(decoder) ? frame : null
  } catch {
    return null
  }
}

function read(decoder: Decoder): Frame | null {
  switch (readVarUint(decoder)) {
    case messageType.sync: return readSync(decoder)
    case messageType.awareness: return { kind: 'awareness', entries: readAwareness(readVarUint8Array(decoder)) }
    case messageType.queryAwareness: return { kind: 'query awareness' }
    case messageType.astray: return readAstray(decoder)
    default: return null
  }
}

/** A digest is short. */
function readAstray(decoder: Decoder): Frame | null {
  const [round, text] = [readVarUint(decoder), readVarString(decoder)]
  return /^[\da-z-]{1,40}$/.test(text) ? { kind: 'astray', round, text } : null
}

function readSync(decoder: Decoder): Frame | null {
  const type = readVarUint(decoder)
  const bytes = readVarUint8Array(decoder)
  // lib0 reads beyond the end without a word: what is claimed must be there.
  if (decoder.pos > decoder.arr.length) return null
  if (type === syncType.step1) return { kind: 'step 1', vector: bytes }
  if (type === syncType.step2) return { kind: 'step 2', update: bytes }
  return type === syncType.update ? { kind: 'update', update: bytes } : null
}

function readAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = createDecoder(bytes)
  const count = readVarUint(decoder)
  // An entry takes three bytes at least: a larger count is a lie that would only cost memory.
  if (count * 3 > bytes.length) throw new RangeError('more states than bytes')
  const entries = Array.from({ length: count }, () => ({ clientId: readVarUint(decoder), clock: readVarUint(decoder), json: readVarString(decoder) }))
  if (decoder.pos !== bytes.length) throw new RangeError('an awareness message of another length')
  return entries
}

export type Verdict =
  | { kind: 'pass' }
  /** Dropped without a word: a stock client sends it by itself and means no harm. */
  | { kind: 'drop' }
  | { kind: 'close'; reason: CloseReason; why: string }
  /** Dropped, recorded and closed with the reason, if it would change anything: clients repeat by themselves what is known already. */
  | { kind: 'refuse edit'; reason: CloseReason }

const pass: Verdict = { kind: 'pass' }
const drop: Verdict = { kind: 'drop' }

/** An update that changes nothing: no structs, no deletions. */
export const isEmptyUpdate = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0 && update[1] === 0

/** What becomes of a frame on a lane: the socket's lines of the table of permissions. */
export function judge(frame: Frame | null, lane: Lane, frozen: boolean): Verdict {
  if (!frame) return { kind: 'close', reason: 'not allowed', why: 'a message that clients do not send' }
  if (lane === 'none') return { kind: 'close', reason: 'not allowed', why: 'no access' }
  if (frame.kind === 'step 1' || frame.kind === 'query awareness' || frame.kind === 'astray') return pass
  if (frame.kind === 'awareness') return lane === 'read' ? drop : pass
  if (lane === 'write') return pass
  return { kind: 'refuse edit', reason: frozen ? 'draft frozen' : 'not allowed' }
}
