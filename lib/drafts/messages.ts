import { type Decoder, readVarString } from 'lib0/decoding'
import type { DraftNotice } from './notice'

/**
 * The first varUint of a message. 0, 1 and 3 are the y-websocket protocol's; 100 to 102 the server's alone (contract.md, “The socket”).
 * 102 is for sockets opened with `compare=1`: a varUint that counts rounds, and either nothing, which means “take the digest of your copy now”, or the two
 * strings of the server's (content-digest.ts). 103 is the answer of one whose copy says something else: the round, and its digest of the text.
 */
export const messageType = { sync: 0, awareness: 1, queryAwareness: 3, saved: 100, notice: 101, digest: 102, astray: 103 } as const

/** The second varUint of a sync message (y-protocols). */
export const syncType = { step1: 0, step2: 1, update: 2 } as const

/** What is left of message 101 after its type; null for a notice that this client is too old to know. */
export function readNotice(decoder: Decoder): DraftNotice | null {
  try {
    const notice = JSON.parse(readVarString(decoder)) as { kind?: unknown }
    return typeof notice?.kind === 'string' ? notice as DraftNotice : null
  } catch {
    return null
  }
}

/** Who is here, as the server states it in `user` of every awareness state; what a client says there is overwritten. */
export interface Presence {
  readonly id: string
  readonly name: string
  readonly organisation: string
  /** `#rrggbb`, the same for a person everywhere. White text on it keeps 4.5:1. */
  readonly colour: string
}

const palette = ['#0b5136', '#42309a', '#8c1414', '#6b4300', '#0a5a6e', '#7a1f63', '#2f5d0a', '#1f4e9c', '#8a3a00', '#4d4d00', '#5b2a8a', '#00615a']

export function colourOf(personId: string): string {
  let sum = 0
  for (const letter of personId) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0
  return palette[sum % palette.length]!
}
