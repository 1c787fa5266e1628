import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeUpdates } from '@/lib/drafts/log'
import { seeded } from '../../tests/seed'
import { Draft } from './draft'
import { defaultLimits } from './limits'
import { vet } from './vet'

const limits = defaultLimits.update

/** Takes an update as a room does. */
function take(draft: Draft, update: Uint8Array) {
  const vetted = vet(update, draft, limits)
  if (vetted.kind !== 'sound') throw new Error(`not sound: ${vetted.kind}`)
  return { plain: vetted.plain, brought: draft.take(update, vetted) }
}

const fragment = (doc: Y.Doc) => doc.getXmlFragment('document')
const apply = (updates: readonly Uint8Array[]) => {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}
const shown = (doc: Y.Doc) => fragment(doc).toString()

/** One person's edits of a text of paragraphs, one update each. */
function edits(random: ReturnType<typeof seeded>, count: number, doc = new Y.Doc()): { doc: Y.Doc; updates: Uint8Array[] } {
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => { updates.push(update) })
  const texts = () => fragment(doc).toArray().map((block) => (block as Y.XmlElement).get(0) as Y.XmlText)
  for (let n = 0; n < count; n += 1) {
    const text = texts().length > 0 ? random.pick(texts()) : null
    const kind = random.below(10)
    doc.transact(() => {
      if (!text || kind === 0) {
        const block = new Y.XmlElement('paragraph')
        fragment(doc).insert(random.below(fragment(doc).length + 1), [block])
        block.setAttribute('id', `block${n}`)
        block.insert(0, [new Y.XmlText('words')])
      } else if (kind === 1) (text.parent as Y.XmlElement).setAttribute('level', random.pick(['MUST', 'MAY']))
      else if (kind === 2 && text.length > 1) text.delete(random.below(text.length - 1), 1)
      else if (kind === 3 && text.length > 0) text.format(0, text.length, { bold: {} })
      else text.insert(random.below(text.length + 1), 'abc')
    })
  }
  return { doc, updates }
}

function store(draft: Draft, seq: number) {
  const { updates } = draft.cut()
  if (updates.length > 0) draft.stored(seq, encodeUpdates(updates))
}

/** A compaction of these updates, as it is stored. */
function compactionOf(updates: readonly Uint8Array[]) {
  const state = Y.encodeStateAsUpdate(apply(updates))
  return { generation: 1, state, vector: Y.encodeStateVectorFromUpdate(state), formatted: true, depth: null }
}

test('SY-22 what is looked at only by its structure comes to the same as what is applied: every answer, at every moment', { timeout: 60_000 }, () => {
  const random = seeded('lazy drafts')
  for (let run = 0; run < 25; run += 1) {
    const { doc, updates } = edits(random, 80)
    const cut = random.below(40)
    const draft = new Draft(cut < 5 ? { compaction: null, rows: [] } : { compaction: compactionOf(updates.slice(0, cut)), rows: [] })
    const from = cut < 5 ? 0 : cut
    const copy = apply(updates.slice(0, from))
    for (const [index, update] of updates.slice(from).entries()) {
      for (const each of take(draft, update).brought) Y.applyUpdate(copy, each)
      if (random.below(4) === 0) store(draft, index + 1)
      if (random.below(8) === 0) draft.rest(Infinity)
      if (random.below(10) > 0) continue
      expect(shown(apply(draft.answer(new Uint8Array([0]))))).toBe(shown(copy))
      const late = apply(updates.slice(0, random.below(from + index)))
      for (const each of draft.answer(Y.encodeStateVector(late))) Y.applyUpdate(late, each)
      expect(shown(late), `seed ${random.seed}, run ${run}`).toBe(shown(copy))
      expect(Y.decodeStateVector(draft.vector())).toEqual(Y.decodeStateVector(Y.encodeStateVector(copy)))
    }
    expect(shown(draft.doc)).toBe(shown(doc))
  }
})

test('SY-22 typing, new blocks and attributes need no document; a large compaction goes out as it lies, with what came since behind it', () => {
  const author = new Y.Doc()
  const updates: Uint8Array[] = []
  author.on('update', (update: Uint8Array) => { updates.push(update) })
  const block = new Y.XmlElement('paragraph')
  fragment(author).insert(0, [block])
  block.insert(0, [new Y.XmlText('x'.repeat(100_000))])
  const compaction = { ...compactionOf(updates.splice(0)), depth: 3 }
  const draft = new Draft({ compaction, rows: [] })
  ;(block.get(0) as Y.XmlText).insert(5, 'typed')
  const next = new Y.XmlElement('paragraph')
  fragment(author).insert(1, [next])
  next.insert(0, [new Y.XmlText('another')])
  next.setAttribute('level', 'MUST')
  for (const update of updates) expect(take(draft, update).plain).toBe(true)
  const [first, ...rest] = draft.answer(new Uint8Array([0]))
  expect(draft.isBuilt).toBe(false)
  expect(first).toBe(compaction.state)
  expect(shown(apply([first!, ...rest]))).toBe(shown(author))
  const returning = draft.answer(compaction.vector)
  expect(returning.reduce((sum, update) => sum + update.length, 0)).toBeLessThan(1_000)
  expect(draft.isBuilt).toBe(false)
})

test('SY-22 a long tail behind a large compaction goes out in pieces, and needs no document either', () => {
  const random = seeded('long tail')
  const { doc, updates } = edits(random, 20)
  fragment(doc).insert(0, [new Y.XmlElement('paragraph')])
  ;(fragment(doc).get(0) as Y.XmlElement).insert(0, [new Y.XmlText('x'.repeat(100_000))])
  const compaction = compactionOf(updates.splice(0))
  const draft = new Draft({ compaction, rows: [] })
  const text = (fragment(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
  const late = apply([compaction.state])
  for (let n = 0; n < 950; n += 1) {
    text.insert(random.below(text.length), 'k')
    expect(take(draft, updates.at(-1)!).plain).toBe(true)
    if (n % 95 !== 0) continue
    store(draft, n + 1)
    for (const vector of [new Uint8Array([0]), Y.encodeStateVector(late)]) expect(shown(apply([compaction.state, ...draft.answer(vector)]))).toBe(shown(doc))
  }
  expect(draft.answer(new Uint8Array([0]))).toHaveLength(11)
  expect(draft.isBuilt).toBe(false)
})

test('SY-22 an update that structure says can be applied at any time is applied without fail: bits of real ones, flipped', { timeout: 60_000 }, () => {
  const random = seeded('plain updates')
  const { doc } = edits(random, 60)
  const base = Y.encodeStateAsUpdate(doc)
  const tally = { plain: 0, other: 0 }
  for (let n = 0; n < 2_000; n += 1) {
    const author = new Y.Doc()
    Y.applyUpdate(author, base)
    const flipped = Buffer.from(edits(random, 1, author).updates[0] ?? base)
    for (let bits = random.below(3); bits >= 0; bits -= 1) flipped[random.below(flipped.length)]! ^= 1 << random.below(8)
    const draft = new Draft({ compaction: null, rows: [{ seq: 1, updates: encodeUpdates([base]) }] })
    const vetted = vet(flipped, draft, limits)
    if (vetted.kind !== 'sound' || !vetted.plain) { tally.other += 1; continue }
    tally.plain += 1
    draft.take(flipped, vetted)
    expect(draft.doc.store.pendingStructs, `seed ${random.seed}`).toBeNull()
  }
  console.log('flipped updates:', tally)
  expect(tally.plain).toBeGreaterThan(100)
})

test('SY-22 a compaction stands in the place of the rows that it holds, and of no others', () => {
  const { updates, doc } = edits(seeded('rebase'), 60)
  const draft = new Draft({ compaction: null, rows: [] })
  for (const [index, update] of updates.entries()) {
    take(draft, update)
    store(draft, index + 1)
  }
  const held = updates.slice(0, 40)
  draft.rebase(compactionOf(held), new Set(held.map((_, index) => index + 1)))
  expect([...draft.rows()]).toEqual(updates.slice(40).map((_, index) => index + 41))
  draft.rest(Infinity)
  expect(shown(draft.doc)).toBe(shown(doc))
})
