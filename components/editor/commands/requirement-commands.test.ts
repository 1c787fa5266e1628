import { Node } from '@tiptap/pm/model'
import { type Command, EditorState, TextSelection } from '@tiptap/pm/state'
import { expect, test } from 'vitest'
import { schema } from '@/lib/document/schema'
import { insertBlock, moveBlock, toggleNote, toggleRequirement } from './block-commands'
import { insertTable } from '../table-editing'
import {
  addPart, backspaceInStatement, enterInStatement, leaveBlock, leaveEmptyEndOfPart, newParagraphInStatement, removePart, setAttribute,
} from './requirement-commands'

const p = (text = '', id = 'p') => ({ type: 'paragraph', attrs: { id }, ...(text ? { content: [{ type: 'text', text }] } : {}) })
const req = (id: string, text: string, more: object[] = [], attrs = {}) =>
  ({ type: 'requirement', attrs: { id, level: 'MUST', metBy: 'supplier', ...attrs }, content: [{ type: 'requirementStatement', content: [p(text)] }, ...more] })
const rationale = (...texts: string[]) => ({ type: 'requirementRationale', content: texts.map((text) => p(text)) })

/** A text with the caret at the mark `|` (taken out). */
function standing(...content: object[]): EditorState {
  const doc = Node.fromJSON(schema, { type: 'doc', content })
  let at = -1
  doc.descendants((node, pos) => { if (node.isText && node.text!.includes('|')) at = pos + node.text!.indexOf('|') })
  let state = EditorState.create({ schema, doc })
  if (at >= 0) {
    state = state.apply(state.tr.delete(at, at + 1))
    state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, at)))
  }
  return state
}

function after(state: EditorState, command: Command): EditorState {
  let next: EditorState | null = null
  expect(command(state, (tr) => { next = state.apply(tr) })).toBe(true)
  expect(command(state)).toBe(true)
  next!.doc.check()
  return next!
}

const told = (state: EditorState) => state.doc.children.map((node) => `${node.type.name}:${node.textBetween(0, node.content.size, '/')}`)
const caretIn = (state: EditorState) => state.selection.$from.parent.textContent

test('Enter at the end of a statement makes a new requirement after it, with the caret in it', () => {
  const state = after(standing(req('a', 'The form MUST work|', [rationale('because')]), p('end')), enterInStatement)
  expect(told(state)).toEqual(['requirement:The form MUST work/because', 'requirement:', 'paragraph:end'])
  expect(state.doc.child(0).attrs.id).toBe('a')
  expect(state.doc.child(1).attrs.level).toBe('not specified')
  expect(state.selection.$from.index(0)).toBe(1)
})

test('Enter in the middle splits: the first half keeps the id and what stands beside it, the second takes its level from its words', () => {
  const state = after(standing(req('a', 'It MUST be quick|and SHOULD be calm', [rationale('because')])), enterInStatement)
  expect(told(state)).toEqual(['requirement:It MUST be quick/because', 'requirement:and SHOULD be calm'])
  expect(state.doc.child(0).attrs).toMatchObject({ id: 'a', level: 'MUST' })
  expect(state.doc.child(1).attrs).toMatchObject({ level: 'SHOULD', metBy: 'supplier' })
  expect(state.doc.child(1).attrs.id).not.toBe('a')
  expect(state.selection.$from.index(0)).toBe(1)
  expect(state.selection.$from.parentOffset).toBe(0)
})

/** A requirement with a statement of several paragraphs. */
const long = (...texts: string[]) => ({ type: 'requirement', attrs: { id: 'a', level: 'MUST', metBy: 'supplier' }, content: [{ type: 'requirementStatement', content: texts.map((text) => p(text)) }] })

test('Enter in any paragraph of a statement but its last makes a paragraph: what stands below stays with the requirement', () => {
  const end = after(standing(long('One.|', 'Two.', 'Three.')), enterInStatement)
  expect(told(end)).toEqual(['requirement:One.//Two./Three.'])
  expect(caretIn(end)).toBe('')
  expect(told(after(standing(long('One|half.', 'Two.')), enterInStatement))).toEqual(['requirement:One/half./Two.'])
})

test('Enter in a statement’s last paragraph: at its end a new requirement, in it a split, at its start it becomes the new one whole', () => {
  expect(told(after(standing(long('One.', 'Two.|')), enterInStatement))).toEqual(['requirement:One./Two.', 'requirement:'])
  expect(told(after(standing(long('One.', 'Tw|o.')), enterInStatement))).toEqual(['requirement:One./Tw', 'requirement:o.'])
  const whole = after(standing(long('One.', '|It MAY be two.')), enterInStatement)
  expect(told(whole)).toEqual(['requirement:One.', 'requirement:It MAY be two.'])
  expect(whole.doc.child(1).attrs.level).toBe('MAY')
  expect(whole.selection.$from.index(0)).toBe(1)
  expect(told(after(standing(long('One.', '|')), enterInStatement))).toEqual(['requirement:One.', 'requirement:'])
})

test('Enter at the start leaves the requirement whole and puts a blank one before it', () => {
  const state = after(standing(req('a', '|It MUST be quick')), enterInStatement)
  expect(told(state)).toEqual(['requirement:', 'requirement:It MUST be quick'])
  expect(state.doc.child(1).attrs.id).toBe('a')
  expect(caretIn(state)).toBe('It MUST be quick')
})

test('Enter in a blank requirement ends the run: it becomes a paragraph', () => {
  expect(told(after(standing(req('a', '|')), enterInStatement))).toEqual(['paragraph:'])
})

test('Shift-Enter goes on in the same statement', () => {
  const state = after(standing(req('a', 'one|two')), newParagraphInStatement)
  expect(told(state)).toEqual(['requirement:one/two'])
  expect(caretIn(state)).toBe('two')
})

test('Backspace at the start removes a blank requirement and turns any other into paragraphs', () => {
  const blank = after(standing(p('before'), req('a', '|')), backspaceInStatement)
  expect(told(blank)).toEqual(['paragraph:before'])
  expect(caretIn(blank)).toBe('before')
  const plain = after(standing(req('a', '|words', [rationale('why')])), backspaceInStatement)
  expect(told(plain)).toEqual(['paragraph:words', 'paragraph:why'])
  expect(plain.selection.$from.parentOffset).toBe(0)
  expect(backspaceInStatement(standing(req('a', 'wo|rds')))).toBe(false)
})

test('Enter on an empty last paragraph of a part leads out of the requirement', () => {
  const state = after(standing(req('a', 'x', [rationale('why', '|')]), p('end')), leaveEmptyEndOfPart)
  expect(told(state)).toEqual(['requirement:x/why', 'paragraph:', 'paragraph:end'])
  expect(state.selection.$from.index(0)).toBe(1)
  expect(leaveEmptyEndOfPart(standing(req('a', 'x', [rationale('why|')])))).toBe(false)
})

test('Mod-Enter leads out from anywhere in a block', () => {
  expect(told(after(standing(req('a', 'wo|rds')), leaveBlock))).toEqual(['requirement:words', 'paragraph:'])
})

test('parts are added in their order, once, and removed', () => {
  const one = after(standing(req('a', 'x')), addPart(0, 'requirementTest'))
  const two = after(one, addPart(0, 'requirementRationale'))
  expect(two.doc.child(0).children.map((part) => part.type.name)).toEqual(['requirementStatement', 'requirementRationale', 'requirementTest'])
  expect(two.selection.$from.node(2).type.name).toBe('requirementRationale')
  expect(addPart(0, 'requirementTest')(two)).toBe(false)
  const three = after(two, removePart(1 + two.doc.child(0).child(0).nodeSize))
  expect(three.doc.child(0).children.map((part) => part.type.name)).toEqual(['requirementStatement', 'requirementTest'])
})

test('one attribute changes in one step, the rest stay', () => {
  const state = standing(req('a', 'x'))
  let steps = 0
  setAttribute(0, 'level', 'MAY')(state, (tr) => { steps = tr.steps.length })
  expect(steps).toBe(1)
  expect(after(state, setAttribute(0, 'level', 'MAY')).doc.child(0).attrs).toMatchObject({ id: 'a', level: 'MAY', metBy: 'supplier' })
  expect(setAttribute(0, 'level', 'MUST')(state)).toBe(false)
})

test('a paragraph becomes a requirement with the level of its words, keeps its caret, and goes back', () => {
  const state = after(standing(p('before'), p('It SHOULD |work')), toggleRequirement)
  expect(told(state)).toEqual(['paragraph:before', 'requirement:It SHOULD work'])
  expect(state.doc.child(1).attrs.level).toBe('SHOULD')
  expect(state.selection.$from.parentOffset).toBe('It SHOULD '.length)
  expect(told(after(state, toggleRequirement))).toEqual(['paragraph:before', 'paragraph:It SHOULD work'])
})

test('each item of a list becomes a requirement', () => {
  const item = (text: string) => ({ type: 'listItem', content: [p(text)] })
  const state = after(standing({ type: 'bulletList', content: [item('A MUST b|'), item('C MAY d')] }), toggleRequirement)
  expect(state.doc.children.map((node) => node.attrs.level)).toEqual(['MUST', 'MAY'])
})

test('a block moves past its neighbour with its id and the caret in it', () => {
  const start = standing(p('one'), req('a', 'tw|o'), p('three'))
  const up = after(start, moveBlock(-1))
  expect(told(up)).toEqual(['requirement:two', 'paragraph:one', 'paragraph:three'])
  expect(up.doc.child(0).attrs.id).toBe('a')
  expect([caretIn(up), up.selection.$from.parentOffset]).toEqual(['two', 2])
  const down = after(start, moveBlock(1))
  expect(told(down)).toEqual(['paragraph:one', 'paragraph:three', 'requirement:two'])
  expect(caretIn(down)).toBe('two')
  expect(moveBlock(-1)(up)).toBe(false)
})

test('a note is put around paragraphs and taken off again; beside a requirement it comes after', () => {
  const noted = after(standing(p('wo|rds')), toggleNote)
  expect(told(noted)).toEqual(['note:words'])
  expect(told(after(noted, toggleNote))).toEqual(['paragraph:words'])
  expect(told(after(standing(req('a', 'x|')), toggleNote))).toEqual(['requirement:x', 'note:'])
})

test('a new block takes the place of an empty paragraph, and else stands after', () => {
  expect(told(after(standing(p('|')), insertBlock('term')))).toEqual(['term:/'])
  const state = after(standing(p('x|')), insertBlock('requirement'))
  expect(told(state)).toEqual(['paragraph:x', 'requirement:'])
  expect(state.selection.$from.index(0)).toBe(1)
})

test('a table stands where the caret is, with the caret in its first cell', () => {
  for (const words of ['|', '|after', 'before|', 'be|fore']) {
    const state = after(standing(p(words)), insertTable)
    expect(state.doc.children.map((node) => node.type.name), words).toContain('table')
    expect(state.selection.$from.node(-1).type.name, words).toBe('tableHeader')
    expect(state.selection.$from.index(-2), words).toBe(0)
  }
})
