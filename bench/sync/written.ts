import * as Y from 'yjs'
import { root } from './updates'

const words = 'the council form applicant decision evidence within working days must show keep send told reason service phone letter appeal review '.split(' ')

/**
 * A text that some people wrote, as large as `bytes` once encoded, and the updates that make it, each of at most some thousand letters.
 * Pieces of a line's length land at scattered places, as in a text that is worked on; the same for the same numbers.
 */
export function writtenText(bytes: number, authors: number): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc()
  const text = doc.getText(root)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  let [size, sent, turn] = [0, 0, 0]
  while (size < bytes) {
    doc.clientID = 3_200_000_000 + (turn % authors)
    doc.transact(() => { for (let piece = 0; piece < 100; piece++) write(text, ++turn) })
    sent += updates.at(-1)!.length
    // What was sent is larger than what it comes to: only near the end is it worth a look.
    if (sent > bytes * 0.7) size = Y.encodeStateAsUpdate(doc).length
  }
  return { doc, updates }
}

function write(text: Y.Text, turn: number): void {
  const at = text.length === 0 ? 0 : (turn * 7919) % text.length
  text.insert(at, Array.from({ length: 7 }, (_, word) => words[(turn * 31 + word * 17 + turn * word) % words.length]).join(' '))
  if (turn % 9 === 0) text.delete(at, 5)
}
