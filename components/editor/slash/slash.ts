import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { type SlashItem, slashMatches } from './items'

export interface SlashShown { readonly query: string; readonly items: readonly SlashItem[]; readonly index: number; readonly left: number; readonly top: number; readonly bottom: number }

/** What the menu shows, between the plugin, which sees the keys, and the page, which draws it. */
export class SlashMenu {
  #shown: SlashShown | null = null
  readonly #listeners = new Set<() => void>()
  /** Set by the page: does what the item says, the typed words being gone already. */
  choose: (item: SlashItem) => void = () => {}

  get = (): SlashShown | null => this.#shown

  show(shown: SlashShown | null): void {
    if (shown === this.#shown) return
    this.#shown = shown
    for (const listener of this.#listeners) listener()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

const key = new PluginKey<number | null>('slash')

/** `/` and letters between `from` and the caret; null when the caret has left them. */
function queryAt(state: EditorState, from: number): string | null {
  const { $from, empty } = state.selection
  if (!empty || $from.pos <= from || from < $from.start()) return null
  return state.doc.textBetween(from, $from.pos, '\n', '\n').match(/^\/(\p{L}{0,20})$/u)?.[1] ?? null
}

/** Takes the typed words away and does what the item says. */
export function chooseSlash(view: EditorView, menu: SlashMenu, item: SlashItem): void {
  const from = key.getState(view.state)
  if (from === null || from === undefined) return
  view.dispatch(view.state.tr.delete(from, view.state.selection.from).setMeta(key, null))
  menu.choose(item)
}

function onKey(view: EditorView, menu: SlashMenu, event: KeyboardEvent): boolean {
  const shown = menu.get()
  if (!shown) return false
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step && shown.items.length > 0) {
    menu.show({ ...shown, index: (shown.index + step + shown.items.length) % shown.items.length })
    return true
  }
  if (event.key === 'Escape') {
    view.dispatch(view.state.tr.setMeta(key, null))
    return true
  }
  const item = shown.items[shown.index]
  if (!item || !['Enter', 'Tab'].includes(event.key)) return false
  chooseSlash(view, menu, item)
  return true
}

/** Shows the menu that belongs to the state, beside the slash. */
function follow(view: EditorView, menu: SlashMenu): void {
  const from = key.getState(view.state) ?? null
  const query = from === null ? null : queryAt(view.state, from)
  if (from === null || query === null) return menu.show(null)
  const before = menu.get()
  if (before?.query === query) return
  const { left, top, bottom } = view.coordsAtPos(from)
  menu.show({ query, items: slashMatches(query), index: 0, left, top, bottom })
}

/** `/` at the start of a line or after a space opens a menu of what can be put there. */
export const slash = (menu: SlashMenu) => Extension.create({
  name: 'slash',
  priority: 1200,
  addProseMirrorPlugins: () => [new Plugin<number | null>({
    key,
    state: {
      init: () => null,
      apply: (tr, from, _before, state) => {
        const set = tr.getMeta(key) as number | null | undefined
        if (set !== undefined) return set
        const moved = from === null ? null : tr.mapping.map(from, -1)
        return moved !== null && queryAt(state, moved) !== null ? moved : null
      },
    },
    props: {
      handleTextInput(view, from, to, text) {
        const $from = view.state.doc.resolve(from)
        const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 1), $from.parentOffset, ' ', ' ')
        if (text !== '/' || from !== to || !/^\s?$/.test(before) || $from.parent.type.spec.code) return false
        view.dispatch(view.state.tr.insertText('/', from).setMeta(key, from))
        return true
      },
      handleKeyDown: (view, event) => onKey(view, menu, event),
      handleDOMEvents: { blur: (view) => { if (key.getState(view.state) !== null) view.dispatch(view.state.tr.setMeta(key, null)) } },
    },
    view: () => ({ update: (view) => follow(view, menu), destroy: () => menu.show(null) }),
  })],
})
