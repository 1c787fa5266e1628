import type { Node } from '@tiptap/pm/model'
import { EditorState, type Transaction } from '@tiptap/pm/state'
import { canJoin, canSplit } from '@tiptap/pm/transform'
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import { levels } from '../../lib/document/levels'
import { schema } from '../../lib/document/schema'
import { mendIds } from '../../lib/document/unique-ids'
import { fragmentName } from '../../lib/document/version'
import type { seeded } from '../seed'

export type Chance = ReturnType<typeof seeded>

/** What is typed here, as opposed to what came from elsewhere. */
export const typing = 'typing'

const words = ['a', 'must ', 'é', '🙂', 'the council ', 'cafe\u0301', '\u2028', '1 ']
const { nodes, marks } = schema

const paragraph = (chance: Chance): Node => nodes.paragraph!.create(null, schema.text(`new ${chance.pick(words)}`))
const items = (chance: Chance): Node[] => Array.from({ length: 1 + chance.below(3) }, () => nodes.listItem!.create(null, paragraph(chance)))

const blocks: ((chance: Chance) => Node)[] = [
  paragraph,
  (chance) => nodes.heading!.create({ level: 1 + chance.below(4) }, schema.text('Heading')),
  (chance) => nodes.requirement!.create({ level: chance.pick(levels) }, [
    nodes.requirementStatement!.create(null, paragraph(chance)),
    ...(chance.below(2) ? [nodes.requirementRationale!.create(null, paragraph(chance))] : []),
    ...(chance.below(3) ? [] : [nodes.requirementTest!.create(null, paragraph(chance))]),
  ]),
  (chance) => nodes.bulletList!.create(null, items(chance)),
  (chance) => nodes.orderedList!.create(null, items(chance)),
  (chance) => nodes.note!.create(null, paragraph(chance)),
  (chance) => nodes.term!.create(null, [nodes.termName!.create(null, schema.text('Term')), nodes.termDefinition!.create(null, paragraph(chance))]),
]

/** Positions in running text: one for each textblock, somewhere within it. */
function caret(doc: Node, chance: Chance): { from: number; to: number; end: number } | null {
  const places: { start: number; size: number }[] = []
  doc.descendants((node, pos) => { if (node.isTextblock) places.push({ start: pos + 1, size: node.content.size }); return !node.isTextblock })
  if (places.length === 0) return null
  const { start, size } = chance.pick(places)
  const from = whole(doc, start + chance.below(size + 1))
  return { from, to: whole(doc, Math.min(start + size, from + 1 + chance.below(6))), end: start + size }
}

/** Never between the halves of a character outside the basic plane: no caret stands there, and Yjs would tear it, at once here and not elsewhere. */
const whole = (doc: Node, pos: number): number => (/^[\udc00-\udfff]/.test(doc.textBetween(pos, Math.min(doc.content.size, pos + 1), ' ', ' ')) ? pos + 1 : pos)

/** A place between the blocks of the top, and the block that follows it. */
function place(doc: Node, chance: Chance): { pos: number; node: Node | null } {
  const index = chance.below(doc.childCount + 1)
  let pos = 0
  for (let n = 0; n < index; n += 1) pos += doc.child(n).nodeSize
  return { pos, node: doc.maybeChild(index) }
}

type Edit = (tr: Transaction, chance: Chance) => unknown

const inText = (work: (tr: Transaction, at: { from: number; to: number; end: number }, chance: Chance) => unknown): Edit => (tr, chance) => {
  const at = caret(tr.doc, chance)
  return at && work(tr, at, chance)
}

const insertText = inText((tr, { from }, chance) => tr.insertText(chance.pick(words), from))
const deleteText = inText((tr, { from, to }) => from < to && tr.delete(from, to))
const format = inText((tr, { from, to }, chance) => {
  const mark = chance.below(4) === 0 ? marks.link!.create({ href: 'https://example.org/a' }) : marks[chance.pick(['bold', 'italic', 'code'])]!.create()
  return from < to && (chance.below(3) === 0 ? tr.removeMark(from, to) : tr.addMark(from, to, mark))
})
const split = inText((tr, { from }) => canSplit(tr.doc, from) && tr.split(from))
const join = inText((tr, { end }) => end + 1 < tr.doc.content.size && canJoin(tr.doc, end + 1) && tr.join(end + 1))
const insertBlock: Edit = (tr, chance) => tr.insert(place(tr.doc, chance).pos, chance.pick(blocks)(chance))
const deleteBlock: Edit = (tr, chance) => {
  const { pos, node } = place(tr.doc, chance)
  return node && tr.doc.childCount > 1 && tr.delete(pos, pos + node.nodeSize)
}
const moveBlock: Edit = (tr, chance) => {
  const { pos, node } = place(tr.doc, chance)
  if (!node || tr.doc.childCount < 2) return
  tr.delete(pos, pos + node.nodeSize)
  tr.insert(place(tr.doc, chance).pos, node)
}
const setLevel: Edit = (tr, chance) => {
  const found: number[] = []
  tr.doc.forEach((node, pos) => { if (node.type === nodes.requirement) found.push(pos) })
  return found.length > 0 && tr.setNodeAttribute(chance.pick(found), 'level', chance.pick(levels))
}

/** By how often they are made. */
const edits: readonly Edit[] = [
  insertText, insertText, insertText, insertText, deleteText, deleteText, format, format, split, join, insertBlock, insertBlock, deleteBlock, moveBlock, setLevel, setLevel,
]

/** Makes one edit as an editor does: reads the text (which takes out what crossing edits made impossible), changes it, writes the difference. */
export function edit(doc: Y.Doc, chance: Chance): void {
  const before = rendered(doc)
  const made = before.tr
  chance.pick(edits)(made, chance)
  if (!made.docChanged) return
  const after = before.apply(made)
  const mend = mendIds([made], before, after)
  write(doc, (mend ? after.apply(mend) : after).doc)
}

/** What an editor takes over when it opens the text, or hears a change: an empty text gets its paragraph with the next edit. */
export function rendered(doc: Y.Doc): EditorState {
  const read = initProseMirrorDoc(doc.getXmlFragment(fragmentName), schema).doc
  const filled = read.childCount > 0 ? read : nodes.doc!.create(null, nodes.paragraph!.create())
  return EditorState.create({ schema, doc: filled })
}

export function write(doc: Y.Doc, node: Node): void {
  doc.transact(() => updateYFragment(doc, doc.getXmlFragment(fragmentName), node, { mapping: new Map(), isOMark: new Map() }), typing)
}
