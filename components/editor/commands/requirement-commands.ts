import { Fragment, type Node, type Schema } from '@tiptap/pm/model'
import { type Command, Selection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { levelFromWords } from '@/lib/document/levels'
import { newBlockId } from '@/lib/kernel/ids'
import { aroundOf, atEndOf, atStartOf, type Found, isBlank, partAround, requirementAround } from './where'

export const partTypes = ['requirementRationale', 'requirementTest', 'requirementEvidence'] as const

export type PartType = (typeof partTypes)[number]

/** A new requirement around these blocks; its level is what their words say. Ids are given here, so that a caller can find it again. */
export function newRequirement(schema: Schema, blocks: Fragment, attributes: Record<string, unknown> = {}): Node {
  const { requirement, requirementStatement, paragraph } = schema.nodes
  const content = blocks.firstChild?.type === paragraph ? blocks : Fragment.from(paragraph!.create()).append(blocks)
  const statement = requirementStatement!.create(null, content)
  const level = levelFromWords(blocks.textBetween(0, blocks.size, ' '))
  return requirement!.create({ level, ...attributes, id: newBlockId() }, statement)
}

/** Puts the caret at the first place for text from `pos` on. */
const caretFrom = (tr: Transaction, pos: number): Transaction => tr.setSelection(Selection.near(tr.doc.resolve(pos), 1)).scrollIntoView()

/** The statement, when the selection is one place in a paragraph straight under it (lists in it keep their own Enter). */
function inStatement(state: EditorState): { statement: Found; requirement: Found } | null {
  const { $from, $to } = state.selection
  if (!(state.selection instanceof TextSelection) || !$from.sameParent($to)) return null
  const statement = aroundOf($from, 'requirementStatement')
  const requirement = requirementAround($from)
  return statement && requirement && $from.depth === statement.depth + 1 ? { statement, requirement } : null
}

/**
 * Enter: a blank requirement becomes a paragraph; at either end of the statement a new one stands beside it; within its last paragraph it is split.
 * Further up, where splitting would take the paragraphs below along, the statement gets another paragraph.
 */
export const enterInStatement: Command = (state, dispatch) => {
  const here = inStatement(state)
  if (!here) return false
  const { statement, requirement } = here
  if (isBlank(requirement.node)) return toParagraphs(state, dispatch)
  if (!dispatch) return true
  const tr = state.tr.deleteSelection()
  const { $from } = tr.selection
  const now = aroundOf($from, 'requirementStatement') ?? statement
  const end = requirement.pos + requirementAround($from)!.node.nodeSize
  if (atStartOf($from, now)) dispatch(tr.insert(requirement.pos, newRequirement(state.schema, Fragment.empty)).scrollIntoView())
  else if ($from.index(now.depth) < now.node.childCount - 1) dispatch(tr.split($from.pos).scrollIntoView())
  else if (atEndOf($from, now) && $from.parentOffset > 0) dispatch(caretFrom(tr.insert(end, newRequirement(state.schema, Fragment.empty)), end + 1))
  else dispatch(split(tr, now, end, requirement.node))
  return true
}

/** The first half keeps the id and everything beside the statement; the second is to be met by the same people. A paragraph goes over whole or in part. */
function split(tr: Transaction, statement: Found, end: number, whole: Node): Transaction {
  const at = tr.selection.from
  const entire = tr.selection.$from.parentOffset === 0
  const close = statement.pos + statement.node.nodeSize - 1
  const second = tr.doc.slice(at, close).content
  const first = second.firstChild!.type.create(null, second.firstChild!.content)
  const { metBy, appliesTo } = whole.attrs
  const made = newRequirement(tr.doc.type.schema, second.replaceChild(0, first), { metBy, appliesTo })
  tr.insert(end, made)
  if (entire) tr.delete(at - 1, close)
  else tr.delete(at, close - 1)
  return caretFrom(tr, tr.mapping.slice(tr.mapping.maps.length - 1).map(end) + 1)
}

/** Shift-Enter: another paragraph of the same statement. */
export const newParagraphInStatement: Command = (state, dispatch) => {
  if (!inStatement(state)) return false
  dispatch?.(state.tr.deleteSelection().split(state.tr.deleteSelection().selection.from).scrollIntoView())
  return true
}

/** Backspace at the very start: a blank requirement goes; any other becomes plain paragraphs. */
export const backspaceInStatement: Command = (state, dispatch) => {
  const here = inStatement(state)
  if (!here || !state.selection.empty || !atStartOf(state.selection.$from, here.statement)) return false
  if (!isBlank(here.requirement.node) || here.requirement.pos === 0) return toParagraphs(state, dispatch)
  if (!dispatch) return true
  const { pos, node } = here.requirement
  const tr = state.tr.delete(pos, pos + node.nodeSize)
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(pos), -1)).scrollIntoView())
  return true
}

/** The requirement at the selection becomes the blocks of its parts, in their order; blank ones but the first go. */
export const toParagraphs: Command = (state, dispatch) => {
  const found = requirementAround(state.selection.$from)
  if (!found) return false
  if (!dispatch) return true
  const blocks: Node[] = []
  found.node.forEach((part) => part.forEach((block) => { if (blocks.length === 0 || !isBlank(block)) blocks.push(block) }))
  const offset = state.selection.from - found.pos - 2
  const tr = state.tr.replaceWith(found.pos, found.pos + found.node.nodeSize, blocks)
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(found.pos + offset, tr.doc.content.size)))).scrollIntoView())
  return true
}

/** Enter on a last, empty paragraph of a rationale, test or evidence: out of it, to a paragraph after the requirement. */
export const leaveEmptyEndOfPart: Command = (state, dispatch) => {
  const { $from, empty } = state.selection
  const part = partAround($from)
  const requirement = requirementAround($from)
  if (!empty || !part || !requirement || part.node.type.name === 'requirementStatement' || $from.depth !== part.depth + 1) return false
  if ($from.parent.content.size > 0 || part.node.childCount < 2 || !atEndOf($from, part)) return false
  if (dispatch) dispatch(paragraphAfter(state.tr.delete($from.before(), $from.after()), requirement.pos))
  return true
}

/** Mod-Enter: a paragraph after the requirement, note or term that the caret is in. */
export const leaveBlock: Command = (state, dispatch) => {
  const { $from } = state.selection
  if ($from.depth < 2) return false
  if (dispatch) dispatch(paragraphAfter(state.tr, $from.before(1)))
  return true
}

function paragraphAfter(tr: Transaction, pos: number): Transaction {
  const end = pos + tr.doc.nodeAt(pos)!.nodeSize
  return caretFrom(tr.insert(end, tr.doc.type.schema.nodes.paragraph!.create()), end)
}

/** Puts an empty rationale, test or evidence where it belongs, and the caret in it. */
export const addPart = (pos: number, type: PartType): Command => (state, dispatch) => {
  const requirement = state.doc.nodeAt(pos)
  if (requirement?.type.name !== 'requirement') return false
  const rank = (name: string) => partTypes.indexOf(name as PartType)
  let at = pos + 1
  let stands = false
  requirement.forEach((part, offset) => {
    if (part.type.name === type) stands = true
    if (rank(part.type.name) < rank(type)) at = pos + 1 + offset + part.nodeSize
  })
  if (stands) return false
  if (dispatch) dispatch(caretFrom(state.tr.insert(at, state.schema.nodes[type]!.createAndFill()!), at + 1))
  return true
}

export const removePart = (pos: number): Command => (state, dispatch) => {
  const part = state.doc.nodeAt(pos)
  if (!part || !partTypes.includes(part.type.name as PartType)) return false
  if (dispatch) {
    const tr = state.tr.delete(pos, pos + part.nodeSize)
    dispatch(tr.setSelection(Selection.near(tr.doc.resolve(pos), -1)))
  }
  return true
}

/** One attribute, one step: two people who change two attributes of one requirement both keep theirs. */
export const setAttribute = (pos: number, name: 'level' | 'metBy' | 'appliesTo', value: string): Command => (state, dispatch) => {
  const node = state.doc.nodeAt(pos)
  if (node?.type.name !== 'requirement' || node.attrs[name] === value) return false
  dispatch?.(state.tr.setNodeAttribute(pos, name, value))
  return true
}
