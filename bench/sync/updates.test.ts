import { expect, test } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { caretState, presenceBody, reachOf, root, typedUpdate } from './updates'

const typedByYjs = (client: number, letters: string): Uint8Array[] => {
  const doc = new Y.Doc()
  doc.clientID = client
  const sent: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => sent.push(update))
  for (const letter of letters) doc.getText(root).insert(doc.getText(root).length, letter)
  return sent
}

test.each([1, 127, 128, 2 ** 31 + 12_345, 2 ** 32 - 1])('a keystroke made by hand is what Yjs sends, byte for byte, of client %d', (client) => {
  const letters = 'abc'.repeat(50)
  const sent = typedByYjs(client, letters)
  expect(sent).toHaveLength(150)
  for (const [clock, update] of sent.entries()) expect([...typedUpdate(client, clock, letters.charCodeAt(clock))]).toEqual([...update])
})

test('a presence made by hand is what y-protocols sends', () => {
  const doc = new Y.Doc()
  doc.clientID = 2 ** 31 + 77
  const awareness = new Awareness(doc)
  awareness.setLocalState(JSON.parse(caretState(doc.clientID, 41)))
  const clock = awareness.meta.get(doc.clientID)!.clock
  expect([...presenceBody(doc.clientID, clock, caretState(doc.clientID, 41))]).toEqual([...encodeAwarenessUpdate(awareness, [doc.clientID])])
  awareness.destroy()
})

test('what an update brings is read from keystrokes, from merged ones, and from deletions alone', () => {
  const told = (update: Uint8Array) => {
    const found: number[][] = []
    const within = Buffer.concat([Buffer.from([9, 9]), update, Buffer.from([9])])
    reachOf(within, 2, 2 + update.length, (...each) => found.push(each))
    return found.sort((one, other) => one[0]! - other[0]!)
  }
  expect(told(typedUpdate(300, 0, 97))).toEqual([[300, 0, 1]])
  const pasted: Uint8Array[] = []
  const paste = new Y.Doc()
  paste.clientID = 300
  paste.on('update', (update: Uint8Array) => pasted.push(update))
  paste.getText(root).insert(0, 'a whole line')
  expect(told(pasted[0]!)).toEqual([[300, 0, 12]])
  expect(told(typedUpdate(300, 7, 97))).toEqual([[300, 7, 8]])
  expect(told(Y.mergeUpdates([...typedByYjs(5, 'hello'), ...typedByYjs(6, 'you')]))).toEqual([[5, 0, 5], [6, 0, 3]])
  const doc = new Y.Doc()
  const text = doc.getText(root)
  text.insert(0, 'gone')
  let deletion: Uint8Array | null = null
  doc.on('update', (update: Uint8Array) => { deletion = update })
  text.delete(0, 2)
  expect(told(deletion!)).toEqual([])
})
