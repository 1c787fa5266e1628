import { history, redo, undo } from '@tiptap/pm/history'
import { EditorState, type Transaction } from '@tiptap/pm/state'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { document } from '@/tests/documents'
import { idsOf, withUniqueIds } from './ids'
import { schema } from './schema'
import { uniqueIdsPlugin } from './unique-ids'
import type { DocumentJson } from './types'

const p = (id: string, text: string) => ({ type: 'paragraph', attrs: { id }, content: [{ type: 'text', text }] })
const A = 'aaaaaaaaaaaa'
const B = 'bbbbbbbbbbbb'

/** ProseMirror's own cutting and pasting at random places can leave what does not fit the schema: the mending must outlive that. */
function fits(state: EditorState): boolean {
  try { state.doc.check(); return true } catch { return false }
}

/** Holds the first word of each block beside its id; a new id reads as "new". */
class Desk {
  state: EditorState
  constructor(given: DocumentJson = { type: 'doc', content: [p(A, 'one two'), p(B, 'three')] }) {
    this.state = EditorState.create({ doc: schema.nodeFromJSON(given), plugins: [uniqueIdsPlugin(), history({ newGroupDelay: 0 })] })
  }
  edit(make: (tr: Transaction) => Transaction) { this.state = this.state.apply(make(this.state.tr)); return this }
  undo() { undo(this.state, (tr) => { this.state = this.state.apply(tr) }); return this }
  redo() { redo(this.state, (tr) => { this.state = this.state.apply(tr) }); return this }
  get json() { return this.state.doc.toJSON() as DocumentJson }
  get ids() { return idsOf(this.json) }
  get told() {
    return this.json.content.map((block) => `${[A, B].includes(block.attrs?.id as string) ? block.attrs?.id : 'new'} ${block.content?.[0]?.text ?? ''}`)
  }
}

test('DO-7 splitting a block: its first half keeps the id', () => {
  expect(new Desk().edit((tr) => tr.split(4)).told).toEqual([`${A} one`, 'new  two', `${B} three`])
})

test('DO-7 cut, then paste elsewhere keeps the id', () => {
  const desk = new Desk()
  const cut = desk.state.doc.child(0)
  desk.edit((tr) => tr.delete(0, cut.nodeSize)).edit((tr) => tr.insert(desk.state.doc.content.size, cut))
  expect(desk.told).toEqual([`${B} three`, `${A} one two`])
})

test('DO-7 moving a block in one step keeps the id', () => {
  const desk = new Desk()
  const moved = desk.state.doc.child(1)
  desk.edit((tr) => tr.delete(9, tr.doc.content.size).insert(0, moved))
  expect(desk.told).toEqual([`${B} three`, `${A} one two`])
})

test.each([['after', 9], ['before', 0]])('DO-8 a copy pasted %s the original gets a new id, the original keeps its own', (_where, at) => {
  const desk = new Desk()
  desk.edit((tr) => tr.insert(at, desk.state.doc.child(0)))
  expect(desk.told).toEqual(at === 0 ? ['new one two', `${A} one two`, `${B} three`] : [`${A} one two`, 'new one two', `${B} three`])
})

test('DO-8 a copied requirement gets new ids all through', () => {
  const requirement = { type: 'requirement', attrs: { id: A }, content: [{ type: 'requirementStatement', content: [p(B, 'It MUST.')] }] }
  const desk = new Desk({ type: 'doc', content: [requirement] })
  desk.edit((tr) => tr.insert(0, desk.state.doc.child(0)))
  expect(desk.ids.slice(2)).toEqual([A, B])
  expect(new Set(desk.ids).size).toBe(4)
})

test('DO-9 undoing and doing again brings the very same ids back', () => {
  const desk = new Desk().edit((tr) => tr.split(4))
  const split = desk.ids
  desk.undo()
  expect(desk.told).toEqual([`${A} one two`, `${B} three`])
  expect(desk.redo().ids).toEqual(split)
  desk.edit((tr) => tr.delete(0, 5)).undo()
  expect(desk.ids).toEqual(split)
})

test('DO-9 what arrives from others is never mended, so two clients cannot fight over an id', () => {
  const desk = new Desk()
  desk.edit((tr) => tr.insert(9, desk.state.doc.child(0)).setMeta(ySyncPluginKey, { isChangeOrigin: true }))
  expect(desk.ids).toEqual([A, A, B])
  desk.edit((tr) => tr.insertText('!', 1))
  expect(desk.told).toEqual([`${A} !one two`, 'new one two', `${B} three`])
})

test('DO-9 after any run of local edits all ids are there, no two the same', () => {
  const edit = fc.record({ kind: fc.constantFrom('split', 'copy', 'cut', 'paste', 'type', 'undo'), at: fc.nat(), to: fc.nat() })
  fc.assert(fc.property(document.map((given) => withUniqueIds(given)), fc.array(edit, { maxLength: 12 }), (given, edits) => {
    const desk = new Desk(given)
    let clipboard = desk.state.doc.slice(0, desk.state.doc.child(0).nodeSize)
    for (const { kind, at, to } of edits) {
      const size = desk.state.doc.content.size
      const [from, until] = [at % (size + 1), to % (size + 1)].sort((a, b) => a - b) as [number, number]
      if (kind === 'copy' || kind === 'cut') clipboard = desk.state.doc.slice(from, until)
      if (kind === 'cut') desk.edit((tr) => tr.deleteRange(from, until))
      if (kind === 'paste') desk.edit((tr) => tr.replaceRange(from, until, clipboard))
      if (kind === 'split' && desk.state.doc.resolve(from).parent.type.name === 'paragraph') desk.edit((tr) => tr.split(from))
      if (kind === 'type') desk.edit((tr) => tr.insertText('word', from, from))
      if (kind === 'undo') desk.undo()
      if (!fits(desk.state)) return
    }
    expect(desk.json).toEqual(withUniqueIds(desk.json))
  }), { numRuns: 150 })
}, 60_000)
