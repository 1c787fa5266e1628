import { EditorState, type Plugin, TextSelection, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { absolutePositionToRelativePosition, prosemirrorJSONToYXmlFragment, type ProsemirrorBinding, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { schema } from '@/lib/document/schema'
import { mendIds } from '@/lib/document/unique-ids'
import { documentOf, heading, paragraph, requirement } from '@/tests/texts'
import { syncPlugin, undoPlugin } from './collaboration'
import { differing } from './nearby'
import { relativePosition } from './relative'

/** An editor without a screen, over the binding as the page has it. */
class Desk {
  readonly ydoc = new Y.Doc()
  readonly fragment = this.ydoc.getXmlFragment('document')
  readonly binding: ProsemirrorBinding
  state: EditorState
  readonly #follow: ReturnType<NonNullable<Plugin['spec']['view']>>

  constructor(given: Uint8Array) {
    Y.applyUpdate(this.ydoc, given)
    const { plugin, binding } = syncPlugin(this.fragment)
    this.binding = binding
    this.state = EditorState.create({ schema, plugins: [plugin, undoPlugin(binding)] })
    this.#follow = plugin.spec.view!(this as unknown as EditorView)
  }

  hasFocus = () => false
  dispatch = (tr: Transaction): void => {
    const before = this.state
    const edited = before.apply(tr)
    const mend = mendIds([tr], before, edited)
    this.state = mend ? edited.apply(mend) : edited
    this.#follow?.update?.(this as unknown as EditorView, before)
  }

  get held() { return yXmlFragmentToProseMirrorRootNode(this.fragment, schema) }
}

const text = documentOf(
  heading('hhhhhhhhhhhh', 'Form design'), requirement('a', 'MUST', 'It works on a phone.'), paragraph('pppppppppppp', 'Between them.'),
  requirement('b', 'SHOULD', 'It is quick, it is quick.'), requirement('c', 'MAY', ''), paragraph('qqqqqqqqqqqq', 'aaaa aaaa'))

function given(): Uint8Array {
  const doc = new Y.Doc()
  prosemirrorJSONToYXmlFragment(schema, text, doc.getXmlFragment('document'))
  return Y.encodeStateAsUpdate(doc)
}

interface Act { readonly who: number; readonly kind: number; readonly at: number; readonly to: number; readonly meets: boolean }
const acts = fc.array(fc.record({ who: fc.nat(1), kind: fc.nat(7), at: fc.nat(10_000), to: fc.nat(10_000), meets: fc.boolean() }), { maxLength: 25 })

/** What people do to a text: type, delete, split, join, set a level, move a block, copy one, mark words. */
function act(desk: Desk, { kind, at, to }: Act): void {
  const { state } = desk
  const { doc } = state
  const places: number[] = []
  doc.descendants((node, pos) => { if (node.isTextblock) for (let i = 0; i <= node.content.size; i++) places.push(pos + 1 + i) })
  const from = places[at % places.length]!
  const { tr } = state
  const block = doc.child(to % doc.childCount)
  let pos = 0
  for (let i = 0; i < to % doc.childCount; i++) pos += doc.child(i).nodeSize
  const end = doc.resolve(from).end()
  if (kind === 0) tr.insertText(to % 3 === 0 ? 'a' : 'it ', from)
  if (kind === 1) tr.delete(from, Math.min(end, from + 1 + (to % 4)))
  if (kind === 2) tr.split(from)
  if (kind === 3 && block.type.name === 'requirement') tr.setNodeAttribute(pos, 'level', ['MUST', 'MAY', 'SHOULD'][at % 3])
  if (kind === 4 && doc.childCount > 1) tr.delete(pos, pos + block.nodeSize).insert(at % 2 ? 0 : tr.doc.content.size, block)
  if (kind === 5 && doc.childCount < 12) tr.insert(doc.content.size, block)
  if (kind === 6 && doc.childCount > 2) tr.delete(pos, pos + block.nodeSize)
  if (kind === 7) tr.addMark(from, end, schema.marks.bold!.create())
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(tr.mapping.map(from), tr.doc.content.size))))
  desk.dispatch(tr)
}

function meet(one: Desk, two: Desk): void {
  Y.applyUpdate(two.ydoc, Y.encodeStateAsUpdate(one.ydoc, Y.encodeStateVector(two.ydoc)), 'afar')
  Y.applyUpdate(one.ydoc, Y.encodeStateAsUpdate(two.ydoc, Y.encodeStateVector(one.ydoc)), 'afar')
}

test('the editor shows what Yjs holds, whoever changed what; two editors agree; positions are those of y-tiptap', () => {
  fc.assert(fc.property(acts, (all) => {
    const begin = given()
    const desks = [new Desk(begin), new Desk(begin)] as const
    for (const one of all) {
      act(desks[one.who]!, one)
      if (one.meets) meet(...desks)
      for (const desk of desks) {
        expect(desk.state.doc.eq(desk.held)).toBe(true)
        desk.state.doc.check()
        // Everything that is shown is known by its element, and by what it is.
        desk.fragment.toArray().forEach((child, index) => expect(desk.binding.mapping.get(child as Y.XmlElement)).toBe(desk.state.doc.child(index)))
      }
    }
    meet(...desks)
    expect(desks[0].state.doc.eq(desks[1].state.doc)).toBe(true)
    const { binding, state } = desks[0]
    for (let pos = 0; pos <= state.doc.content.size; pos++) {
      const own = relativePosition(binding, state.doc.resolve(pos))
      expect(Y.compareRelativePositions(own, absolutePositionToRelativePosition(pos, binding.type, binding.mapping) as Y.RelativePosition)).toBe(true)
    }
  }), { numRuns: 60 })
})

test('a letter from elsewhere leaves every other block the same node, and replaces no more than the letter', () => {
  const begin = given()
  const [here, there] = [new Desk(begin), new Desk(begin)]
  const before = here.state.doc
  const untouched = (here.fragment.get(3) as Y.XmlElement).get(0) as Y.XmlElement
  const shown = here.binding.mapping.get(untouched)
  let steps: Transaction['mapping'] | null = null
  const dispatch = here.dispatch
  here.dispatch = (tr) => { steps = tr.mapping; dispatch(tr) }
  there.dispatch(there.state.tr.insertText('x', 5 + 15))
  meet(there, here)
  expect(differing(before, here.state.doc)).toEqual({ from: 1, gone: 1, come: 1 })
  // Not so much as built again from Yjs.
  expect(here.binding.mapping.get(untouched)).toBe(shown)
  const ranges: number[][] = []
  steps!.maps[0]!.forEach((...range) => ranges.push(range))
  expect(ranges).toEqual([[20, 20, 20, 21]])
})

test('an undo takes back what was done here only, and the selection with it', () => {
  const begin = given()
  const [here, there] = [new Desk(begin), new Desk(begin)]
  here.dispatch(here.state.tr.insertText('mine ', 1))
  there.dispatch(there.state.tr.insertText('theirs ', 20))
  meet(here, there)
  const { undoManager } = (here.state as unknown as Record<string, { undoManager: Y.UndoManager }>)['y-undo$']!
  undoManager.undo()
  expect(here.state.doc.textContent).toContain('theirs')
  expect(here.state.doc.textContent).not.toContain('mine')
  expect(here.state.doc.eq(here.held)).toBe(true)
})
