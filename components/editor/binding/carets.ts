import { Extension } from '@tiptap/core'
import { type EditorState, Plugin } from '@tiptap/pm/state'
import { DecorationSet, type EditorView } from '@tiptap/pm/view'
import { createDecorations, defaultAwarenessStateFilter, type ProsemirrorBinding, yCursorPluginKey, ySyncPluginKey } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Me } from '../draft-context'
import { element } from '../dom'
import { toneOf } from '../person-colour'
import { relativeSelection } from './relative'

interface Cursor { readonly anchor: unknown; readonly head: unknown }

/** Classes instead of colours from afar: the page takes no inline style, and trusts nobody's. */
const drawn = (state: EditorState, awareness: Awareness): DecorationSet => createDecorations(
  state, awareness, defaultAwarenessStateFilter,
  ({ name }: { name: string }) => element('span', { class: `caret tone-${toneOf(String(name))}`, 'aria-hidden': 'true' }, element('span', { class: 'caret-name' }, String(name))),
  ({ name }: { name: string }) => ({ class: `caret-selection tone-${toneOf(String(name))}` }),
) as DecorationSet

const isAt = (cursor: Cursor | null | undefined, anchor: Y.RelativePosition, head: Y.RelativePosition): boolean => Boolean(cursor)
  && Y.compareRelativePositions(Y.createRelativePositionFromJSON(cursor!.anchor), anchor)
  && Y.compareRelativePositions(Y.createRelativePositionFromJSON(cursor!.head), head)

/** Tells the others where the selection stands, when that is another place than was told. */
function tell(view: EditorView, awareness: Awareness): void {
  const binding = (ySyncPluginKey.getState(view.state) as { binding?: ProsemirrorBinding } | undefined)?.binding
  const cursor = awareness.getLocalState()?.cursor as Cursor | null | undefined
  if (!binding) return
  if (!view.hasFocus()) {
    if (cursor) awareness.setLocalStateField('cursor', null)
    return
  }
  const { anchor, head } = relativeSelection(binding, view.state) as { anchor: Y.RelativePosition; head: Y.RelativePosition }
  if (!isAt(cursor, anchor, head)) awareness.setLocalStateField('cursor', { anchor, head })
}

function follow(view: EditorView, awareness: Awareness) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const heard = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
    // One's own caret is drawn by the browser.
    if ([...added, ...updated, ...removed].every((client) => client === awareness.clientID)) return
    timer ??= setTimeout(() => {
      timer = undefined
      if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(yCursorPluginKey, { awarenessUpdated: true }))
    }, 0)
  }
  const focus = () => tell(view, awareness)
  awareness.on('change', heard)
  view.dom.addEventListener('focusin', focus)
  view.dom.addEventListener('focusout', focus)
  return {
    update: (now: EditorView, before: EditorState) => {
      if (now.state.doc !== before.doc || !now.state.selection.eq(before.selection)) tell(now, awareness)
    },
    destroy: () => {
      clearTimeout(timer)
      awareness.off('change', heard)
      view.dom.removeEventListener('focusin', focus)
      view.dom.removeEventListener('focusout', focus)
      awareness.setLocalStateField('cursor', null)
    },
  }
}

/**
 * Where the others are, as @tiptap/extension-collaboration-caret has it. Their carets go along with a change, whoever makes it, until they say
 * themselves where they are now; and what one does oneself draws nothing anew.
 */
export const carets = (awareness: Awareness, me: Me) => Extension.create({
  name: 'carets',
  priority: 999,
  addProseMirrorPlugins: () => [new Plugin<DecorationSet>({
    key: yCursorPluginKey,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, before, _old, state) => {
        if (tr.getMeta(yCursorPluginKey)) return drawn(state, awareness)
        return tr.docChanged ? before.map(tr.mapping, tr.doc) : before
      },
    },
    props: { decorations: (state) => yCursorPluginKey.getState(state) as DecorationSet },
    view: (view) => {
      awareness.setLocalStateField('user', { id: me.id, name: me.name, organisation: me.organisation, constituency: me.constituency, color: '#0b5136' })
      return follow(view, awareness)
    },
  })],
})
