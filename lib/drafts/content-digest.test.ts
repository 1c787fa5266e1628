import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { fragmentName } from '../document/version'
import { digestOfCopy } from './content-digest'

const seeds = fc.record({ steps: fc.array(fc.record({ who: fc.nat(2), what: fc.nat(9), at: fc.nat(40), word: fc.constantFrom('a', 'must ', '🙂', 'é') }), { maxLength: 60 }) })

function block(doc: Y.Doc, at: number): Y.XmlText {
  const top = doc.getXmlFragment(fragmentName)
  const made = new Y.XmlElement('paragraph')
  made.setAttribute('id', `p${at}`)
  made.insert(0, [new Y.XmlText('')])
  top.insert(Math.min(at, top.length), [made])
  return made.get(0) as Y.XmlText
}

function step(doc: Y.Doc, { what, at, word }: { what: number; at: number; word: string }): void {
  const top = doc.getXmlFragment(fragmentName)
  if (top.length === 0 || what === 0) return void block(doc, at)
  const text = (top.get(at % top.length) as Y.XmlElement).get(0) as Y.XmlText
  const from = text.length === 0 ? 0 : at % (text.length + 1)
  const size = Math.min(3, text.length - from)
  if (what < 5) text.insert(from, word)
  else if (what < 7) text.delete(from, size)
  else if (what < 9) text.format(from, size, { bold: what === 7 ? {} : null })
  else (top.get(at % top.length) as Y.XmlElement).setAttribute('level', String(at))
}

/** Everybody gets everything, in an order of their own. */
function exchange(docs: readonly Y.Doc[]): void {
  for (let round = 0; round < 3; round += 1) {
    for (const to of docs) for (const from of docs) if (to !== from) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
  }
}

test('SY-34 copies that say the same have one digest: written, merged, read from bytes, tidied or not', () => {
  fc.assert(fc.property(seeds, ({ steps }) => {
    const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
    block(docs[0]!, 0).insert(0, 'The council ')
    exchange(docs)
    steps.forEach((each, at) => {
      step(docs[each.who]!, each)
      if (at % 13 === 0) exchange(docs)
    })
    exchange(docs)
    const [read, untidied] = [new Y.Doc(), new Y.Doc({ gc: false })]
    Y.applyUpdate(read, Y.encodeStateAsUpdate(docs[1]!))
    Y.transact(untidied, () => { for (const doc of docs) Y.applyUpdate(untidied, Y.encodeStateAsUpdate(doc)) }, null, false)
    const digests = [...docs, read, untidied].map(digestOfCopy)
    expect(new Set(digests.map(({ text }) => text)).size).toBe(1)
    expect(new Set(digests.map(({ vector }) => vector)).size).toBe(1)
  }))
})

/** A copy of the words in which the same client, under the same numbers, said something else. */
function copies(one: (text: Y.XmlText) => void, other: (text: Y.XmlText) => void): [Y.Doc, Y.Doc] {
  const [first, second] = [one, other].map((write) => {
    const doc = new Y.Doc()
    doc.clientID = 7
    write(block(doc, 0))
    return doc
  })
  return [first!, second!]
}

test('SY-34 other words, another order, another format or attribute under the same numbers is another digest', () => {
  const apart: [string, (text: Y.XmlText) => void, (text: Y.XmlText) => void][] = [
    ['words', (text) => text.insert(0, 'these words'), (text) => text.insert(0, 'other words')],
    ['one letter', (text) => text.insert(0, 'a'.repeat(5_000)), (text) => text.insert(0, `${'a'.repeat(4_999)}b`)],
    ['order', (text) => { text.insert(0, 'ab'); text.insert(2, 'cd') }, (text) => { text.insert(0, 'ab'); text.insert(0, 'cd') }],
    ['format', (text) => text.insert(0, 'ab', { bold: {} }), (text) => text.insert(0, 'ab', { italic: {} })],
    ['deletion', (text) => text.insert(0, 'ab'), (text) => { text.insert(0, 'ab'); text.delete(0, 1) }],
    ['attribute', (text) => (text.parent as Y.XmlElement).setAttribute('level', 'must'), (text) => (text.parent as Y.XmlElement).setAttribute('level', 'should')],
  ]
  for (const [what, one, other] of apart) {
    const [first, second] = copies(one, other).map(digestOfCopy)
    expect([what, first!.vector === second!.vector, first!.text === second!.text]).toEqual([what, true, false])
  }
})

test('SY-34 copies that have not had the same edits are told apart by their state vector', () => {
  const [first, second] = copies((text) => text.insert(0, 'a'), (text) => text.insert(0, 'ab'))
  expect(digestOfCopy(first).vector).not.toBe(digestOfCopy(second).vector)
})
