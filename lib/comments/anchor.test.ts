import type { Node } from '@tiptap/pm/model'
import { expect, test } from 'vitest'
import { Peer } from '../../tests/peers'
import { schema } from '../document/schema'
import type { Block, DocumentJson } from '../document/types'
import { anchorOfBlock, anchorOfSelection, type Place, placesOf, type Pointer } from './anchor'

const paragraph = (id: string, text: string): Block => ({ type: 'paragraph', attrs: { id }, content: text ? [{ type: 'text', text }] : [] })
const document = (...content: Block[]): DocumentJson => ({ type: 'doc', content })
const [a, b, c] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc']

const sample = () => new Peer(document(
  paragraph(a, 'The council answers every application.'),
  paragraph(b, 'The form asks for the name, and the form keeps what was typed until it is sent.'),
  paragraph(c, 'A parent can stop and come back.'),
))

/** The place of the nth time that some words stand in the document. */
function find(doc: Node, words: string, nth = 0): { from: number; to: number } {
  const found: number[] = []
  doc.descendants((node, pos) => {
    for (let at = node.text?.indexOf(words) ?? -1; at >= 0; at = node.text!.indexOf(words, at + 1)) found.push(pos + at)
  })
  if (found[nth] === undefined) throw new Error(`“${words}” is not there`)
  return { from: found[nth], to: found[nth] + words.length }
}

const live = (peer: Peer) => ({ doc: peer.doc, fragment: peer.fragment })

function commentOn(peer: Peer, words: string, nth = 0): Pointer {
  const anchor = anchorOfSelection(live(peer), find(peer.doc, words, nth))
  if (!anchor) throw new Error('no anchor')
  return anchor
}

const placeOf = (peer: Peer, pointer: Pointer): Place => placesOf(live(peer), [pointer])[0]!

function wordsAt(peer: Peer, pointer: Pointer): string | null {
  const place = placeOf(peer, pointer)
  return place.on === 'words' ? peer.doc.textBetween(place.from, place.to, '|', '|') : null
}

const blockAt = (doc: Node, id: string) => {
  let found: { pos: number; node: Node } | undefined
  doc.descendants((node, pos) => { if (node.attrs.id === id) found ??= { pos, node } })
  if (!found) throw new Error(`no block ${id}`)
  return found
}

const remove = (peer: Peer, id: string) => {
  const { pos, node } = blockAt(peer.doc, id)
  peer.edit((tr) => tr.delete(pos, pos + node.nodeSize))
  return node
}

test('CO-20 a thread stands on the words it was put on, and follows them as the text around them changes', () => {
  const peer = sample()
  const thread = commentOn(peer, 'keeps what was typed')
  expect(placeOf(peer, thread)).toEqual({ on: 'words', ...find(peer.doc, 'keeps what was typed'), changed: false })
  peer.edit((tr) => tr.insertText('First. ', 1))
  peer.edit((tr) => tr.insertText('always ', find(tr.doc, 'keeps').from))
  peer.edit((tr) => tr.insertText(' in full', find(tr.doc, 'typed').to))
  expect(wordsAt(peer, thread)).toBe('keeps what was typed')
})

test('CO-20 a changed word in it leaves it in place, and it says so', () => {
  const peer = sample()
  const thread = commentOn(peer, 'keeps what was typed')
  const { from, to } = find(peer.doc, 'typed')
  peer.edit((tr) => tr.insertText('entered', from, to - 1))
  expect(placeOf(peer, thread)).toMatchObject({ on: 'words', changed: true })
})

test('CO-20 other words in its place leave it without one', () => {
  const peer = sample()
  const thread = commentOn(peer, 'keeps what was typed')
  const { from, to } = find(peer.doc, 'eeps what was type')
  peer.edit((tr) => tr.insertText('nows nothing of who is aske', from, to))
  expect(peer.doc.textContent).toContain('knows nothing of who is asked')
  expect(placeOf(peer, thread).on).toBe('nothing')
})

test('CO-20 deleting just its words leaves it without a place, not on their neighbours', () => {
  const peer = sample()
  const thread = commentOn(peer, 'keeps what was typed')
  peer.edit((tr) => tr.delete(find(tr.doc, 'keeps').from, find(tr.doc, 'typed').to))
  expect(placeOf(peer, thread).on).toBe('nothing')
})

test('CO-20 positions that point nowhere, or are no positions, leave it without a place', () => {
  const peer = sample()
  const thread = commentOn(peer, 'keeps what was typed')
  for (const bytes of [new Uint8Array([255, 255, 255]), new Uint8Array([9]), new Uint8Array([0, 1, 2, 3, 4, 5])])
    expect(wordsAt(peer, { ...thread, start: bytes, end: bytes })).toBe('keeps what was typed')
  expect(placeOf(peer, { ...thread, blockId: 'zzzzzzzzzzzz' }).on).toBe('nothing')
})

test('CO-21 a block that moves takes its thread along, for everyone', () => {
  const peer = sample()
  const remote = new Peer(peer)
  const thread = commentOn(peer, 'keeps what was typed')
  const { pos, node } = blockAt(peer.doc, b)
  peer.edit((tr) => tr.delete(pos, pos + node.nodeSize).insert(0, node))
  remote.pull(peer)
  for (const one of [peer, remote]) {
    expect(one.doc.firstChild?.attrs.id).toBe(b)
    expect(wordsAt(one, thread)).toBe('keeps what was typed')
  }
})

test('CO-21 a block that is cut and pasted later with its id takes its thread along', () => {
  const peer = sample()
  const remote = new Peer(peer)
  const thread = commentOn(peer, 'keeps what was typed')
  const node = remove(peer, b)
  remote.pull(peer)
  expect(placeOf(remote, thread).on).toBe('nothing')
  remote.edit((tr) => tr.insertText('Meanwhile. ', 1))
  peer.pull(remote)
  peer.edit((tr) => tr.insert(peer.doc.content.size, node))
  remote.pull(peer)
  for (const one of [peer, remote]) expect(wordsAt(one, thread)).toBe('keeps what was typed')
})

test('CO-21 of a block and its copy the thread stays with the original, and goes with it', () => {
  for (const after of [false, true]) {
    const peer = sample()
    const thread = commentOn(peer, 'keeps what was typed')
    const { pos, node } = blockAt(peer.doc, b)
    peer.edit((tr) => tr.insert(after ? pos + node.nodeSize : pos, node))
    const place = placeOf(peer, thread)
    const original = blockAt(peer.doc, b)
    expect(place).toMatchObject({ on: 'words', from: original.pos + find(node, 'keeps').from + 1 })
    remove(peer, b)
    expect(peer.doc.textContent).toContain('keeps what was typed')
    expect(placeOf(peer, thread).on).toBe('nothing')
  }
})

test('CO-22 splitting before, in or after the words keeps the thread on them, for everyone', () => {
  for (const where of ['The form asks', ' and the form', 'was typed', ' until']) {
    const peer = sample()
    const remote = new Peer(peer)
    const thread = commentOn(peer, 'keeps what was typed')
    peer.edit((tr) => tr.split(find(tr.doc, where).from, 1, [{ type: schema.nodes.paragraph!, attrs: { id: null } }]))
    remote.pull(peer)
    for (const one of [peer, remote]) expect(wordsAt(one, thread)?.replace('|', '')).toBe('keeps what was typed')
  }
})

test('CO-22 merging into the block before keeps the thread on its words, and undoing brings it back', () => {
  const peer = sample()
  const remote = new Peer(peer)
  const threads = [commentOn(peer, 'The form asks for'), commentOn(peer, 'keeps what was typed'), commentOn(peer, 'answers every application')]
  const quotations = threads.map((thread) => thread.quotation)
  peer.edit((tr) => tr.join(blockAt(tr.doc, b).pos))
  remote.pull(peer)
  expect(remote.doc.childCount).toBe(2)
  for (const one of [peer, remote]) expect(threads.map((thread) => wordsAt(one, thread))).toEqual(quotations)
  peer.undo()
  remote.pull(peer)
  for (const one of [peer, remote]) expect(threads.map((thread) => wordsAt(one, thread))).toEqual(quotations)
})

test('CO-22 of what was split off and a copy of it put before it, neither is guessed', () => {
  const peer = sample()
  const thread = commentOn(peer, 'keeps what was typed')
  peer.edit((tr) => tr.split(find(tr.doc, 'keeps').from, 1, [{ type: schema.nodes.paragraph!, attrs: { id: null } }]))
  expect(wordsAt(peer, thread)).toBe('keeps what was typed')
  const half = find(peer.doc, 'keeps').from - 1
  peer.edit((tr) => tr.insert(half, tr.doc.nodeAt(half)!))
  expect(placeOf(peer, thread).on).toBe('nothing')
  peer.undo()
  expect(wordsAt(peer, thread)).toBe('keeps what was typed')
})

test('CO-22 of a merged block and a copy of it, neither is guessed', () => {
  const peer = sample()
  const thread = commentOn(peer, 'keeps what was typed')
  peer.edit((tr) => tr.join(blockAt(tr.doc, b).pos))
  expect(wordsAt(peer, thread)).toBe('keeps what was typed')
  peer.edit((tr) => tr.insert(0, blockAt(tr.doc, a).node))
  expect(placeOf(peer, thread).on).toBe('nothing')
})

test('CO-22 words that merely occur elsewhere are not taken for a merge', () => {
  const peer = new Peer(document(
    paragraph(a, 'It is stated in the notes that the date of birth must be given.'), paragraph(b, 'the date of birth must be given.'), paragraph(c, 'End.')))
  const thread = commentOn(peer, 'the date of birth must be given.', 1)
  expect(thread.blockId).toBe(b)
  remove(peer, b)
  expect(placeOf(peer, thread).on).toBe('nothing')
})

test('CO-23 words that occur twice in a moved block are told apart by what stands around them', () => {
  const peer = new Peer(document(paragraph(a, 'When the form is sent, the council reads it; when the form is lost, it does not.'), paragraph(b, 'End.')))
  const threads = [commentOn(peer, 'the form', 0), commentOn(peer, 'the form', 1)]
  const node = remove(peer, a)
  peer.edit((tr) => tr.insert(tr.doc.content.size, node))
  expect(threads.map((thread) => placeOf(peer, thread))).toMatchObject([find(peer.doc, 'the form', 0), find(peer.doc, 'the form', 1)])
})

test('CO-23 when the words are deleted, the same words elsewhere in the block are not theirs', () => {
  const text = 'The form is short. The form is plain.'
  const peer = new Peer(document(paragraph(a, text)))
  const thread = commentOn(peer, 'The form', 0)
  const { from } = find(peer.doc, 'The form is short. ')
  const node = peer.doc.firstChild!
  // Cut the block, paste it without its first sentence: nothing but the words is left to go by.
  peer.edit((tr) => tr.delete(0, node.nodeSize))
  peer.edit((tr) => tr.insert(0, node.cut(from - 1 + 'The form is short. '.length)))
  expect(peer.doc.firstChild!.attrs.id).toBe(a)
  expect(placeOf(peer, thread).on).toBe('nothing')
})

test('CO-24 a thread on a block stands as long as the block does', () => {
  const peer = sample()
  const thread: Pointer = { ...anchorOfBlock(peer.doc, b)!, start: null, end: null, before: '', after: '' }
  const { pos, node } = blockAt(peer.doc, b)
  expect(placeOf(peer, thread)).toEqual({ on: 'block', from: pos, to: pos + node.nodeSize })
  peer.edit((tr) => tr.insertText('Wholly new.', pos + 1, pos + node.nodeSize - 1))
  expect(placeOf(peer, thread).on).toBe('block')
  remove(peer, b)
  expect(placeOf(peer, thread).on).toBe('nothing')
})

test('CO-25 deleting and undoing brings the thread back, for the one who did it and for everyone else', () => {
  const peer = sample()
  const remote = new Peer(peer)
  const thread = commentOn(remote, 'keeps what was typed')
  remove(peer, b)
  remote.pull(peer)
  for (const one of [peer, remote]) expect(placeOf(one, thread).on).toBe('nothing')
  peer.undo()
  remote.pull(peer)
  for (const one of [peer, remote]) expect(wordsAt(one, thread)).toBe('keeps what was typed')
})

test('CO-20 a selection is drawn in to its letters, may cross blocks, and is cut to the length of a quotation', () => {
  const peer = sample()
  const across = anchorOfSelection(live(peer), { from: find(peer.doc, ' until').from, to: find(peer.doc, ' can stop').to })!
  expect(across).toMatchObject({ blockId: b, quotation: 'until it is sent.\nA parent can stop' })
  expect(wordsAt(peer, across)).toBe('until it is sent.|A parent can stop')
  expect(anchorOfSelection(live(peer), { from: 1, to: 1 })).toBeNull()
  const long = new Peer(document(paragraph(a, 'word '.repeat(1000))))
  const cut = anchorOfSelection(live(long), { from: 0, to: long.doc.content.size })!
  expect(cut.quotation.length).toBeGreaterThan(1_500)
  expect(cut.quotation.length).toBeLessThanOrEqual(2_000)
  expect(placeOf(long, cut)).toMatchObject({ on: 'words', changed: false })
})

test('CO-20 words in every kind of block can be commented on', () => {
  const cell = (id: string, text: string): Block => ({ type: 'tableCell', content: [paragraph(id, text)] })
  const requirement: Block = {
    type: 'requirement', attrs: { id: 'rrrrrrrrrrrr' },
    content: [{ type: 'requirementStatement', content: [paragraph(a, 'The form MUST save.')] }, { type: 'requirementTest', content: [paragraph(b, 'Leave it, come back.')] }],
  }
  const term: Block = {
    type: 'term', attrs: { id: 'tttttttttttt' },
    content: [{ type: 'termName', content: [{ type: 'text', text: 'take-up' }] }, { type: 'termDefinition', content: [paragraph(c, 'Completed on line.')] }],
  }
  const peer = new Peer(document(requirement, term, { type: 'table', attrs: { id: 'tabtabtabtab' }, content: [{ type: 'tableRow', content: [cell('dddddddddddd', 'left'), cell('eeeeeeeeeeee', 'right cell')] }] },
    { type: 'paragraph', attrs: { id: 'ffffffffffff' }, content: [{ type: 'text', text: 'a ' }, { type: 'text', text: 'bold', marks: [{ type: 'bold' }] }, { type: 'hardBreak' }, { type: 'text', text: 'after the break' }] }))
  for (const words of ['MUST save', 'come back', 'take-up', 'on line', 'right', 'bold', 'the break']) {
    const thread = commentOn(peer, words)
    peer.edit((tr) => tr.insertText('~', find(tr.doc, words).from))
    expect(wordsAt(peer, thread)).toBe(words)
    expect(wordsAt(new Peer(peer), thread)).toBe(words)
  }
})
