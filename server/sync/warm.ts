import * as Y from 'yjs'
import { encodeUpdates } from '@/lib/drafts/log'
import { Draft } from './draft'

const structs = 300
const rounds = 20
const nothing = new Uint8Array([0])

/** Runs what opens a draft on a text of no account: code that has run is compiled, and the first who comes after a start is let in as fast as the next. */
export function warm(): void {
  const doc = new Y.Doc()
  const text = doc.getText('text')
  // Each before the one before, so that Yjs makes no one struct of them.
  doc.transact(() => { for (let count = 0; count < structs; count += 1) text.insert(0, 'some words') })
  const rows = [{ seq: 1, updates: encodeUpdates([Y.encodeStateAsUpdate(doc)]) }]
  for (let round = 0; round < rounds; round += 1) {
    const draft = new Draft({ compaction: null, rows })
    draft.answer(nothing)
    draft.destroy()
  }
  doc.destroy()
}
