import type { Fragment, Node } from '@tiptap/pm/model'
import { type EditorState, Transaction } from '@tiptap/pm/state'
import { ReplaceStep } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import { type ProsemirrorBinding, updateYFragment, ySyncPluginKey } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import { elementAt, relativeSelection } from './relative'

/**
 * Which node shows which Yjs type. The binding would empty it at every change from elsewhere and build the whole text anew, each time somebody else
 * presses a key; but it has by then taken out whatever changed and all that this stands in, and nothing else can differ.
 */
export class KeptMapping extends Map<Y.AbstractType<unknown>, Node | Node[]> {
  override clear(): void {}
}

/** Where two nodes' children begin to differ, counted from the front, and how many differ of each. Compares what they are, not what they hold. */
export function differing(before: Node, now: Node): { from: number; gone: number; come: number } {
  const most = Math.min(before.childCount, now.childCount)
  let from = 0
  while (from < most && before.child(from) === now.child(from)) from += 1
  let behind = 0
  while (behind < most - from && before.child(before.childCount - 1 - behind) === now.child(now.childCount - 1 - behind)) behind += 1
  return { from, gone: before.childCount - from - behind, come: now.childCount - from - behind }
}

/** As `tr.replace(0, end, new Slice(now, 0, 0))`, but only of what differs: all else keeps its decorations and its place. */
export function replaceDiffering(tr: Transaction, now: Fragment): Transaction {
  const start = tr.doc.content.findDiffStart(now)
  if (start === null) return tr
  let { a, b } = tr.doc.content.findDiffEnd(now)!
  // The same letters on both sides of a change: what is found from behind must not reach over what was found from the front.
  const over = start - Math.min(a, b)
  if (over > 0) { a += over; b += over }
  return tr.step(new ReplaceStep(start, a, tr.doc.copy(now).slice(start, b)))
}

/** What is shown are the nodes of the document, where they are others than those just built from Yjs. */
function remember(binding: ProsemirrorBinding, built: Fragment, shown: Node): void {
  let item = binding.type._first
  for (let index = 0; item && index < shown.childCount; index += 1, item = item.next) {
    if (built.child(index) !== shown.child(index)) binding.mapping.set((item.content as Y.ContentType).type, shown.child(index))
  }
}

/**
 * Makes the binding's work at a key grow with what was changed, not with the text: Yjs is compared with the one block that differs, a change from elsewhere
 * replaces what it changed, and where the selection stands is found by its path. What it does stays what it did (nearby.test.ts holds it to that).
 */
export function workNearby(binding: ProsemirrorBinding): void {
  const fresh = (state: EditorState): Transaction => state.tr.setMeta('addToHistory', false)
  /** The document that Yjs is known to hold. */
  let inStep: Node | null = null
  Object.defineProperty(binding, '_tr', {
    get: () => {
      const { state } = binding.prosemirrorView as EditorView
      const tr = fresh(state)
      tr.replace = (from, to, slice) => {
        if (from !== 0 || to !== state.doc.content.size || !slice) return Transaction.prototype.replace.call(tr, from, to, slice)
        replaceDiffering(tr, slice.content)
        remember(binding, slice.content, tr.doc)
        inStep = tr.doc
        return tr
      }
      return tr
    },
  })
  binding._prosemirrorChanged = (doc) => {
    if (doc === inStep) return
    binding.doc.transact(() => {
      if (!inStep || !changeOne(binding, inStep, doc)) updateYFragment(binding.doc, binding.type, doc, binding)
      inStep = doc
      binding.beforeTransactionSelection = relativeSelection(binding, (binding.prosemirrorView as EditorView).state)
    }, ySyncPluginKey)
  }
  binding.beforeAllTransactions = () => {
    const view = binding.prosemirrorView as EditorView | null
    // What is typed here and not in Yjs yet is about to be: its own selection follows then.
    if (binding.beforeTransactionSelection === null && view && (inStep === null || view.state.doc === inStep)) {
      binding.beforeTransactionSelection = relativeSelection(binding, view.state)
    }
  }
}

/** Writes the one block that differs, if it is one, and shown where it is expected; false where all must be compared. */
function changeOne(binding: ProsemirrorBinding, before: Node, now: Node): boolean {
  const { from, gone, come } = differing(before, now)
  if (gone !== 1 || come !== 1) return false
  const element = elementAt(binding.type, from, now.child(from))
  if (!element || binding.mapping.get(element) !== before.child(from)) return false
  updateYFragment(binding.doc, element, now.child(from), binding)
  binding.mapping.set(binding.type, now)
  return true
}
