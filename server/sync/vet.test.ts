import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Draft, Poisoned } from './draft'
import { defaultLimits } from './limits'
import { vet } from './vet'

const limits = defaultLimits.update
const empty = () => new Draft({ compaction: null, rows: [] })
const author = (clientId: number) => {
  const doc = new Y.Doc()
  doc.clientID = clientId
  return doc
}
/** Each update as the doc makes it. */
function updatesOf(doc: Y.Doc, work: () => void): Uint8Array[] {
  const updates: Uint8Array[] = []
  const keep = (update: Uint8Array) => { updates.push(update) }
  doc.on('update', keep)
  work()
  doc.off('update', keep)
  return updates
}
const nested = (depth: number) => {
  const doc = author(1)
  doc.transact(() => {
    let at: Y.XmlFragment = doc.getXmlFragment('document')
    for (let n = 0; n < depth; n += 1) {
      const element = new Y.XmlElement('blockquote')
      at.insert(0, [element])
      at = element
    }
  })
  return Y.encodeStateAsUpdate(doc)
}

test('SY-8 an ordinary edit is sound, and its writer is known', () => {
  const doc = author(7)
  const [update] = updatesOf(doc, () => doc.getText('t').insert(0, 'x'))
  expect(vet(update!, empty(), limits)).toMatchObject({ kind: 'sound', writers: [7], plain: true, deletes: false })
})

test('SY-9 what is known already has no writer, and brings nothing', () => {
  const doc = author(7)
  doc.getText('t').insert(0, 'x')
  const draft = empty()
  expect(draft.apply(Y.encodeStateAsUpdate(doc))).toHaveLength(1)
  expect(vet(Y.encodeStateAsUpdate(doc), draft, limits)).toMatchObject({ kind: 'sound', writers: [], plain: false })
  expect(draft.apply(Y.encodeStateAsUpdate(doc))).toEqual([])
})

test('SY-10 a gap, an unknown neighbour and an unknown deletion are missing something', () => {
  const doc = author(7)
  const text = doc.getText('t')
  const [first, second] = updatesOf(doc, () => { text.insert(0, 'a'); text.insert(1, 'b') })
  expect(vet(second!, empty(), limits)).toEqual({ kind: 'missing' })
  const draft = empty()
  draft.apply(first!)
  expect(vet(second!, draft, limits).kind).toBe('sound')
  const other = author(8)
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  const [beside, gone] = updatesOf(other, () => { other.getText('t').insert(2, 'c'); other.getText('t').delete(0, 3) })
  expect(vet(beside!, draft, limits)).toEqual({ kind: 'missing' })
  expect(vet(gone!, draft, limits)).toEqual({ kind: 'missing' })
  const skipping = Y.mergeUpdates([first!, updatesOf(doc, () => { text.insert(2, 'c') })[0]!])
  expect(vet(skipping, empty(), limits)).toEqual({ kind: 'missing' })
})

test('SY-8 bombs are refused before they are applied', () => {
  const bombs = [
    new Uint8Array([0x80, 0x80, 0x80, 0x80, 0x10, 1, 1]),
    new Uint8Array([1, 0xff, 0xff, 0xff, 0x7f, 1, 0, 0]),
    new Uint8Array([0, 0xff, 0xff, 0xff, 0xff, 0x7f]),
    new Uint8Array([1, 1, 1, 0, 0, 0xff, 0xff, 0xff, 0x7f, 0]),
  ]
  for (const bomb of bombs) expect(vet(bomb, empty(), limits).kind).toBe('refused')
})

test('SY-8 too many structs, clients or deletions are too large', () => {
  const doc = author(1)
  const map = doc.getMap('m')
  doc.transact(() => { for (let n = 0; n < 40; n += 1) map.set(`k${n}`, n) })
  expect(vet(Y.encodeStateAsUpdate(doc), empty(), { ...limits, structs: 39 })).toMatchObject({ kind: 'refused', reason: 'too large' })
  const many = new Y.Doc()
  for (let n = 1; n <= 5; n += 1) { const each = author(n); each.getMap('m').set(`${n}`, 1); Y.applyUpdate(many, Y.encodeStateAsUpdate(each)) }
  expect(vet(Y.encodeStateAsUpdate(many), empty(), { ...limits, clients: 4 })).toMatchObject({ reason: 'too large' })
  const text = doc.getText('t')
  text.insert(0, 'abcdefgh')
  doc.transact(() => { for (let n = 0; n < 4; n += 1) text.delete(n, 1) })
  expect(vet(Y.encodeStateAsUpdate(doc), empty(), { ...limits, deletions: 3 })).toMatchObject({ reason: 'too large' })
  expect(vet(Y.encodeStateAsUpdate(doc), empty(), { ...limits, length: 10 })).toMatchObject({ reason: 'too large' })
})

test('SY-8 nesting is measured within the update and in what is there already', () => {
  expect(vet(nested(64), empty(), limits).kind).toBe('sound')
  for (const depth of [65, 2_000, 15_000]) expect(vet(nested(depth), empty(), limits)).toMatchObject({ kind: 'refused', reason: 'too large' })
  const doc = author(1)
  Y.applyUpdate(doc, nested(64))
  const draft = empty()
  draft.apply(nested(64))
  let deepest = doc.getXmlFragment('document') as Y.XmlFragment
  while (deepest.length > 0) deepest = deepest.get(0) as Y.XmlElement
  const [deeper] = updatesOf(doc, () => deepest.insert(0, [new Y.XmlElement('blockquote')]))
  expect(vet(deeper!, draft, limits)).toMatchObject({ kind: 'refused', reason: 'too large' })
  const [beside] = updatesOf(doc, () => doc.getXmlFragment('document').insert(0, [new Y.XmlElement('paragraph')]))
  expect(vet(beside!, draft, limits)).toEqual({ kind: 'missing' })
})

test('SY-8 depth is seen through two client ids that take turns', () => {
  const [one, two] = [author(1), author(2)]
  const at = 'document'
  const path: number[] = []
  const into = (doc: Y.Doc) => path.reduce<Y.XmlFragment>((fragment) => fragment.get(0) as Y.XmlElement, doc.getXmlFragment(at))
  for (let n = 0; n < 200; n += 1) {
    const [writer, reader] = n % 2 === 0 ? [one, two] : [two, one]
    into(writer).insert(0, [new Y.XmlElement('blockquote')])
    path.push(0)
    Y.applyUpdate(reader, Y.encodeStateAsUpdate(writer, Y.encodeStateVector(reader)))
  }
  expect(vet(Y.encodeStateAsUpdate(one), empty(), limits)).toMatchObject({ kind: 'refused', reason: 'too large' })
})

test('SY-8 a document within the document is refused', () => {
  const doc = author(1)
  doc.getMap('m').set('d', new Y.Doc())
  expect(vet(Y.encodeStateAsUpdate(doc), empty(), limits)).toMatchObject({ kind: 'refused', reason: 'not allowed' })
})

test('SY-8 what vetting finds sound can be applied: bytes of real updates, flipped', () => {
  const doc = author(5)
  const fragment = doc.getXmlFragment('document')
  const paragraph = new Y.XmlElement('paragraph')
  fragment.insert(0, [paragraph])
  paragraph.setAttribute('id', 'abcdefghjkmn')
  const text = new Y.XmlText('some words')
  paragraph.insert(0, [text])
  text.format(0, 4, { bold: {} })
  text.delete(2, 3)
  const update = Y.encodeStateAsUpdate(doc)
  const tally = { refused: 0, missing: 0, sound: 0, poisoned: 0 }
  for (let bit = 0; bit < update.length * 8; bit += 1) {
    const flipped = update.slice()
    flipped[bit >> 3]! ^= 1 << (bit & 7)
    const vetted = vet(flipped, empty(), limits)
    tally[vetted.kind] += 1
    if (vetted.kind !== 'sound') continue
    try { empty().apply(flipped) } catch (error) {
      expect(error).toBeInstanceOf(Poisoned)
      tally.poisoned += 1
    }
  }
  console.log('bit-flips of one update:', tally)
  expect(tally.sound).toBeGreaterThan(0)
})
