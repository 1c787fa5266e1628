import type { Node } from '@tiptap/pm/model'
import { EditorState, type Transaction } from '@tiptap/pm/state'
import { prosemirrorJSONToYXmlFragment, updateYFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { schema } from '../lib/document/schema'
import type { DocumentJson } from '../lib/document/types'
import { mendIds } from '../lib/document/unique-ids'
import { fragmentName } from '../lib/document/version'

/**
 * An editor without a screen: a ProseMirror state bound to a Yjs document as the editor's binding does it (the same functions, and a
 * mapping that is emptied when a change comes from elsewhere), with an undo manager of its own.
 */
export class Peer {
  readonly ydoc = new Y.Doc()
  readonly fragment = this.ydoc.getXmlFragment(fragmentName)
  readonly others: Peer[] = []
  readonly undoManager: Y.UndoManager
  state: EditorState
  private meta = { mapping: new Map(), isOMark: new Map() }

  constructor(content: DocumentJson | Peer) {
    if (content instanceof Peer) Y.applyUpdate(this.ydoc, Y.encodeStateAsUpdate(content.ydoc))
    else prosemirrorJSONToYXmlFragment(schema, content, this.fragment)
    this.state = EditorState.create({ schema, doc: yXmlFragmentToProseMirrorRootNode(this.fragment, schema) })
    this.undoManager = new Y.UndoManager(this.fragment, { trackedOrigins: new Set([this]), captureTimeout: 0 })
  }

  get doc(): Node { return this.state.doc }

  /** An edit made here. */
  edit(change: (tr: Transaction) => Transaction): void {
    const before = this.state
    const tr = change(before.tr)
    if (!tr.docChanged) return
    const edited = before.apply(tr)
    const mend = mendIds([tr], before, edited)
    this.state = mend ? edited.apply(mend) : edited
    this.write(this)
  }

  undo(): void { this.undoManager.undo(); this.show() }
  redo(): void { this.undoManager.redo(); this.show() }

  /** Takes over what the other has and this one lacks. */
  pull(from: Peer): void {
    Y.applyUpdate(this.ydoc, Y.encodeStateAsUpdate(from.ydoc, Y.encodeStateVector(this.ydoc)), from)
    this.show()
  }

  private write(origin: unknown): void {
    this.ydoc.transact(() => updateYFragment(this.ydoc, this.fragment, this.state.doc, this.meta as never), origin)
  }

  private show(): void {
    this.meta.mapping.clear()
    const doc = yXmlFragmentToProseMirrorRootNode(this.fragment, schema)
    this.state = this.state.apply(this.state.tr.replaceWith(0, this.state.doc.content.size, doc.content))
  }
}
