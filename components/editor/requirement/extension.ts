import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey, type Command } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView, type NodeViewConstructor } from '@tiptap/pm/view'
import type { Level } from '@/lib/document/levels'
import { moveBlock, toggleNote, toggleRequirement } from '../commands/block-commands'
import {
  backspaceInStatement, enterInStatement, leaveBlock, leaveEmptyEndOfPart, newParagraphInStatement, partTypes,
} from '../commands/requirement-commands'
import { toEnd, toStart } from '../commands/ends'
import { aroundOf, partAround, requirementAround } from '../commands/where'
import { folding } from './folding'
import type { RequirementHooks } from './hooks'
import { levelTyped } from './level-typing'
import { PartView } from './part-view'
import { RequirementView } from './requirement-view'
import { StatementView } from './statement-view'
import { focusLevel, keyOnControl, moveThroughParts } from './stops'

/** The level follows the words as they are typed; both are one step, so one undo takes both back. */
function levelFollows(view: EditorView, from: number, to: number, text: string): boolean {
  if (text !== ' ' || from !== to) return false
  const $from = view.state.doc.resolve(from)
  const statement = aroundOf($from, 'requirementStatement')
  const requirement = requirementAround($from)
  if (!statement || !requirement || $from.depth !== statement.depth + 1 || $from.index(statement.depth) !== 0) return false
  const level = levelTyped($from.parent.textBetween(0, $from.parentOffset, ' ', ' '), requirement.node.attrs.level as Level)
  if (!level) return false
  view.dispatch(view.state.tr.insertText(' ', from).setNodeAttribute(requirement.pos, 'level', level).scrollIntoView())
  return true
}

/** Marks the requirement that the caret is in. */
function current(state: EditorState): DecorationSet | null {
  const found = requirementAround(state.selection.$from)
  return found && DecorationSet.create(state.doc, [Decoration.node(found.pos, found.pos + found.node.nodeSize, { class: 'is-current' })])
}

/** A browser under load may deliver a key before it tells that the caret moved; the key must act where the caret is seen. */
function catchUp(view: EditorView): void {
  const { domObserver } = view as unknown as { domObserver?: { flush?: () => void } }
  if (!view.composing) domObserver?.flush?.()
}

/** Escape, then Tab: out of the text, wherever Tab means something in it (WCAG 2.1.2). */
function wayOut(): (view: EditorView, event: KeyboardEvent) => boolean {
  let armed = false
  return (view, event) => {
    catchUp(view)
    if (event.key === 'Shift') return false
    const leaves = armed && event.key === 'Tab'
    armed = event.key === 'Escape'
    return leaves
  }
}

/** A part that the caret has come into is shown, whichever way it came. */
function unfold(view: EditorView): void {
  const part = partAround(view.state.selection.$from)?.node.type.name
  if (part && part !== 'requirementStatement' && view.hasFocus()) {
    folding.set(String(requirementAround(view.state.selection.$from)!.node.attrs.id), true)
  }
}

function requirementPlugin(hooks: RequirementHooks): Plugin {
  const part: NodeViewConstructor = (node, view, getPos) => new PartView(node, view, getPos, hooks)
  return new Plugin({
    key: new PluginKey('requirement'),
    props: {
      nodeViews: {
        requirement: (node, view, getPos) => new RequirementView(node, view, getPos, hooks),
        requirementStatement: (node) => new StatementView(node, hooks),
        ...Object.fromEntries(partTypes.map((type) => [type, part])),
      },
      handleTextInput: levelFollows,
      handleDOMEvents: { keydown: wayOut() },
      decorations: current,
    },
    view: (view) => {
      const onKey = (event: KeyboardEvent) => keyOnControl(view, event)
      view.dom.addEventListener('keydown', onKey)
      return { update: unfold, destroy: () => view.dom.removeEventListener('keydown', onKey) }
    },
  })
}

/** The requirement as a block of its own: its views, its keys, and the level that follows the words. */
export const requirementEditing = (hooks: RequirementHooks) => Extension.create({
  name: 'requirementEditing',
  // Before the keys of lists and paragraphs, so that Enter in a statement is the statement's.
  priority: 1100,
  addProseMirrorPlugins: () => [requirementPlugin(hooks)],
  addKeyboardShortcuts() {
    const run = (command: Command) => () => command(this.editor.state, this.editor.view.dispatch, this.editor.view)
    const either = (...commands: Command[]) => () => commands.some((command) => run(command)())
    const inList = () => aroundOf(this.editor.state.selection.$from, 'listItem') !== null
    return {
      'Enter': either(enterInStatement, leaveEmptyEndOfPart),
      'Shift-Enter': run(newParagraphInStatement),
      'Mod-Enter': run(leaveBlock),
      'Backspace': run(backspaceInStatement),
      'Tab': () => !inList() && moveThroughParts(this.editor.view, 1),
      'Shift-Tab': () => !inList() && moveThroughParts(this.editor.view, -1),
      'Alt-ArrowUp': run(moveBlock(-1)),
      'Alt-ArrowDown': run(moveBlock(1)),
      'Ctrl-End': run(toEnd(folding.isOpen)),
      'Meta-ArrowDown': run(toEnd(folding.isOpen)),
      'Ctrl-Home': run(toStart),
      'Meta-ArrowUp': run(toStart),
      'Mod-Alt-r': run(toggleRequirement),
      'Mod-Alt-n': run(toggleNote),
      'Mod-Alt-l': () => {
        const level = focusLevel(this.editor.view)
        level?.click()
        return level !== null
      },
    }
  },
})
