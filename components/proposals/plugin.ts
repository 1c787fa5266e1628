import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'

/** A proposal as the text shows it: what is drawn into `host` stands behind the block `behind` (null: at the beginning); `about` is marked. */
export interface Placed {
  readonly id: string
  readonly behind: string | null
  readonly about: string | null
  readonly look: 'change' | 'delete'
  readonly host: HTMLElement
}

interface State { readonly placed: readonly Placed[]; readonly suggesting: boolean; readonly decorations: DecorationSet }
type Change = Partial<Pick<State, 'placed' | 'suggesting'>>

const key = new PluginKey<State>('proposals')

export const showProposals = (view: EditorView, change: Change): void => view.dispatch(view.state.tr.setMeta(key, change))

function draw(doc: Node, placed: readonly Placed[]): DecorationSet {
  if (placed.length === 0) return DecorationSet.empty
  const places = new Map<string, { from: number; to: number }>()
  doc.forEach((block, from) => places.set(String(block.attrs.id), { from, to: from + block.nodeSize }))
  return DecorationSet.create(doc, placed.flatMap(({ id, behind, about, look, host }) => {
    const at = behind === null ? 0 : places.get(behind)?.to
    const marked = about === null ? undefined : places.get(about)
    return [
      ...(at === undefined ? [] : [Decoration.widget(at, host, { key: id, side: behind === null ? -1 : 1, ignoreSelection: true, stopEvent: () => true })]),
      ...(marked ? [Decoration.node(marked.from, marked.to, { class: look === 'delete' ? 'proposal-mark proposal-mark-delete' : 'proposal-mark' })] : []),
    ]
  }))
}

/** Paints proposals as decorations; while its person suggests, nothing that they do changes the text, whichever way they do it. */
export const proposalsPlugin = (): Plugin<State> => new Plugin<State>({
  key,
  state: {
    init: () => ({ placed: [], suggesting: false, decorations: DecorationSet.empty }),
    apply: (tr, before) => {
      const change = tr.getMeta(key) as Change | undefined
      if (!change && !tr.docChanged) return before
      const now = { ...before, ...change }
      return change?.placed || tr.docChanged ? { ...now, decorations: draw(tr.doc, now.placed) } : now
    },
  },
  filterTransaction: (tr, state) => !tr.docChanged || !key.getState(state)?.suggesting || tr.getMeta(ySyncPluginKey) !== undefined,
  props: { decorations: (state) => key.getState(state)?.decorations },
})

export const proposalsKey = key
