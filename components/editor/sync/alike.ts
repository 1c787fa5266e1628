import * as decoding from 'lib0/decoding'
import type * as Y from 'yjs'
import { type CopyDigest, digestOfCopy } from '@/lib/drafts/content-digest'

/** A copy that says something else than what is stored: found in this round, with its digest. */
export interface Astray { readonly round: number; readonly text: string }

/** Compares this copy with what is stored, whenever the server says “now” and then what its own digest was (message 102). */
export class Alike {
  #own: { readonly round: number; readonly digest: CopyDigest } | null = null

  constructor(private readonly doc: Y.Doc) {}

  /** What is left of the message after its type. `isWhole`: nothing of this copy is unknown to the server. Null when nothing was compared. */
  hear(decoder: decoding.Decoder, isWhole: boolean): 'alike' | Astray | null {
    const round = decoding.readVarUint(decoder)
    if (!decoding.hasContent(decoder)) {
      this.#own = isWhole ? { round, digest: digestOfCopy(this.doc) } : null
      return null
    }
    const own = this.#own
    this.#own = null
    const stored = { vector: decoding.readVarString(decoder), text: decoding.readVarString(decoder) }
    if (own?.round !== round || own.digest.vector !== stored.vector) return null
    return own.digest.text === stored.text ? 'alike' : { round, text: own.digest.text }
  }
}
